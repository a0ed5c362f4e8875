// Random numbers that are the same on every machine: the standard library's distributions are not.
#pragma once

#include <cstdint>

namespace news {

/// splitmix64 (Steele, Lea, Flood 2014): good enough for text, a few instructions, and any seed will do.
class Random {
 public:
  /// A stream of its own for each pair of a seed and a key, such as the number of an article.
  explicit Random(std::uint64_t seed, std::uint64_t key = 0) noexcept : state_(mixed(seed) ^ mixed(key + kStep)) {}

  std::uint64_t next() noexcept { return mixed(state_ += kStep); }
  /// [0, 1)
  double unit() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  /// [0, limit); limit is in [1, 2^32].
  std::uint64_t below(std::uint64_t limit) noexcept {
    // The upper half of a product instead of a remainder: no division, and a bias that no text shows.
    return ((next() >> 32U) * limit) >> 32U;
  }
  bool chance(double probability) noexcept { return unit() < probability; }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;

  static std::uint64_t mixed(std::uint64_t value) noexcept {
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EB;
    return value ^ (value >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace news
