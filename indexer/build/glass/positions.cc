// Position lists: the bits.
#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "common/codec.h"
#include "indexer/build/glass/codings.h"

namespace news::glass {
namespace {

/// Bits, the first in the lowest bit of the first byte.
class BitWriter {
 public:
  explicit BitWriter(char* place) : place_(place) {}

  /// One of `outof` possible values, [0, outof), in a centred minimal binary code: as many bits as the last value
  /// needs, and one less for those in the middle, whose highest bit says nothing. The code is always the value itself:
  /// where 2^n >= outof > 2^(n-1) and `spare` values are missing from 2^n, a reader that has read n - 1 bits knows from
  /// them that a value is in the middle, [outof - 2^(n-1), 2^(n-1)), for it would be too great with another bit.
  void put(std::uint32_t value, std::uint32_t outof) {
    const auto bits = static_cast<unsigned>(std::bit_width(outof - 1));
    const std::uint64_t power = std::uint64_t{1} << bits;
    const std::uint64_t spare = power - outof;
    const std::uint64_t middle = outof - power / 2;
    // Without a branch, which nobody could predict. A value below the middle becomes a very great difference.
    const unsigned shorter = value - middle < spare ? 1 : 0;
    pending_ |= std::uint64_t{value} << count_;
    count_ += bits - shorter;
    if (count_ >= 32) {
      store(static_cast<std::uint32_t>(pending_));
      pending_ >>= 32U;
      count_ -= 32;
    }
  }

  /// Writes what is pending and returns the place behind it.
  [[nodiscard]] char* finish() {
    for (; count_ > 0; count_ -= std::min(count_, 8U), pending_ >>= 8U) *place_++ = static_cast<char>(pending_);
    return place_;
  }

 private:
  void store(std::uint32_t word) {
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap32(word);
    std::memcpy(place_, &word, sizeof word);
    place_ += sizeof word;
  }

  char* place_;
  std::uint64_t pending_ = 0;
  unsigned count_ = 0;  ///< bits in `pending_`, below 32
};

/// What lies between the first and the last of these positions: the middle one, then both halves ("interpolative code",
/// Moffat & Stuiver 2000). The middle one can't be closer to an end than there are others between.
void put_between(BitWriter& bits, const std::uint32_t* first, const std::uint32_t* last) {
  while (last - first > 1) {
    const std::uint32_t* middle = first + (last - first) / 2;
    const auto between = static_cast<std::uint32_t>(last - first);
    const std::uint32_t lowest = *first + static_cast<std::uint32_t>(middle - first);
    bits.put(*middle - lowest, *last - *first - between + 1);
    if (middle - first > 1) put_between(bits, first, middle);
    first = middle;
  }
}

}  // namespace

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
  if (positions.empty() ||
      std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) != positions.end()) {
    throw std::logic_error("positions do not ascend");
  }
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  put_varint(out, last);
  if (positions.size() == 1) return;
  // No code has more bits than the last position.
  const std::size_t before = out.size();
  out.resize(before + (positions.size() * static_cast<std::size_t>(std::bit_width(last)) + 7) / 8 +
             sizeof(std::uint64_t));
  BitWriter bits(out.data() + before);
  bits.put(first, last);
  bits.put(static_cast<std::uint32_t>(positions.size() - 2), last - first);
  put_between(bits, positions.data(), positions.data() + positions.size() - 1);
  out.resize(static_cast<std::size_t>(bits.finish() - out.data()));
}

}  // namespace news::glass
