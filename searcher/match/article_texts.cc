#include "searcher/match/article_texts.h"

#include <algorithm>

#include "common/fields.h"

namespace news::match {
namespace {

std::vector<std::string> entries_of(const Article& article, std::string_view prefix) {
  if (prefix == prefix::kByline) return article.bylines;
  if (prefix == prefix::kDateline) return {article.dateline};
  if (prefix == prefix::kSource) return {article.source};
  if (prefix == prefix::kSection) return {article.section};
  return article.topics;
}

}  // namespace

std::string_view name_of(TextField field) {
  switch (field) {
    case TextField::title:
      return "title";
    case TextField::deck:
      return "deck";
    case TextField::body:
      break;
  }
  return "body";
}

std::string_view prefix_of(TextField field) {
  switch (field) {
    case TextField::title:
      return prefix::kTitle;
    case TextField::deck:
      return prefix::kDeck;
    case TextField::body:
      break;
  }
  return {};
}

TokenPlaces::TokenPlaces(const TokenizedText& text, bool whole, QueryWords& words)
    : text_(text), whole_(whole), words_(words), places_(words.size()) {
  for (std::uint32_t i = 0; i < text.tokens.size(); ++i) {
    const std::uint32_t position = text.tokens[i].position;
    words.each(text.term(text.tokens[i]), [&](std::size_t number) {
      WordPlaces& found = places_[number];
      // At one position the joined form of a compound comes first, and that is the larger to light.
      if (!found.positions.empty() && found.positions.back() == position) return;
      found.positions.push_back(position);
      found.tokens.push_back(i);
    });
  }
}

std::size_t TokenPlaces::token_of(const query::Word& word, std::uint32_t position) const {
  const WordPlaces& found = places_[words_.number(word)];
  const auto at = std::lower_bound(found.positions.begin(), found.positions.end(), position);
  return found.tokens[static_cast<std::size_t>(at - found.positions.begin())];
}

ArticleTexts::ArticleTexts(const Article& article, const std::array<TokenizedText, 3>& texts, QueryWords& words)
    : article_(article), texts_(texts), words_(words) {
  words.set_language(article.language);
}

TokenPlaces& ArticleTexts::text(std::string_view prefix) {
  for (const TextField field : kTextFields) {
    if (prefix != prefix_of(field)) continue;
    std::unique_ptr<TokenPlaces>& places = shown_[prefix];
    const bool whole = field != TextField::body;
    if (!places) places = std::make_unique<TokenPlaces>(texts_[static_cast<std::size_t>(field)], whole, words_);
    return *places;
  }
  ListField& list = lists_[prefix];
  if (!list.places) {
    list.text = tokenized_list(entries_of(article_, prefix));
    list.places = std::make_unique<TokenPlaces>(list.text, true, words_);
  }
  return *list.places;
}

}  // namespace news::match
