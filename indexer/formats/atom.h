// Atom, the syndication format of the IETF.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "atom". Atom 1.0 (RFC 4287) and 0.3: each `entry` of a feed, or the document of a single one, is an article; authors
/// and language are inherited from the feed (section 4.2.1), addresses resolved by xml:base (section 2). Content out of
/// line (`src`) is not fetched, content that is no text left out. Otherwise as kRssFormat.
extern const Format kAtomFormat;

}  // namespace news::formats
