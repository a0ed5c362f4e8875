// The format "newsml1".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// NewsML 1.0-1.2 (IPTC DTD): an article for each NewsItem. Its headline is that of the outermost NewsComponent that
/// has one, its text what the ContentItems of media type Text hold, as NITF, XHTML or text. A Status of Canceled takes
/// back what has the same public identifier. A NewsItem inside another one's component is not told from one that was
/// not closed.
extern const Format kNewsml1Format;

}  // namespace news::formats
