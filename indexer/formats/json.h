// JSON Lines and JSON: news in any of the shapes that exporters, feeds and collections give it.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "json". Layouts: see json_pieces.h; keys: json_fields.cc; shapes: json_shapes.h. With ReadOptions::field_keys a
/// field comes from the named key and from no other.
///
/// A record that is not JSON, has neither title nor text, or is larger than the limit is refused and the next one read.
/// UTF-16 and UTF-32 files are decoded as a whole, hence held to the limit of one record; others are streamed.
extern const Format kJsonFormat;

/// "ninjs" (IPTC, iptc.org/standards/ninjs), 1.0 to 3.0: the same reader, under the standard's own name. Records of
/// other shapes in the same file are read as JSON is.
extern const Format kNinjsFormat;

}  // namespace news::formats
