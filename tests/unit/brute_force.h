// The query language once more, as its definitions read: for comparing with, not for speed. It shares with the searcher
// the parser, the tokenizer and the stemmer, and nothing of what evaluates a tree.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "common/analysis/stemmer.h"
#include "common/analysis/tokenizer.h"
#include "common/article.h"
#include "common/record.h"
#include "searcher/query/tree.h"

namespace news::testing {

/// A text as a list of tokens and what each position's sentence and paragraph is.
class PlainText final : public analysis::TokenSink {
 public:
  struct Token {
    std::string term;
    std::uint32_t position;
    std::uint32_t begin;
    std::uint32_t end;
  };

  /// `headline`: it is a sentence and a paragraph of its own.
  explicit PlainText(std::string_view text, bool headline = true) : headline_(headline) {
    analysis::tokenize(text, *this, 2);
  }
  void token(const analysis::Token& token) override {
    tokens.push_back({std::string(token.term), token.position, token.begin, token.end});
  }
  void sentence_end(std::uint32_t position) override {
    if (!headline_) sentences_.insert(position);
  }
  void paragraph_end(std::uint32_t position) override {
    if (headline_) return;
    sentences_.insert(position);
    paragraphs_.insert(position);
  }
  [[nodiscard]] std::ptrdiff_t sentence(std::uint32_t position) const { return before(sentences_, position); }
  [[nodiscard]] std::ptrdiff_t paragraph(std::uint32_t position) const { return before(paragraphs_, position); }

  std::vector<Token> tokens;

 private:
  static std::ptrdiff_t before(const std::set<std::uint32_t>& ends, std::uint32_t position) {
    return std::count_if(ends.begin(), ends.end(), [&](std::uint32_t end) { return end < position; });
  }
  bool headline_;
  std::set<std::uint32_t> sentences_;
  std::set<std::uint32_t> paragraphs_;
};

class BruteForce {
 public:
  using Node = query::Node;
  /// The text's name and the bytes of a word.
  using Lit = std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>>;

  explicit BruteForce(const Article& article)
      : article_(article), stemmer_(article.language.empty() ? "und" : article.language) {
    texts_.emplace("title", PlainText(article.title));
    texts_.emplace("deck", PlainText(article.deck));
    texts_.emplace("body", PlainText(body_of(article), false));
  }

  /// Whether the article matches, and which words take part in that.
  [[nodiscard]] bool matches(const Node& node, Lit& lit) {
    switch (node.kind) {
      case Node::Kind::any: {
        bool any = false;
        for (const Node& child : node.children) any = matches(child, lit) || any;
        return any;
      }
      case Node::Kind::all: {
        Lit inner;
        Lit unwanted;
        for (const Node& child : node.children) {
          if (!matches(child, inner)) return false;
        }
        for (const Node& excluded : node.excluded) {
          if (matches(excluded, unwanted)) return false;
        }
        lit.insert(inner.begin(), inner.end());
        return true;
      }
      case Node::Kind::value:
        return node.field->name == "lang" ? (article_.language.empty() ? "und" : article_.language) == node.text
                                          : article_.id == node.text;
      case Node::Kind::days: {
        if (!article_.published) return false;
        const int day = std::stoi(day_value(*article_.published));
        return node.days.first <= day && day <= node.days.last;
      }
      case Node::Kind::length: {
        const PlainText& body = texts_.at("body");
        const std::uint32_t words = body.tokens.empty() ? 0 : body.tokens.back().position - 1;
        return node.lengths.first <= words && words <= node.lengths.last;
      }
      case Node::Kind::at_least:
        return at_least(node, lit);
      default:
        return in_texts(node, lit);
    }
  }

 private:
  struct Occurrence {
    std::uint32_t first;
    std::uint32_t last;
    Lit lit;  // the words of this way to occur
  };

  static const Field* field_of(const Node& node) {
    return query::is_leaf(node) ? node.field : field_of(node.children.front());
  }

  /// Texts that a field is in; for the lead only what stands in the first paragraph.
  std::vector<std::pair<std::string, bool>> searched(const Field* field) {
    if (field == nullptr) return {{"title", false}, {"deck", false}, {"body", false}};
    if (field->name == "title") return {{"title", false}};
    if (field->name == "lead") return {{"body", true}};
    return {{"title", false}, {"body", true}};
  }

  bool in_texts(const Node& node, Lit& lit) {
    if (field_of(node) != nullptr && field_of(node)->kind == FieldKind::words) return in_entries(node);
    bool any = false;
    for (const auto& [name, lead] : searched(field_of(node))) {
      for (const Occurrence& each : occurrences(node, name, lead)) {
        any = true;
        lit.insert(each.lit.begin(), each.lit.end());
      }
    }
    return any;
  }

  /// Each topic is a text of its own. What is found there lights nothing.
  bool in_entries(const Node& node) {
    const bool topics = field_of(node)->name == "topic";
    const std::vector<std::string> entries = topics ? article_.topics : std::vector<std::string>{article_.source};
    return std::any_of(entries.begin(), entries.end(), [&](const std::string& entry) {
      texts_.insert_or_assign("entry", PlainText(entry));
      return !occurrences(node, "entry", false).empty();
    });
  }

