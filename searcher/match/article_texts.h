// The texts of an article as it is stored, with the places of a query's words in them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

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
class TokenPlaces final : public Places {
 public:
  /// `whole`: the text is one sentence and one paragraph whatever it holds, as headlines are.
  TokenPlaces(const TokenizedText& text, bool whole, QueryWords& words);

  const Positions& of(const query::Word& word) override { return places_[words_.number(word)].positions; }
  const Positions& sentence_ends() override { return whole_ ? none_ : text_.sentence_ends; }
  const Positions& paragraph_ends() override { return whole_ ? none_ : text_.paragraph_ends; }

  /// Index of the token that is this word at this position. REQUIRES: of(word) holds the position.
  [[nodiscard]] std::size_t token_of(const query::Word& word, std::uint32_t position) const;

 private:
  struct WordPlaces {
    Positions positions;
    std::vector<std::uint32_t> tokens;  // beside the positions
  };

  const TokenizedText& text_;
  bool whole_;
  Positions none_;
  const QueryWords& words_;
  std::vector<WordPlaces> places_;
};

class ArticleTexts final : public Texts {
 public:
  /// All three live at least as long; the texts in the order of kTextFields.
  ArticleTexts(const Article& article, const std::array<TokenizedText, 3>& texts, QueryWords& words);

  TokenPlaces& text(std::string_view prefix) override;

 private:
  struct ListField {
    TokenizedText text;
    std::unique_ptr<TokenPlaces> places;
  };

  const Article& article_;
  const std::array<TokenizedText, 3>& texts_;
  QueryWords& words_;
  std::map<std::string_view, std::unique_ptr<TokenPlaces>> shown_;
  std::map<std::string_view, ListField> lists_;
};

}  // namespace news::match
