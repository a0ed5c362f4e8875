// Why an article matches: the words that take part, found by the tokenizer that indexed it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/analysis/stemmer.h"
#include "common/article.h"
#include "searcher/query/tree.h"

namespace news::match {

/// The texts of an article that are searched and shown.
enum class TextField : std::uint8_t { title, deck, body };
inline constexpr std::array<TextField, 3> kTextFields = {TextField::title, TextField::deck, TextField::body};

[[nodiscard]] std::string_view name_of(TextField field);

/// A token kept for matching; the term is a range of TokenizedText::terms.
struct KeptToken {
  std::uint32_t term_begin;
  std::uint32_t term_end;
  std::uint32_t position;
  std::uint32_t begin;  ///< byte offsets in the text
  std::uint32_t end;
  bool begins_sentence;
  bool begins_paragraph;
};

struct TokenizedText {
  std::string text;
  std::string terms;
  std::vector<KeptToken> tokens;

  [[nodiscard]] std::string_view term(const KeptToken& token) const {
    return std::string_view(terms).substr(token.term_begin, token.term_end - token.term_begin);
  }
};

[[nodiscard]] TokenizedText tokenized(std::string text);

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
  explicit Matcher(const query::Node& tree) : tree_(tree) {}

  /// `article` as it is stored. Spans are those of the parts that made the match: of the branches of OR only those that
  /// hold, nothing of what is excluded, of a phrase only words that stand in it; of each part the first kMaxSpansOfPart
  /// in a text.
  [[nodiscard]] Matched match(const Article& article);

 private:
  const query::Node& tree_;
  std::map<std::string, analysis::Stemmer> stemmers_;
};

}  // namespace news::match
