// An article as the JSON line that --dump prints.
#pragma once

#include <string>

#include "common/article.h"

namespace news {

/// All fields, in a fixed order, absent ones empty (null for dates); authors are joined by "; ", `body` has its
/// paragraphs separated by a blank line and `paragraphs` is their number. Read as JSON Lines input it gives the same
/// article. Ends with a newline.
[[nodiscard]] std::string dump_line(const Article& article);

}  // namespace news
