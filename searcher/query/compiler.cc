#include "searcher/query/compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/analysis/stopwords.h"
#include "common/digest.h"
#include "common/text.h"

namespace news::query {
namespace {

using Xapian::Query;

Query weightless(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0.0}; }

Query any_of(const std::vector<Query>& queries) { return {Query::OP_OR, queries.begin(), queries.end()}; }
Query all_of(const std::vector<Query>& queries) { return {Query::OP_AND, queries.begin(), queries.end()}; }

bool is_text(const Field* field) { return field == nullptr || field->kind == FieldKind::text; }

std::string term_of(const Field* field, std::string_view word) {
  return std::string(field == nullptr ? std::string_view() : field->prefix).append(word);
}

/// These terms at neighbouring positions, in order.
Query adjacent(std::string_view prefix, const Sequence& terms) {
  std::vector<Query> queries;
  for (const std::string& term : terms) queries.emplace_back(std::string(prefix) + term);
  if (queries.size() == 1) return queries.front();
  return {Query::OP_PHRASE, queries.begin(), queries.end(), static_cast<Xapian::termcount>(queries.size())};
}

Query days(const DayRange& range) {
  const auto number = [](int day) { return fmt::format("{:08}", day); };
  const int year = range.first / 10000;
  const int month = range.first / 100;
  if (range.first == range.last) return Query(std::string(prefix::kDay) + number(range.first));
  if (range == DayRange{year * 10000, year * 10000 + 9999}) return Query(fmt::format("{}{:04}", prefix::kYear, year));
  if (range == DayRange{month * 100, month * 100 + 99}) return Query(fmt::format("{}{:06}", prefix::kMonth, month));
  // Undated articles have an empty value, which is below every range.
  return {Query::OP_VALUE_RANGE, slot::kDay, number(std::max(range.first, 0)), number(std::max(range.last, 0))};
}

/// Whether all words that could weigh are stop words of this language.
bool only_stop_words(const Node& node, std::string_view language) {
  if (node.kind == Node::Kind::word || node.kind == Node::Kind::phrase) {
    return !is_text(node.field) ||
           std::all_of(node.sequences.front().begin(), node.sequences.front().end(),
                       [&](const std::string& term) { return analysis::is_stop_word(language, term); });
  }
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return only_stop_words(child, language); });
}

}  // namespace

std::vector<std::string> languages_of(const Xapian::Database& database) {
  std::vector<std::string> languages;
  const std::string prefix(prefix::kLanguage);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    languages.push_back((*term).substr(prefix.size()));
  }
  return languages;
}

Compiler::Compiler(const std::vector<std::string>& languages) {
  for (const std::string& code : languages) {
    languages_.push_back({code, analysis::stem_prefix(code), analysis::Stemmer(code), false});
  }
}

Compiled Compiler::compile(const Node& tree) {
  weighs_ = false;
  expansions_.clear();
  expanded_.clear();
  for (Language& language : languages_) language.stop_words_weigh = only_stop_words(tree, language.code);
  Query query = build(tree);
  return {std::move(query), weighs_, std::move(expansions_)};
}

Query Compiler::build(const Node& node) {
  switch (node.kind) {
    case Node::Kind::word:
      return word(node);
    case Node::Kind::phrase:
      return phrase(node);
    case Node::Kind::value:
      return weightless(value(node));
    case Node::Kind::days:
      return weightless(days(node.days));
    case Node::Kind::any:
    case Node::Kind::all:
      break;
  }
  std::vector<Query> children;
  for (const Node& child : node.children) children.push_back(build(child));
  Query query = node.kind == Node::Kind::any ? any_of(children) : all_of(children);
  // What is excluded weighs nothing, whatever it holds.
  const bool weighs = weighs_;
  for (const Node& excluded : node.excluded) query = Query(Query::OP_AND_NOT, query, build(excluded));
  weighs_ = weighs;
  return query;
}

/// The stems of a word, one for each language of the archive. No article is in two languages, so that each of them
/// stands for itself.
Query Compiler::stems(const std::string& term, const Field* field) {
  std::vector<Query> queries;
  Expansion expansion{term, {}};
  for (Language& language : languages_) {
    const std::string stem = language.prefix + term_of(field, language.stemmer.stem(term));
    expansion.terms.push_back(stem);
    if (!language.stop_words_weigh && analysis::is_stop_word(language.code, term)) {
      queries.push_back(weightless(Query(stem)));
    } else {
      weighs_ = true;
      queries.emplace_back(stem);
    }
  }
  if (expanded_.insert(term_of(field, term)).second) expansions_.push_back(std::move(expansion));
  return any_of(queries);
}

Query Compiler::word(const Node& node) {
  const std::string& term = node.sequences.front().front();
  if (!is_text(node.field)) return weightless(Query(term_of(node.field, term)));
  if (!node.exact) return stems(term, node.field);
  return {Query::OP_FILTER, stems(term, node.field), Query(term_of(node.field, term))};
}

Query Compiler::phrase(const Node& node) {
  std::vector<Query> readings;
  for (const Sequence& terms : node.sequences) readings.push_back(sequence(terms, node.field));
  return any_of(readings);
}

Query Compiler::sequence(const Sequence& terms, const Field* field) {
  if (!is_text(field)) return weightless(adjacent(field->prefix, terms));
  std::vector<Query> weights;
  for (const std::string& term : terms) weights.push_back(stems(term, field));
  Query matching = adjacent(field == nullptr ? std::string_view() : field->prefix, terms);
  if (field == nullptr) {
    // The headline's and the deck's words have positions of their own, so that no phrase runs from one into the other.
    matching = any_of({matching, adjacent(prefix::kTitle, terms), adjacent(prefix::kDeck, terms)});
  }
  return {Query::OP_FILTER, all_of(weights), matching};
}

Query Compiler::value(const Node& node) {
  if (node.field->kind == FieldKind::code) return Query(std::string(node.field->prefix) + node.text);
  return Query(std::string(node.field->prefix) + to_hex(digest_of(node.text)));
}

}  // namespace news::query
