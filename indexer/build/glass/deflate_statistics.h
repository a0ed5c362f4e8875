// How often the symbols of deflate come in what a news archive stores: how short a code each should have.
#pragma once

#include <array>
#include <cstdint>

#include "indexer/build/glass/deflate.h"

namespace news::glass {

/// Parts of a million of the symbols of RFC 1951, section 3.2.5; 0 for those that are never used.
struct DeflateStatistics {
  std::array<std::uint64_t, 286> literals_and_lengths;
  std::array<std::uint64_t, 30> distances;
};

/// Measured on news in English: articles as they are stored, and their term lists. Text that is not like it is deflated
/// the worse for it, never wrongly.
[[nodiscard]] const DeflateStatistics& deflate_statistics(TagKind kind) noexcept;

}  // namespace news::glass
