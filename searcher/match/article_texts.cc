#include "searcher/match/article_texts.h"

#include <algorithm>

#include "common/analysis/tokenizer.h"
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

TokenPlaces::TokenPlaces(TokenizedText& text, bool whole, QueryWords& words)
    : words_(words), places_(words.size()), tokens_(&text.tokens), whole_(whole) {
  constexpr std::size_t kBytesOfToken = 6;
  text.tokens.clear();
  text.tokens.reserve(text.text.size() / kBytesOfToken + 1);
  length_ = analysis::tokenize(text.text, *this, kFirstPosition) - kFirstPosition;
  tokens_ = nullptr;
}

TokenPlaces::TokenPlaces(const std::vector<std::string>& entries, QueryWords& words)
    : words_(words), places_(words.size()) {
  std::uint32_t position = kFirstPosition;
  for (const std::string& entry : entries) position = analysis::tokenize(entry, *this, position) + kListGap;
}

void TokenPlaces::token(const analysis::Token& token) {
  words_.each(token.term, [&](std::size_t number) {
    WordPlaces& found = places_[number];
    // At one position the joined form of a compound comes first, and that is the larger to light.
    if (!found.positions.empty() && found.positions.back() == token.position) return;
    found.positions.push_back(token.position);
    found.tokens.push_back(count_);
  });
  ++count_;
  if (tokens_ == nullptr) return;
  if (token.kind == analysis::TokenKind::compound) compound_end_ = token.end;
  const bool inside = token.kind == analysis::TokenKind::part && token.begin < compound_end_;
  tokens_->push_back({token.position, token.begin, token.end, begins_sentence_, begins_paragraph_, inside});
  begins_sentence_ = begins_paragraph_ = false;
}

void TokenPlaces::sentence_end(std::uint32_t position) {
  begins_sentence_ = true;
  if (!whole_) sentence_ends_.push_back(position);
}

void TokenPlaces::paragraph_end(std::uint32_t position) {
  sentence_end(position);
  begins_paragraph_ = true;
  if (!whole_) paragraph_ends_.push_back(position);
}

std::size_t TokenPlaces::token_of(const query::Word& word, std::uint32_t position) const {
  const WordPlaces& found = places_[words_.number(word)];
  const auto at = std::lower_bound(found.positions.begin(), found.positions.end(), position);
  return found.tokens[static_cast<std::size_t>(at - found.positions.begin())];
}

ArticleTexts::ArticleTexts(const Article& article, std::array<TokenizedText, 3>& texts, QueryWords& words)
    : article_(article), words_(words) {
  words.set_language(article.language);
  for (const TextField field : kTextFields) {
    TokenizedText& text = texts[static_cast<std::size_t>(field)];
    text.text = field == TextField::title ? article.title : field == TextField::deck ? article.deck : body_of(article);
    places_.try_emplace(prefix_of(field), text, field != TextField::body, words);
  }
}

TokenPlaces& ArticleTexts::text(std::string_view prefix) {
  const auto read = places_.find(prefix);
  if (read != places_.end()) return read->second;
  return places_.try_emplace(prefix, entries_of(article_, prefix), words_).first->second;
}

}  // namespace news::match
