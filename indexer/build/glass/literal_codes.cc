#include "indexer/build/glass/literal_codes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace news::glass {
namespace {

constexpr std::size_t kMostBits = 15;  // of a code

/// Bits, the first in the lowest bit of the first byte. Writes up to eight bytes beyond what it has.
class Bits {
 public:
  explicit Bits(char* place) : place_(place) {}

  void put(std::uint64_t bits, unsigned count) {
    pending_ |= bits << count_;
    count_ += count;
  }
  /// To be called while fewer than 64 bits are pending.
  void store() {
    const std::uint64_t bytes = std::endian::native == std::endian::big ? __builtin_bswap64(pending_) : pending_;
    std::memcpy(place_, &bytes, sizeof bytes);
    place_ += count_ / 8;
    pending_ >>= count_ / 8 * 8;
    count_ %= 8;
  }
  /// Where what was stored ends, with a byte begun.
  [[nodiscard]] char* end() const { return place_ + (count_ > 0 ? 1 : 0); }

 private:
  char* place_;
  std::uint64_t pending_ = 0;
  unsigned count_ = 0;  // of bits in it
};

}  // namespace

LiteralCodes::LiteralCodes(const isal_hufftables& codes)
    : header_(reinterpret_cast<const char*>(codes.deflate_hdr), codes.deflate_hdr_count),
      header_rest_{codes.deflate_hdr[codes.deflate_hdr_count],
                   static_cast<std::uint16_t>(codes.deflate_hdr_extra_bits)} {
  header_[0] = static_cast<char>(header_[0] | 1);  // the last block
  for (std::size_t i = 0; i < codes_.size(); ++i) codes_[i] = {codes.lit_table[i], codes.lit_table_sizes[i]};
}

std::size_t LiteralCodes::most_bytes(std::size_t tag_size) const {
  return header_.size() + (kMostBits * (tag_size + 2) + 7) / 8 + sizeof(std::uint64_t);
}

std::size_t LiteralCodes::write(std::string_view tag, std::span<char> room) const {
  if (room.size() < most_bytes(tag.size())) return 0;
  Bits bits(std::copy(header_.begin(), header_.end(), room.data()));
  const auto put = [&](Code code) { bits.put(code.bits, code.count); };
  put(header_rest_);
  // Behind a store fewer than 8 bits are pending; with three codes it is fewer than 56.
  constexpr std::size_t kAtOnce = 3;
  std::size_t at = 0;
  for (; at + kAtOnce <= tag.size(); at += kAtOnce) {
    for (std::size_t i = 0; i < kAtOnce; ++i) put(codes_[static_cast<unsigned char>(tag[at + i])]);
    bits.store();
  }
  for (; at < tag.size(); ++at) put(codes_[static_cast<unsigned char>(tag[at])]);
  put(codes_[kEnd]);
  bits.store();
  return static_cast<std::size_t>(bits.end() - room.data());
}

}  // namespace news::glass
