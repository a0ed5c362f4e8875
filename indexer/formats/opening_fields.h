// What the first paragraph states, for formats whose other fields are marked up.
#pragma once

#include "common/article.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// Fills dateline, agency and, where no other date was stated, the date from the dateline that opens the body; a first
/// paragraph that is nothing but a byline becomes one. Fields that are set stay, the dateline stays in its paragraph.
void fill_from_opening(Article& article, DateOrder order);

}  // namespace news::formats
