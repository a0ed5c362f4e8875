// Tree -> Xapian::Query.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <vector>

#include "common/analysis/stemmer.h"
#include "searcher/query/tree.h"

namespace news::query {

/// What one word of a query became: for --explain.
struct Expansion {
  std::string word;
  std::vector<std::string> terms;
};

struct Compiled {
  Xapian::Query query;
  bool weighs = false;  ///< whether any part has a weight, so that ranking by relevance means something
  std::vector<Expansion> expansions;
};

/// Compiles trees for an archive in these languages (codes as in the `L` terms). Not shared between threads.
///
/// Words become their stems, one for each language; these alone carry weight, unless they are stop words of their
/// language. Phrases match by exact words at positions, in the body, the headline or the deck, and weigh what their
/// words' stems weigh. All else has no weight. Where a query is nothing but stop words of a language, they weigh in it.
class Compiler {
 public:
  explicit Compiler(const std::vector<std::string>& languages);

  [[nodiscard]] Compiled compile(const Node& tree);

 private:
  struct Language {
    std::string code;
    std::string prefix;
    analysis::Stemmer stemmer;
    bool stop_words_weigh;
  };

  Xapian::Query build(const Node& node);
  Xapian::Query word(const Node& node);
  Xapian::Query phrase(const Node& node);
  Xapian::Query sequence(const Sequence& terms, const Field* field);
  Xapian::Query stems(const std::string& term, const Field* field);
  Xapian::Query value(const Node& node);

  std::vector<Language> languages_;
  bool weighs_ = false;
  std::vector<Expansion> expansions_;
  std::set<std::string> expanded_;  // the words in it, with their fields' prefixes
};

/// The languages that a database holds.
[[nodiscard]] std::vector<std::string> languages_of(const Xapian::Database& database);

}  // namespace news::query
