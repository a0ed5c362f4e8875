#include "indexer/formats/byte_supply.h"

#include <algorithm>

#include "common/error.h"

namespace news::formats {

bool ByteSupply::append_to(std::string& held, std::size_t count) {
  if (at_end_) return false;
  const std::size_t before = held.size();
  held.resize(before + count);
  std::size_t got = 0;
  try {
    got = bytes_.read({held.data() + before, count});
  } catch (const Error&) {
    damage_ = std::current_exception();
  }
  held.resize(before + got);
  at_end_ = got == 0;
  return got > 0;
}

bool ByteSupply::append_to(std::string& held) {
  constexpr std::size_t kFirst = std::size_t{8} << 10;
  constexpr std::size_t kMost = std::size_t{256} << 10;
  last_count_ = std::clamp(2 * last_count_, kFirst, kMost);
  return append_to(held, last_count_);
}

}  // namespace news::formats
