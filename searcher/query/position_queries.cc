#include "searcher/query/position_queries.h"

#include <algorithm>
#include <map>
#include <set>

#include "searcher/query/proximity.h"
#include "searcher/query/scopes.h"

namespace news::query {
namespace {

using Xapian::Query;

Query any(const std::vector<Query>& queries) { return {Query::OP_OR, queries.begin(), queries.end()}; }

bool is_one_word(const Node& node) {
  return is_leaf(node) && std::all_of(node.sequences.begin(), node.sequences.end(),
                                      [](const Sequence& sequence) { return sequence.size() == 1; });
}

/// A word, or words joined by OR.
bool is_word_list(const Node& node) {
  return is_one_word(node) ||
         (node.kind == Node::Kind::any && std::all_of(node.children.begin(), node.children.end(), is_word_list));
}

bool in_part_of_a_text(const Field* field) {
  const std::vector<Scope>& scopes = scopes_of(field);
  return std::any_of(scopes.begin(), scopes.end(), [](const Scope& scope) { return scope.lead_only; });
}

}  // namespace

std::vector<std::string> PositionQueries::words(std::string_view prefix, const Word& word, bool stemmed,
                                                const std::string& language) {
  if (word.pattern) return vocabulary_.matching(prefix, word.text).words;
  if (stemmed) return vocabulary_.forms(prefix, language, word.text).words;
  return {word.text};
}

template <typename Make>
Query PositionQueries::in_languages(Make make) {
  std::map<std::string, std::pair<Query, std::vector<Query>>> readings;  // with the languages that share each
  for (const std::string& language : languages_) {
    Query query = make(language);
    const std::string text = query.serialise();
    auto& reading = readings[text];
    reading.first = std::move(query);
    reading.second.emplace_back(std::string(prefix::kLanguage) + language);
  }
  if (readings.size() == 1) return readings.begin()->second.first;
  std::vector<Query> alternatives;
  alternatives.reserve(readings.size());
  for (const auto& [text, reading] : readings) {
    alternatives.emplace_back(Query::OP_FILTER, reading.first, any(reading.second));
  }
  return any(alternatives);
}

template <typename Make>
Query PositionQueries::in_texts(const Field* field, Make make) {
  std::vector<Query> queries;
  for (const Scope& scope : scopes_of(field)) queries.push_back(make(scope.prefix));
  return any(queries);
}

Query PositionQueries::any_of(std::string_view prefix, const Edges& edges, const std::string& language) {
  std::set<std::string> terms;
  for (const Edge& edge : edges) {
    for (const std::string& word : words(prefix, *edge.word, edge.stemmed, language)) {
      terms.insert(std::string(prefix) + word);
    }
  }
  return {Query::OP_OR, terms.begin(), terms.end()};
}

/// One of the words stands before one of the others, at most so far.
Query PositionQueries::follows(std::string_view prefix, const Edges& lasts, const Edges& firsts, std::uint32_t distance,
                               const std::string& language) {
  const std::vector<Query> sides = {any_of(prefix, lasts, language), any_of(prefix, firsts, language)};
  if (sides[0].empty() || sides[1].empty()) return {};
  return {Query::OP_PHRASE, sides.begin(), sides.end(), distance + 1};
}

Query PositionQueries::phrase(const Node& node) {
  const bool stemmed = is_stemmed(node);
  return in_languages([&](const std::string& language) {
    return in_texts(node.field, [&](std::string_view prefix) {
      std::vector<Query> readings;
      for (const Sequence& sequence : node.sequences) {
        std::vector<Query> places;
        for (const Word& word : sequence) places.push_back(any_of(prefix, {{&word, stemmed}}, language));
        const bool possible = std::none_of(places.begin(), places.end(), [](const Query& q) { return q.empty(); });
        if (!possible) continue;
        readings.push_back(places.size() == 1 ? places.front()
                                              : Query(Query::OP_PHRASE, places.begin(), places.end(),
                                                      static_cast<Xapian::termcount>(places.size())));
      }
      return any(readings);
    });
  });
}

void PositionQueries::add_firsts(const Node& node, Edges& edges) {
  if (is_leaf(node)) {
    for (const Sequence& sequence : node.sequences) edges.push_back({&sequence.front(), is_stemmed(node)});
    return;
  }
  add_firsts(node.children.front(), edges);
  const bool others = node.kind == Node::Kind::any || (node.kind == Node::Kind::near && !node.distance.ordered);
  if (!others) return;
  for (std::size_t i = 1; i < node.children.size(); ++i) add_firsts(node.children[i], edges);
}

void PositionQueries::add_lasts(const Node& node, Edges& edges) {
  if (is_leaf(node)) {
    for (const Sequence& sequence : node.sequences) edges.push_back({&sequence.back(), is_stemmed(node)});
    return;
  }
  if (node.kind == Node::Kind::near && node.distance.ordered) {
    add_lasts(node.children.back(), edges);
    return;
  }
  add_lasts(node.children.front(), edges);
  if (node.kind == Node::Kind::beyond) return;
  for (std::size_t i = 1; i < node.children.size(); ++i) add_lasts(node.children[i], edges);
}

/// The nearer ends of the operands are so near.
Query PositionQueries::near(const Node& node) {
  const Node& left = node.children.front();
  const Node& right = node.children.back();
  Edges left_firsts;
  Edges left_lasts;
  Edges right_firsts;
  Edges right_lasts;
  add_firsts(left, left_firsts);
  add_lasts(left, left_lasts);
  add_firsts(right, right_firsts);
  add_lasts(right, right_lasts);
  return in_languages([&](const std::string& language) {
    return in_texts(field_of(node), [&](std::string_view prefix) {
      std::vector<Query> orders = {follows(prefix, left_lasts, right_firsts, node.distance.count, language)};
      if (!node.distance.ordered) {
        orders.push_back(follows(prefix, right_lasts, left_firsts, node.distance.count, language));
      }
      return any(orders);
    });
  });
}

std::optional<Query> PositionQueries::exact(const Node& node) {
  if (in_part_of_a_text(field_of(node))) return std::nullopt;
  if (is_leaf(node)) return phrase(node);
  const bool words_apart = node.kind == Node::Kind::near && node.distance.unit == Distance::Unit::words;
  if (!words_apart || !is_word_list(node.children.front()) || !is_word_list(node.children.back())) return std::nullopt;
  return near(node);
}

std::optional<Query> PositionQueries::superset(const Node& node) {
  switch (node.kind) {
    case Node::Kind::word:
      return std::nullopt;  // its stem finds it
    case Node::Kind::phrase:
      return phrase(node);
    case Node::Kind::beyond:
    case Node::Kind::at_least:
      return superset(node.children.front());
    default:
      break;
  }
  std::vector<Query> parts;
  for (const Node& child : node.children) {
    if (std::optional<Query> part = superset(child)) parts.push_back(std::move(*part));
  }
  if (node.kind == Node::Kind::any) {
    if (parts.size() < node.children.size()) return std::nullopt;
    return any(parts);
  }
  if (node.distance.unit == Distance::Unit::words) parts.push_back(near(node));
  if (parts.empty()) return std::nullopt;
  return Query(Query::OP_AND, parts.begin(), parts.end());
}

}  // namespace news::query
