#include "indexer/build/glass/codings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "common/codec.h"
#include "indexer/build/glass/btree.h"

namespace news::glass {
namespace {

void append_big_endian(std::string& out, std::uint32_t value, unsigned width) {
  const std::array bytes = {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
                            static_cast<char>(value >> 8U), static_cast<char>(value)};
  out.append(bytes.data() + bytes.size() - width, width);
}

/// How many bytes two strings have in common at their beginnings, eight at a time.
std::size_t common_prefix(std::string_view left, std::string_view right) noexcept {
  const std::size_t size = std::min(left.size(), right.size());
  std::size_t same = 0;
  for (; same + 8 <= size; same += 8) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, left.data() + same, 8);
    std::memcpy(&b, right.data() + same, 8);
    if (a == b) continue;
    const std::uint64_t differs = a ^ b;
    const int zeros =
        std::endian::native == std::endian::little ? std::countr_zero(differs) : std::countl_zero(differs);
    return same + static_cast<std::size_t>(zeros) / 8;
  }
  while (same < size && left[same] == right[same]) ++same;
  return same;
}

}  // namespace

bool is_storable_term(std::string_view term) noexcept {
  constexpr std::size_t kMostBehind = 1 + 5;  // 00 and the longest docid
  const auto nuls = static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
  return !term.empty() && term.size() <= kMaxTermBytes && term.size() + nuls + kMostBehind <= kMaxKeyBytes;
}

void append_docid(std::string& key, DocId docid) {
  // The first bits say how many bytes there are: 0 two, 10 three, 110 four, 1110 0000 five.
  if (docid < 1U << 15U) {
    append_big_endian(key, docid, 2);
  } else if (docid < 1U << 22U) {
    append_big_endian(key, 0x80'0000U | docid, 3);
  } else if (docid < 1U << 29U) {
    append_big_endian(key, 0xC000'0000U | docid, 4);
  } else {
    key += '\xE0';
    append_big_endian(key, docid, 4);
  }
}

void append_term(std::string& key, std::string_view term) {
  for (std::size_t nul = term.find('\0'); nul != std::string_view::npos; nul = term.find('\0')) {
    key.append(term.substr(0, nul + 1));
    key += '\xFF';
    term.remove_prefix(nul + 1);
  }
  key.append(term);
}

void TermlistEncoder::begin(std::uint32_t length, std::uint32_t count) {
  previous_ = {};
  if (count == 0) return;
  out_.number(length);
  out_.number(count);
}

void TermlistEncoder::add(std::string_view term, std::uint32_t wdf) {
  if (term.size() > kMaxTermBytes) throw std::logic_error("a term is longer than a database can hold");
  const std::size_t reuse = common_prefix(term, previous_);
  // A small wdf shares a byte with the length of the common beginning. Readers tell it apart by its size: it is greater
  // than the length of the term before.
  bool wdf_is_in = false;
  if (!previous_.empty()) {
    const std::uint64_t both = (std::uint64_t{wdf} + 1) * (previous_.size() + 1) + reuse;
    wdf_is_in = wdf < 127 && both < 256;
    out_.byte(static_cast<char>(wdf_is_in ? both : reuse));
  }
  out_.byte(static_cast<char>(term.size() - reuse));
  out_.bytes(term.substr(reuse));
  if (!wdf_is_in) out_.number(wdf);
  previous_ = term;
}

void append_slots(std::string& out, std::span<const std::uint32_t> slots) {
  std::uint64_t next = 0;
  for (const std::uint32_t slot : slots) {
    if (slot < next) throw std::logic_error("value slots do not ascend");
    put_varint(out, slot - next);
    next = std::uint64_t{slot} + 1;
  }
}

}  // namespace news::glass
