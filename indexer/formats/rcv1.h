// The format "rcv1".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// `<newsitem itemid= date=>`, the XML of the Reuters Corpora (Lewis, Yang, Rose and Li, "RCV1: A New Benchmark
/// Collection for Text Categorization Research", JMLR 5, 2004), alone or several on end. The id is itemid; topics are
/// the codes of topics, countries and industries as they stand, in this order.
extern const Format kRcv1Format;

}  // namespace news::formats
