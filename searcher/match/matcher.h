// Why an article matches: the words that take part, found by the tokenizer that indexed it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "common/article.h"
#include "searcher/match/article_texts.h"
#include "searcher/match/query_words.h"
#include "searcher/match/tokenized_text.h"
#include "searcher/query/expansions.h"
#include "searcher/query/tree.h"

namespace news::match {

/// One word that takes part in a match.
struct Span {
  std::uint32_t begin;  ///< byte offsets in the field's text, whole words
  std::uint32_t end;
  std::uint32_t part;  ///< which word or phrase of the query, counted from 0 over the tree

  auto operator<=>(const Span&) const = default;
};

/// The most spans that one part of a query gets in one text. Nobody reads so many highlights, and a common word in an
/// article of 50 MB would fill the memory with them.
inline constexpr std::size_t kMaxSpansOfPart = 100'000;

/// The texts of one article and the spans in each, in order of their offsets.
struct Matched {
  bool matches = false;
  std::array<TokenizedText, 3> texts;
  std::array<std::vector<Span>, 3> spans;
};

/// Evaluates one query on one article after another. Not shared between threads; the tree must outlive it.
class Matcher {
 public:
  /// `capped`: what the patterns of the query stand for in the archive, where that is not all that fits.
  explicit Matcher(const query::Node& tree, query::CappedPatterns capped = {});

  /// `article` as it is stored. Spans are those of the parts that made the match: of the branches of OR only those that
  /// hold, nothing of what is excluded, of a phrase or proximity only words at an occurrence of it; of each part the
  /// first kMaxSpansOfPart in a text. The result lives until the next article.
  [[nodiscard]] const Matched& match(const Article& article);

  /// Whether the article matches, without its texts and spans.
  [[nodiscard]] bool matches(const Article& article);

 private:
  void number_parts(const query::Node& node);

  const query::Node& tree_;
  QueryWords words_;
  std::unordered_map<const query::Node*, std::uint32_t> parts_;
  Matched matched_;  // kept for its memory
};

}  // namespace news::match
