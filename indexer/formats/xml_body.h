// A text that stands inside another XML format, in whatever markup it has.
#pragma once

#include <libxml/tree.h>

#include "common/article.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// Reads what an element holds: an `nitf` element as NITF (all its fields), XHTML or other XML by its paragraphs, text
/// that holds HTML tags as HTML, other text by its blank lines or lines. Empty for no node or no text.
[[nodiscard]] Article read_xml_body(const xmlNode* holder, DateOrder order);

/// Takes from `body` what `article` does not state itself.
void fill_from_body(Article& article, Article body);

}  // namespace news::formats
