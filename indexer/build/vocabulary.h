// The terms of what one thread analyses, by number.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/build/term_table.h"

namespace news::build {

/// Two tables behind one kind of number. Most terms are words: they come again in the next run, and are kept for it.
/// The others name an article or a file (digests): each is of one run only. Not shared between threads.
class Vocabulary {
 public:
  /// Numbers from here on are of terms that pass with their run.
  static constexpr std::uint32_t kPassing = std::uint32_t{1} << 31U;

  std::uint32_t intern(std::string_view term) { return kept_.intern(term); }
  /// The same in two steps: between them the memory fetches what the second will look at.
  [[nodiscard]] std::uint32_t announce(std::string_view term) const {
    const std::uint32_t hash = TermTable::hash_of(term);
    kept_.prefetch(hash);
    return hash;
  }
  std::uint32_t intern(std::string_view term, std::uint32_t announced) { return kept_.intern(term, announced); }
  std::uint32_t intern_passing(std::string_view term) { return passing_.intern(term) | kPassing; }

  /// Valid until a term is interned or forgotten.
  [[nodiscard]] std::string_view text(std::uint32_t number) const {
    return number < kPassing ? kept_.text(number) : passing_.text(number - kPassing);
  }

  [[nodiscard]] const TermTable& kept() const noexcept { return kept_; }
  [[nodiscard]] const TermTable& passing() const noexcept { return passing_; }

  void forget_passing() { passing_.clear(); }
  void forget() {
    kept_.clear();
    passing_.clear();
  }

 private:
  TermTable kept_;
  TermTable passing_;
};

/// The order of a table's terms, kept while the table grows: a run need not sort the words that another has sorted.
class TermOrder {
 public:
  /// Takes in the terms that the table has more than at the last call, in some 10 ns for each term that it has.
  void update(const TermTable& terms);

  /// Which term stands at this place of the order, and the reverse. REQUIRES: update() knows it.
  [[nodiscard]] std::uint32_t term_at(std::uint32_t place) const { return entries_[place].term; }
  [[nodiscard]] std::uint32_t place_of(std::uint32_t term) const { return places_[term]; }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(entries_.size()); }

  void clear() { entries_.clear(); }

 private:
  struct Entry {
    std::uint64_t prefix;  // the term's first eight bytes: most comparisons end there
    std::uint32_t term;
  };

  std::vector<Entry> entries_;  // ascending
  std::vector<Entry> fresh_;
  std::vector<Entry> merged_;
  std::vector<std::uint32_t> places_;  // by number
};

}  // namespace news::build
