// The words of an archive that the words of a query stand for.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "common/analysis/stemmer.h"
#include "searcher/query/expansions.h"

namespace news::query {

/// Words that are searched for one truncated word; of more, the most frequent.
inline constexpr std::size_t kMaxExpansion = 1000;

/// Of them, those whose occurrences are counted in the ranking.
inline constexpr std::size_t kMaxFrequent = 32;

/// What a word stands for, in order.
struct Expansion {
  std::vector<std::string> words;
  std::size_t left_out = 0;  ///< words above kMaxExpansion
  /// Of the words of a pattern, taken as one word: in how many articles it is, and how often, as far as can be told
  /// from what is known of each. The same however the database is cut into shards.
  double articles = 0;
  double occurrences = 0;
  std::vector<std::string> frequent;  ///< the kMaxFrequent of the words that are in most articles
};

/// The words of a database. What was looked up is remembered. Not shared between threads.
class Vocabulary {
 public:
  /// Words of a language with a stem that do not begin with its first three letters (metadata::kForms).
  using OddForms = std::function<std::vector<std::string>(const std::string& language, const std::string& stem)>;

  Vocabulary(Xapian::Database database, OddForms odd_forms);

  /// All words among the terms with a prefix that have the same stem in the language as `word`.
  [[nodiscard]] const Expansion& forms(std::string_view prefix, const std::string& language, const std::string& word);

  /// The words that fit a pattern, among the terms with a prefix. In texts other than the body, those of the words that
  /// are searched in the body.
  [[nodiscard]] const Expansion& matching(std::string_view prefix, const std::string& pattern);

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  /// What the matcher must know of the patterns that were looked up.
  [[nodiscard]] const CappedPatterns& capped() const { return capped_; }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // prefix, language, word

  /// A word and how many articles hold it.
  struct Counted {
    std::string word;
    Xapian::doccount articles;
  };

  [[nodiscard]] Expansion walk(std::string_view prefix, const std::string& pattern);
  [[nodiscard]] Expansion expansion_of(std::string_view prefix, std::vector<Counted> words);
  analysis::Stemmer& stemmer(const std::string& language);

  Xapian::Database database_;
  OddForms odd_forms_;
  std::map<std::string, analysis::Stemmer> stemmers_;
  std::map<Key, Expansion> known_;
  CappedPatterns capped_;
};

}  // namespace news::query
