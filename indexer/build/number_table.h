// Digests -> numbers, as small in memory as it goes: there is one entry for each article of a run.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/digest.h"

namespace news::build {

/// A hash table with linear probing; 20 bytes an entry, at most half of them empty after growth. Digests are hashes
/// already.
class NumberTable {
 public:
  NumberTable() { resize(kFirstSlots); }

  /// The number of a digest; nullopt where it has none.
  [[nodiscard]] std::optional<std::uint32_t> find(const Digest& digest) const {
    const std::size_t slot = slot_of(digest);
    return numbers_[slot] == 0 ? std::nullopt : std::optional(numbers_[slot]);
  }
  /// Sets or changes the number of a digest; 0 takes it away. REQUIRES: digest is not all zeros.
  void assign(const Digest& digest, std::uint32_t number) {
    std::size_t slot = slot_of(digest);
    if (digests_[slot] != digest) {
      if ((used_ + 1) * 4 > digests_.size() * 3) {
        grow();
        slot = slot_of(digest);
      }
      digests_[slot] = digest;
      ++used_;
    }
    numbers_[slot] = number;
  }
  void clear() {
    digests_ = {};
    numbers_ = {};
    resize(kFirstSlots);
  }

 private:
  static constexpr std::size_t kFirstSlots = 1U << 10U;

  /// Where the digest is, or would be.
  [[nodiscard]] std::size_t slot_of(const Digest& digest) const {
    const std::size_t mask = digests_.size() - 1;
    std::size_t slot = digest.low & mask;
    while (digests_[slot] != Digest{} && digests_[slot] != digest) slot = (slot + 1) & mask;
    return slot;
  }
  void resize(std::size_t slots) {
    digests_.assign(slots, Digest{});
    numbers_.assign(slots, 0);
    used_ = 0;
  }
  void grow() {
    const std::vector<Digest> digests = std::move(digests_);
    const std::vector<std::uint32_t> numbers = std::move(numbers_);
    resize(digests.size() * 2);
    for (std::size_t i = 0; i < digests.size(); ++i) {
      if (numbers[i] == 0) continue;
      const std::size_t slot = slot_of(digests[i]);
      digests_[slot] = digests[i];
      numbers_[slot] = numbers[i];
      ++used_;
    }
  }

  std::vector<Digest> digests_;  // all zeros: empty
  std::vector<std::uint32_t> numbers_;
  std::size_t used_ = 0;
};

}  // namespace news::build
