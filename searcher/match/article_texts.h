// The texts of an article as it is stored, with the places of a query's words in them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/analysis/token.h"
#include "common/article.h"
#include "searcher/match/places.h"
#include "searcher/match/query_words.h"
#include "searcher/match/tokenized_text.h"

namespace news::match {

/// The texts of an article that are searched and shown.
enum class TextField : std::uint8_t { title, deck, body };
inline constexpr std::array<TextField, 3> kTextFields = {TextField::title, TextField::deck, TextField::body};

[[nodiscard]] std::string_view name_of(TextField field);

/// Prefix of a text's terms.
[[nodiscard]] std::string_view prefix_of(TextField field);

/// Places found by reading a text's tokens.
class TokenPlaces final : public Places, private analysis::TokenSink {
 public:
  /// Reads a text and keeps its tokens in it, in place of those that are there. `whole`: it is one sentence and one
  /// paragraph whatever it holds, as headlines are. `words` must outlive it.
  TokenPlaces(TokenizedText& text, bool whole, QueryWords& words);
  /// Reads the entries of a list, with positions as in the index: kListGap lies between two.
  TokenPlaces(const std::vector<std::string>& entries, QueryWords& words);

  const Positions& of(const query::Word& word) override { return places_[words_.number(word)].positions; }
  const Positions& sentence_ends() override { return sentence_ends_; }
  const Positions& paragraph_ends() override { return paragraph_ends_; }

  /// Index of the token that is this word at this position. REQUIRES: of(word) holds the position.
  [[nodiscard]] std::size_t token_of(const query::Word& word, std::uint32_t position) const;

  /// How many positions the text has.
  [[nodiscard]] std::uint32_t length() const { return length_; }

 private:
  struct WordPlaces {
    Positions positions;
    std::vector<std::uint32_t> tokens;  // beside the positions
  };

  void token(const analysis::Token& token) override;
  void sentence_end(std::uint32_t position) override;
  void paragraph_end(std::uint32_t position) override;

  QueryWords& words_;
  std::vector<WordPlaces> places_;
  std::vector<KeptToken>* tokens_ = nullptr;  // of the text, while it is being read
  bool whole_ = true;
  bool begins_sentence_ = true;
  bool begins_paragraph_ = true;
  std::uint32_t compound_end_ = 0;
  std::uint32_t count_ = 0;
  std::uint32_t length_ = 0;
  Positions sentence_ends_;
  Positions paragraph_ends_;
};

class ArticleTexts final : public Texts {
 public:
  /// Reads the headline, the deck and the body into `texts`, in the order of kTextFields. All three live at least as
  /// long.
  ArticleTexts(const Article& article, std::array<TokenizedText, 3>& texts, QueryWords& words);

  TokenPlaces& text(std::string_view prefix) override;

 private:
  const Article& article_;
  QueryWords& words_;
  std::map<std::string_view, TokenPlaces> places_;
};

}  // namespace news::match
