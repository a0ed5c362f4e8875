// Numbers for strings: the terms, and the words of a text, of what one thread analyses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace news::build {

/// Strings numbered from 0 in the order in which they were first met. The bytes lie in one arena, so that a run's whole
/// vocabulary is freed at once and a look-up touches two places of memory. Not shared between threads.
class TermTable {
 public:
  TermTable();

  /// The string's number. REQUIRES: fewer than 65,536 bytes, and 4 GB in all; `hash` from hash_of().
  std::uint32_t intern(std::string_view text, std::uint32_t hash);
  std::uint32_t intern(std::string_view text) { return intern(text, hash_of(text)); }

  [[nodiscard]] static std::uint32_t hash_of(std::string_view text);
  /// Asks the memory for what intern() of this hash looks at first.
  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&buckets_[hash & (buckets_.size() - 1)], 1); }

  /// Valid until the next intern() or clear(). REQUIRES: number < size().
  [[nodiscard]] std::string_view text(std::uint32_t number) const {
    const Slot& slot = texts_[number];
    return {arena_.data() + slot.begin, slot.size};
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(texts_.size()); }
  /// What the table holds in memory.
  [[nodiscard]] std::uint64_t bytes() const noexcept {
    return arena_.size() + texts_.size() * sizeof(Slot) + buckets_.size() * sizeof(Bucket);
  }
  /// Forgets all strings and keeps the memory.
  void clear();

 private:
  struct Slot {
    std::uint32_t begin;
    std::uint32_t size;
  };
  /// Of a hash table with linear probing.
  struct Bucket {
    std::uint32_t hash;
    std::uint32_t number_plus;  // number + 1; 0: empty
  };

  void grow();

  std::string arena_;
  std::vector<Slot> texts_;
  std::vector<Bucket> buckets_;
};

}  // namespace news::build
