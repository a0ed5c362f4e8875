// Counts articles by what they state.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/match/facets.h"
#include "searcher/match/slot_reader.h"

namespace news::match {

/// Units of time and sources are read from value slots, one behind the other; sections, authors, topics and languages
/// from the articles themselves, which takes some fifty times as long (docs/performance.md).
class FacetCounter {
 public:
  /// `served`: whether a part of the database is served from elsewhere.
  FacetCounter(FacetField field, Xapian::Database database, bool served);

  /// Counts one more article. REQUIRES: its number is above that of the one before. Throws
  /// Error(Code::archive_damaged).
  void add(Xapian::docid article);

  /// What was counted.
  [[nodiscard]] Facets facets() const;

 private:
  struct Count {
    std::uint64_t articles = 0;
    std::uint64_t last = 0;  // the article that was counted last, from 1 in their order
  };
  struct Spelling {
    std::uint64_t articles = 0;
    std::size_t value = 0;  // index into counts_
  };

  [[nodiscard]] std::string source_of(Xapian::docid article);
  void count(const std::vector<std::string>& stated);
  [[nodiscard]] Spelling& spelling(const std::string& text);

  FacetField field_;
  Xapian::Database database_;
  std::optional<SlotReader> values_;  // where they are in a slot
  std::uint64_t articles_ = 0;
  std::unordered_map<std::string, std::uint64_t> days_;  // by the value of slot::kDay
  std::unordered_map<std::string, Spelling> spellings_;  // of other fields
  std::unordered_map<std::string, std::size_t> folded_;  // spellings without case; indices into counts_
  std::vector<Count> counts_;
};

}  // namespace news::match