  bool at_least(const Node& node, Lit& lit) {
    if (field_of(node) != nullptr && field_of(node)->kind == FieldKind::words) return at_least_in_topics(node);
    std::set<std::pair<std::string, std::uint32_t>> begins;
    Lit inner;
    for (const auto& [name, lead] : searched(field_of(node))) {
      for (const Occurrence& each : occurrences(node.children.front(), name, lead)) {
        begins.insert({name, each.first});
        inner.insert(each.lit.begin(), each.lit.end());
      }
    }
    if (begins.size() < node.count) return false;
    lit.insert(inner.begin(), inner.end());
    return true;
  }

  bool at_least_in_topics(const Node& node) {
    std::size_t count = 0;
    for (const std::string& topic : article_.topics) {
      texts_.insert_or_assign("entry", PlainText(topic));
      std::set<std::uint32_t> begins;
      for (const Occurrence& each : occurrences(node.children.front(), "entry", false)) begins.insert(each.first);
      count += begins.size();
    }
    return count >= node.count;
  }

  bool is(const query::Word& word, bool stemmed, const std::string& term) {
    if (word.pattern) {
      std::string expression;
      for (const char c : word.text) {
        if (c == '*') {
          expression += ".*";
        } else if (c == '?') {
          expression += "(?:[\\x00-\\x7F]|[\\xC0-\\xFF][\\x80-\\xBF]*)";
        } else {
          expression += std::string("\\") + "x" + "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4U] +
                        "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15U];
        }
      }
      return std::regex_match(term, std::regex(expression));
    }
    if (!stemmed) return term == word.text;
    const std::string stem(stemmer_.stem(word.text));
    return stemmer_.stem(term) == stem;
  }

  std::vector<Occurrence> leaf(const Node& node, const std::string& name, bool lead) {
    const PlainText& text = texts_.at(name);
    const bool stemmed =
        node.kind == Node::Kind::word && !node.exact && (node.field == nullptr || node.field->kind != FieldKind::words);
    std::vector<Occurrence> found;
    std::set<std::uint32_t> positions;
    for (const PlainText::Token& token : text.tokens) positions.insert(token.position);
    for (const query::Sequence& sequence : node.sequences) {
      for (const std::uint32_t first : positions) {
        Occurrence occurrence{first, first + static_cast<std::uint32_t>(sequence.size()) - 1, {}};
        std::size_t held = 0;
        for (std::uint32_t i = 0; i < sequence.size(); ++i) {
          const auto token = std::find_if(text.tokens.begin(), text.tokens.end(), [&](const PlainText::Token& each) {
            return each.position == first + i && is(sequence[i], stemmed && !sequence[i].pattern, each.term);
          });
          if (token == text.tokens.end()) break;
          occurrence.lit.insert({name, token->begin, token->end});
          ++held;
        }
        const bool inside = !lead || text.paragraph(occurrence.last) == 0;
        if (held == sequence.size() && inside) found.push_back(std::move(occurrence));
      }
    }
    return found;
  }

  /// Whether b is near a: the definition of W/n, PRE/n, W/S and W/P.
  static bool near(const query::Distance& distance, const Occurrence& a, const Occurrence& b, const PlainText& text) {
    const bool a_first = a.last < b.first;
    const bool b_first = b.last < a.first;
    if (!a_first && !b_first) return false;
    if (distance.ordered && !a_first) return false;
    switch (distance.unit) {
      case query::Distance::Unit::words:
        return (a_first ? b.first - a.last : a.first - b.last) <= distance.count;
      case query::Distance::Unit::sentence:
        return text.sentence(std::min(a.first, b.first)) == text.sentence(std::max(a.last, b.last));
      default:
        return text.paragraph(std::min(a.first, b.first)) == text.paragraph(std::max(a.last, b.last));
    }
  }

  /// The ways to occur at the same place are one occurrence.
  std::vector<Occurrence> occurrences(const Node& node, const std::string& name, bool lead) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Lit> places;
    for (const Occurrence& each : ways(node, name, lead)) {
      places[{each.first, each.last}].insert(each.lit.begin(), each.lit.end());
    }
    std::vector<Occurrence> found;
    found.reserve(places.size());
    for (const auto& [place, lit] : places) found.push_back({place.first, place.second, lit});
    return found;
  }

  std::vector<Occurrence> ways(const Node& node, const std::string& name, bool lead) {
    if (query::is_leaf(node)) return leaf(node, name, lead);
    const PlainText& text = texts_.at(name);
    std::vector<Occurrence> found;
    if (node.kind == Node::Kind::any) {
      for (const Node& child : node.children) {
        for (Occurrence& each : occurrences(child, name, lead)) found.push_back(std::move(each));
      }
      return found;
    }
    const std::vector<Occurrence> left = occurrences(node.children[0], name, lead);
    const std::vector<Occurrence> right = occurrences(node.children[1], name, lead);
    for (const Occurrence& a : left) {
      bool alone = true;
      for (const Occurrence& b : right) {
        if (!near(node.distance, a, b, text)) continue;
        alone = false;
        if (node.kind == Node::Kind::beyond) continue;
        Occurrence pair{std::min(a.first, b.first), std::max(a.last, b.last), a.lit};
        pair.lit.insert(b.lit.begin(), b.lit.end());
        found.push_back(std::move(pair));
      }
      if (node.kind == Node::Kind::beyond && alone) found.push_back(a);
    }
    return found;
  }

  const Article& article_;
  analysis::Stemmer stemmer_;
  std::map<std::string, PlainText> texts_;
};

}  // namespace news::testing
