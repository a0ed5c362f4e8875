// What identifies an article whose source gives it no id.
#pragma once

#include "common/article.h"

namespace news::formats {

/// Takes the article's own address for its id where no id is stated and the address names more than a site. For sources
/// that state the address of each article; not for links that merely point at an original, which several articles
/// share.
void identify_by_address(Article& article);

}  // namespace news::formats
