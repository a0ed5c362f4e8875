// The format "reuters21578": the collection of Reuters news of 1987 that text classification is tested with.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// `<REUTERS>` elements on end, as the README of Reuters-21578, Distribution 1.0 (D. D. Lewis, 1997) describes them.
/// The id is NEWID; topics are TOPICS, PLACES, PEOPLE, ORGS, EXCHANGES and COMPANIES, in this order. TYPE="UNPROC" has
/// no title marked: its text is read as it stands. References to control characters and the closing word `Reuter` go.
extern const Format kReuters21578Format;

}  // namespace news::formats
