// The format "newsml-g2".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// NewsML-G2 (IPTC, NAR framework 1.x-2.x; namespace http://iptc.org/std/nar/2006-10-01/): `newsItem`, alone or many in
/// a `newsMessage` (specification 2.x, "News Messages"). Text stands in `inlineXML` as NITF, XHTML or other XML, or in
/// `inlineData`; of several renditions of one text the fullest counts. Package, concept, knowledge, planning and
/// catalogue items are no articles. A `pubStatus` of canceled takes back what has the same guid; catalogues are never
/// fetched.
extern const Format kNewsmlG2Format;

}  // namespace news::formats
