// What a database says of itself as a whole.
#pragma once

#include <cstdint>

#include "indexer/build/glass/codings.h"

namespace news::glass {

/// Counts and bounds that weighting schemes use (GlassVersion in glass_version.h, Xapian 1.4.22).
struct Statistics {
  std::uint32_t documents = 0;
  DocId last_docid = 0;
  std::uint32_t shortest = 0;  ///< the least document length above 0; 0 where there is none
  std::uint32_t longest = 0;   ///< the greatest document length
  std::uint32_t largest_wdf = 0;
  std::uint64_t total_length = 0;  ///< the sum of document lengths

  bool operator==(const Statistics&) const = default;
};

}  // namespace news::glass
