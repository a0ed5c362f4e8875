// Short words as numbers, which are compared at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace news::analysis {

inline constexpr std::size_t kMostPackedBytes = 8;

/// The word's bytes as a number. Different words give different numbers. REQUIRES: at most kMostPackedBytes bytes, none
/// of them NUL.
constexpr std::uint64_t packed_word(std::string_view word) noexcept {
  std::uint64_t number = 0;
  for (const char c : word) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

}  // namespace news::analysis
