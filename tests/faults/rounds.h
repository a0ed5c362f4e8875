// Which calls of a run are struck: a few spread over it, or each one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace news::testing {

/// Numbers from 1 to `calls`: $NEWS_FAULT_ROUNDS of them, or as many as `usual` where that is not set, or all of them
/// where it is `all`. The first and the last are among them.
inline std::vector<std::uint64_t> rounds_of(std::uint64_t calls, std::uint64_t usual) {
  const char* asked = std::getenv("NEWS_FAULT_ROUNDS");
  std::uint64_t rounds = asked == nullptr ? usual : std::strtoull(asked, nullptr, 10);
  if (asked != nullptr && std::string(asked) == "all") rounds = calls;
  rounds = std::min(rounds, calls);
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    numbers.push_back(rounds == 1 ? calls : 1 + i * (calls - 1) / (rounds - 1));
  }
  return numbers;
}

}  // namespace news::testing
