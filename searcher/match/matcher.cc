#include "searcher/match/matcher.h"

#include <algorithm>
#include <charconv>

#include "common/analysis/tokenizer.h"
#include "common/record.h"

namespace news::match {
namespace {

using query::Node;
using query::Sequence;

class Keeper final : public analysis::TokenSink {
 public:
  explicit Keeper(TokenizedText& out) : out_(out) {}
  void token(const analysis::Token& token) override {
    const auto begin = static_cast<std::uint32_t>(out_.terms.size());
    out_.terms.append(token.term);
    out_.tokens.push_back({begin, static_cast<std::uint32_t>(out_.terms.size()), token.position, token.begin, token.end,
                           sentence_, paragraph_});
    sentence_ = paragraph_ = false;
  }
  void sentence_end(std::uint32_t) override { sentence_ = true; }
  void paragraph_end(std::uint32_t) override { sentence_ = paragraph_ = true; }

 private:
  TokenizedText& out_;
  bool sentence_ = true;
  bool paragraph_ = true;
};

/// Calls `found` with the indexes of the tokens of each occurrence of the terms at neighbouring positions, until it
/// returns false.
template <typename Found>
void find_sequence(const TokenizedText& text, const Sequence& terms, Found found) {
  std::vector<std::size_t> members(terms.size());
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    if (text.term(text.tokens[i]) != terms.front()) continue;
    members[0] = i;
    std::size_t matched = 1;
    for (std::size_t j = i + 1; j < text.tokens.size() && matched < terms.size(); ++j) {
      const std::uint32_t distance = text.tokens[j].position - text.tokens[i].position;
      if (distance > matched) break;
      if (distance == matched && text.term(text.tokens[j]) == terms[matched]) members[matched++] = j;
    }
    if (matched == terms.size() && !found(members)) return;
  }
}

/// The evaluation of one tree on one article.
class Evaluation {
 public:
  Evaluation(const Article& article, analysis::Stemmer& stemmer, Matched& matched)
      : article_(article), stemmer_(stemmer), matched_(matched) {}

  /// Whether the node holds; its spans are appended to `spans` if so. Counts the parts of the tree as it goes, so that
  /// a part has the same number in every article.
  bool holds(const Node& node, std::array<std::vector<Span>, 3>& spans) {
    switch (node.kind) {
      case Node::Kind::word:
      case Node::Kind::phrase:
        return leaf(node, part_++, spans);
      case Node::Kind::value:
        return value(node);
      case Node::Kind::days:
        return published_in(node.days);
      case Node::Kind::any:
      case Node::Kind::all:
        break;
    }
    std::array<std::vector<Span>, 3> inner;
    std::size_t held = 0;
    for (const Node& child : node.children) held += holds(child, inner) ? 1U : 0U;
    bool result = node.kind == Node::Kind::any ? held > 0 : held == node.children.size();
    std::array<std::vector<Span>, 3> unwanted;
    for (const Node& excluded : node.excluded) {
      if (holds(excluded, unwanted)) result = false;
    }
    if (result) {
      for (std::size_t f = 0; f < spans.size(); ++f) spans[f].insert(spans[f].end(), inner[f].begin(), inner[f].end());
    }
    return result;
  }

 private:
  bool leaf(const Node& node, std::uint32_t part, std::array<std::vector<Span>, 3>& spans);
  bool occurs(const Node& node, const TokenizedText& text, std::uint32_t part, std::vector<Span>& spans);
  [[nodiscard]] std::vector<std::string> entries_of(const Field& field) const;
  [[nodiscard]] bool value(const Node& node) const;
  [[nodiscard]] bool published_in(const query::DayRange& range) const;

  const Article& article_;
  analysis::Stemmer& stemmer_;
  Matched& matched_;
  std::uint32_t part_ = 0;
};

bool Evaluation::leaf(const Node& node, std::uint32_t part, std::array<std::vector<Span>, 3>& spans) {
  if (node.field != nullptr && node.field->kind == FieldKind::words) {
    std::vector<Span> unseen;  // of texts that are not shown
    for (const std::string& entry : entries_of(*node.field)) occurs(node, tokenized(entry), part, unseen);
    return !unseen.empty();
  }
  bool any = false;
  for (const TextField field : kTextFields) {
    if (node.field != nullptr && field != TextField::title) continue;
    const auto index = static_cast<std::size_t>(field);
    any = occurs(node, matched_.texts[index], part, spans[index]) || any;
  }
  return any;
}

bool Evaluation::occurs(const Node& node, const TokenizedText& text, std::uint32_t part, std::vector<Span>& spans) {
  const std::size_t before = spans.size();
  const auto full = [&] { return spans.size() - before >= kMaxSpansOfPart; };
  const bool stemmed =
      node.kind == Node::Kind::word && !node.exact && (node.field == nullptr || node.field->kind == FieldKind::text);
  if (stemmed) {
    const std::string stem(stemmer_.stem(node.sequences.front().front()));
    for (const KeptToken& token : text.tokens) {
      if (full()) break;
      if (stemmer_.stem(text.term(token)) == stem) spans.push_back({token.begin, token.end, part});
    }
  } else {
    // Occurrences overlap ("so so so" holds "so so" twice): a token is lit once.
    std::vector<bool> lit(text.tokens.size());
    for (const Sequence& terms : node.sequences) {
      find_sequence(text, terms, [&](const std::vector<std::size_t>& members) {
        for (const std::size_t member : members) {
          if (lit[member] || full()) continue;
          lit[member] = true;
          spans.push_back({text.tokens[member].begin, text.tokens[member].end, part});
        }
        return !full();
      });
    }
  }
  return spans.size() > before;
}

/// What a field of words holds; no phrase runs from one entry into the next.
std::vector<std::string> Evaluation::entries_of(const Field& field) const {
  if (field.prefix == prefix::kByline) return article_.bylines;
  if (field.prefix == prefix::kDateline) return {article_.dateline};
  if (field.prefix == prefix::kSource) return {article_.source};
  if (field.prefix == prefix::kSection) return {article_.section};
  return article_.topics;
}

bool Evaluation::value(const Node& node) const {
  if (node.field->prefix == prefix::kId) return article_.id == node.text;
  if (node.field->prefix == prefix::kUrl) return article_.url == node.text;
  const std::string_view language = article_.language.empty() ? analysis::kUndetermined : article_.language;
  return language == node.text;
}

bool Evaluation::published_in(const query::DayRange& range) const {
  if (!article_.published) return false;
  const std::string text = day_value(*article_.published);
  int day = 0;
  std::from_chars(text.data(), text.data() + text.size(), day);
  return range.first <= day && day <= range.last;
}

/// In order, and a word that two parts light is lit once for each.
void put_in_order(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
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

TokenizedText tokenized(std::string text) {
  TokenizedText result;
  result.text = std::move(text);
  Keeper keeper(result);
  analysis::tokenize(result.text, keeper);
  return result;
}

Matched Matcher::match(const Article& article) {
  Matched matched;
  matched.texts = {tokenized(article.title), tokenized(article.deck), tokenized(body_of(article))};
  const std::string language = article.language.empty() ? std::string(analysis::kUndetermined) : article.language;
  auto stemmer = stemmers_.find(language);
  if (stemmer == stemmers_.end()) stemmer = stemmers_.emplace(language, analysis::Stemmer(language)).first;
  matched.matches = Evaluation(article, stemmer->second, matched).holds(tree_, matched.spans);
  for (std::vector<Span>& spans : matched.spans) put_in_order(spans);
  return matched;
}

}  // namespace news::match
