// The articles that a query finds, in the order in which they are shown.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "searcher/match/page.h"
#include "searcher/query/compiler.h"

namespace news::match {

enum class Sort { relevance, newest, oldest };

/// Where an article stands in a ranking.
struct Ranked {
  Xapian::docid article = 0;
  double score = 0;  ///< rounded to 1e-6: the order of summing differs between one database and its shards
  std::string key;   ///< orders articles of one score; empty where no other has the same
};

/// The articles by score, then newest first, then id; or by date, then id. Made anew for each search.
class Ranking {
 public:
  /// `weighs` of the query: where nothing does, all articles are equally relevant and the newest come first. `served`:
  /// whether a part of the database is served from elsewhere.
  Ranking(const Xapian::Database& database, const query::Compiled& compiled, Sort sort, bool served);

  /// Makes the first `count` articles known; how many are known and in their final order, fewer only where there are no
  /// more.
  std::size_t reach(std::size_t count);

  /// REQUIRES: reach(i + 1) > i
  [[nodiscard]] const Ranked& at(std::size_t i) const { return ranked_[i]; }

  /// How many articles the query finds, as far as it is known after reach().
  [[nodiscard]] Total total() const { return total_; }

 private:
  void read(const Xapian::MSet& mset);
  void read_keys_of_ties();
  [[nodiscard]] std::string sort_key_of(const Ranked& ranked) const;
  [[nodiscard]] bool tied(const Ranked& a, const Ranked& b) const;

  Xapian::Database database_;
  std::unique_ptr<Xapian::KeyMaker> keys_;
  Xapian::Enquire enquire_;
  bool by_score_;
  bool prunes_;
  bool keys_tie_ = false;  // articles of one key are to be put in order here
  bool keys_wanted_ = false;
  Xapian::doccount fetched_ = 0;
  std::vector<Ranked> ranked_;
  std::size_t settled_ = 0;
  bool all_ = false;
  Total total_;
};

/// Has Xapian find what this query finds, none better than another.
void find_without_weights(Xapian::Enquire& enquire, const Xapian::Query& query, query::Nothing nothing);

/// Articles that are found at a time where all are wanted: finding them takes some 140 bytes each.
inline constexpr Xapian::docid kChunk = 500'000;

/// Gives the numbers of all articles that a query finds, in ascending order; kChunk at a time, or, where a part of the
/// database is served from elsewhere, all at once.
void find_all(const Xapian::Database& database, const query::Compiled& compiled, bool served,
              const std::function<void(const std::vector<Xapian::docid>& articles)>& give);

/// All articles that a query finds, in the order of a Ranking; exact, in 24 bytes each and what finding kChunk of them
/// takes. REQUIRES: no part of the database is served from elsewhere.
class AllMatches {
 public:
  AllMatches(const Xapian::Database& database, const query::Compiled& compiled, Sort sort,
             Xapian::docid chunk = kChunk);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Its key is empty.
  [[nodiscard]] Ranked at(std::size_t i) const { return {entries_[i].article, entries_[i].score, {}}; }

 private:
  struct Entry {
    double score;
    std::uint64_t inverted_instant;
    Xapian::docid article;
  };
  void put_ties_in_order(const Xapian::Database& database);

  std::vector<Entry> entries_;
};

}  // namespace news::match
