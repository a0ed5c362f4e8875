// The format "warc".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// WARC 1.0 and 1.1 (ISO 28500:2009 and 2017) and the drafts 0.17 and 0.18: `response` records with HTTP, `resource`
/// and `conversion` records by their content type. A `revisit` states no article of its own: the one that it refers to
/// was read where it stands. Where a record is not where it should be, reading goes on at the next line that begins
/// with `WARC/`. Per-record compression is undone below the reader, offsets count in the uncompressed bytes.
extern const Format kWarcFormat;

}  // namespace news::formats
