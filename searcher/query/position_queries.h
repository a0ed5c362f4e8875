// Phrases and proximities as Xapian's positional operators say them.
//
// OP_PHRASE takes terms and ORs of terms only, and is exact; OP_NEAR loses matches where its operands share a term.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/tree.h"
#include "searcher/query/vocabulary.h"

namespace news::query {

/// All queries made here are without weight. The vocabulary must outlive it.
class PositionQueries {
 public:
  PositionQueries(std::vector<std::string> languages, Vocabulary& vocabulary)
      : languages_(std::move(languages)), vocabulary_(vocabulary) {}

  /// The articles where a word, a phrase or a proximity occurs; nullopt where the operators can't say that: they know
  /// neither sentences nor paragraphs, and no operand that is longer than a word.
  [[nodiscard]] std::optional<Xapian::Query> exact(const Node& node);

  /// The fewest articles, as far as the operators can say it, among which are all where the node holds; nullopt where
  /// they can say nothing.
  [[nodiscard]] std::optional<Xapian::Query> superset(const Node& node);

  /// The words of a leaf's word among the terms with a prefix.
  [[nodiscard]] std::vector<std::string> words(std::string_view prefix, const Word& word, bool stemmed,
                                               const std::string& language);

 private:
  /// A word that an operand can begin or end with.
  struct Edge {
    const Word* word;
    bool stemmed;
  };
  using Edges = std::vector<Edge>;
  static void add_firsts(const Node& node, Edges& edges);
  static void add_lasts(const Node& node, Edges& edges);

  /// Made for each language, and restricted to the articles in it where the languages differ.
  template <typename Make>
  Xapian::Query in_languages(Make make);
  /// Made for each text that the field's words are in.
  template <typename Make>
  static Xapian::Query in_texts(const Field* field, Make make);
  [[nodiscard]] Xapian::Query any_of(std::string_view prefix, const Edges& edges, const std::string& language);
  [[nodiscard]] Xapian::Query follows(std::string_view prefix, const Edges& lasts, const Edges& firsts,
                                      std::uint32_t distance, const std::string& language);
  [[nodiscard]] Xapian::Query phrase(const Node& node);
  [[nodiscard]] Xapian::Query near(const Node& node);

  std::vector<std::string> languages_;
  Vocabulary& vocabulary_;
};

}  // namespace news::query
