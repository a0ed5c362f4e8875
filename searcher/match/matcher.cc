#include "searcher/match/matcher.h"

#include <algorithm>
#include <charconv>

#include "common/record.h"
#include "searcher/match/extents.h"
#include "searcher/match/holds.h"

namespace news::match {
namespace {

using query::Node;
using Spans = std::array<std::vector<Span>, 3>;
using Parts = std::unordered_map<const Node*, std::uint32_t>;

/// Lights the leaves of one node in one text.
class Lamp {
 public:
  Lamp(const TokenizedText& text, const TokenPlaces& places, const Parts& parts, std::vector<Span>& spans)
      : text_(text), places_(places), parts_(parts), spans_(spans) {}

  void light(const Node& leaf, const query::Sequence& sequence, Extent extent) {
    Lit& lit = lit_[&leaf];
    if (lit.tokens.empty()) lit.tokens.resize(text_.tokens.size());
    for (std::uint32_t i = 0; i < sequence.size(); ++i) {
      const std::size_t token = places_.token_of(sequence[i], extent.first + i);
      // Occurrences overlap ("so so so" holds "so so" twice): a token is lit once.
      if (lit.tokens[token] || lit.count == kMaxSpansOfPart) continue;
      lit.tokens[token] = true;
      ++lit.count;
      spans_.push_back({text_.tokens[token].begin, text_.tokens[token].end, parts_.at(&leaf)});
    }
  }

 private:
  struct Lit {
    std::vector<bool> tokens;
    std::size_t count = 0;
  };

  const TokenizedText& text_;
  const TokenPlaces& places_;
  const Parts& parts_;
  std::vector<Span>& spans_;
  std::unordered_map<const Node*, Lit> lit_;
};

/// The evaluation of one tree on one article.
class Evaluation {
 public:
  /// `spans`: whether what is lit is wanted; else only whether the article matches.
  Evaluation(const Article& article, ArticleTexts& texts, const Matched& matched, const Parts& parts, bool spans)
      : article_(article), texts_(texts), matched_(matched), parts_(parts), lights_(spans) {}

  /// Whether the node holds; its spans are appended to `spans` if so.
  bool holds(const Node& node, Spans& spans) {
    switch (node.kind) {
      case Node::Kind::value:
        return value(node);
      case Node::Kind::days:
        return published_in(node.days);
      case Node::Kind::length:
        return words_in(node.lengths);
      case Node::Kind::any:
      case Node::Kind::all:
        return list(node, spans);
      default:
        if (!match::holds(node, texts_)) return false;
        if (lights_) light(node, spans);
        return true;
    }
  }

 private:
  bool list(const Node& node, Spans& spans) {
    Spans inner;
    const auto child_holds = [&](const Node& child) { return holds(child, inner); };
    bool result = true;
    if (node.kind == Node::Kind::all) {
      Spans unwanted;
      result = std::all_of(node.children.begin(), node.children.end(), child_holds) &&
               std::none_of(node.excluded.begin(), node.excluded.end(),
                            [&](const Node& excluded) { return holds(excluded, unwanted); });
    } else {
      result = std::count_if(node.children.begin(), node.children.end(), child_holds) > 0;
    }
    if (result) {
      for (std::size_t f = 0; f < spans.size(); ++f) spans[f].insert(spans[f].end(), inner[f].begin(), inner[f].end());
    }
    return result;
  }
  void light(const Node& node, Spans& spans);
  [[nodiscard]] bool value(const Node& node) const;
  [[nodiscard]] bool published_in(const query::DayRange& range) const;
  [[nodiscard]] bool words_in(const query::LengthRange& range) const;

  const Article& article_;
  ArticleTexts& texts_;
  const Matched& matched_;
  const Parts& parts_;
  bool lights_;
};

void Evaluation::light(const Node& node, Spans& spans) {
  const Node& searched = node.kind == Node::Kind::at_least ? node.children.front() : node;
  each_text(searched, texts_, [&](const query::Scope& scope, Places& places) {
    for (const TextField field : kTextFields) {
      if (scope.prefix != prefix_of(field)) continue;
      const auto index = static_cast<std::size_t>(field);
      Lamp lamp(matched_.texts[index], texts_.text(scope.prefix), parts_, spans[index]);
      trace(searched, places, occurrences(searched, places),
            [&](const Node& leaf, const query::Sequence& sequence, Extent extent) {
              lamp.light(leaf, sequence, extent);
            });
    }
    return true;
  });
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

bool Evaluation::words_in(const query::LengthRange& range) const {
  const std::uint32_t words = texts_.text(prefix_of(TextField::body)).length();
  return range.first <= words && words <= range.last;
}

/// In order, and a word that two parts light is lit once for each.
void put_in_order(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

}  // namespace

Matcher::Matcher(const Node& tree, query::CappedPatterns capped) : tree_(tree), words_(tree, std::move(capped)) {
  number_parts(tree);
}

void Matcher::number_parts(const Node& node) {
  if (query::is_leaf(node)) parts_.emplace(&node, static_cast<std::uint32_t>(parts_.size()));
  for (const Node& child : node.children) number_parts(child);
  for (const Node& excluded : node.excluded) number_parts(excluded);
}

const Matched& Matcher::match(const Article& article) {
  for (std::vector<Span>& spans : matched_.spans) spans.clear();
  ArticleTexts texts(article, matched_.texts, words_);
  matched_.matches = Evaluation(article, texts, matched_, parts_, true).holds(tree_, matched_.spans);
  for (std::vector<Span>& spans : matched_.spans) put_in_order(spans);
  return matched_;
}

bool Matcher::matches(const Article& article) {
  ArticleTexts texts(article, matched_.texts, words_);
  return Evaluation(article, texts, matched_, parts_, false).holds(tree_, matched_.spans);
}

}  // namespace news::match
