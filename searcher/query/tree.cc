#include "searcher/query/tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace news::query {
namespace {

std::string list(const std::string& name, const std::vector<Node>& nodes) {
  std::string text = "(" + name;
  for (const Node& node : nodes) text += " " + to_text(node);
  return text;
}

std::string quoted(const std::vector<Sequence>& sequences) {
  std::string text;
  for (const Sequence& sequence : sequences) {
    std::string words;
    for (const Word& word : sequence) words += (words.empty() ? "" : " ") + word.text;
    text += fmt::format("{}\"{}\"", text.empty() ? "" : "|", words);
  }
  return text;
}

std::string length_text(const LengthRange& lengths) {
  const std::string last = lengths.last == UINT32_MAX ? "" : std::to_string(lengths.last);
  return fmt::format("words:{}..{}", lengths.first, last);
}

}  // namespace

std::string to_text(const Distance& distance) {
  switch (distance.unit) {
    case Distance::Unit::sentence:
      return "W/S";
    case Distance::Unit::paragraph:
      return "W/P";
    default:
      return fmt::format("{}/{}", distance.ordered ? "PRE" : "W", distance.count);
  }
}

bool is_stemmed(const Node& node) {
  const bool running =
      node.field == nullptr || node.field->kind == FieldKind::text || node.field->kind == FieldKind::lead;
  return node.kind == Node::Kind::word && !node.exact && running && !node.sequences.front().front().pattern;
}

bool has_positions(const Node& node) {
  if (node.kind == Node::Kind::any) return std::all_of(node.children.begin(), node.children.end(), has_positions);
  return is_leaf(node) || node.kind == Node::Kind::near || node.kind == Node::Kind::beyond;
}

std::string to_text(const Node& node) {
  const std::string field = node.field == nullptr ? "" : std::string(node.field->name) + ":";
  switch (node.kind) {
    case Node::Kind::word:
      return field + (node.exact ? "=" : "") + node.sequences.front().front().text;
    case Node::Kind::phrase:
      return field + quoted(node.sequences);
    case Node::Kind::near:
      return list(to_text(node.distance), node.children) + ")";
    case Node::Kind::beyond:
      return list("NOT-" + to_text(node.distance), node.children) + ")";
    case Node::Kind::at_least:
      return list(fmt::format("ATLEAST{}", node.count), node.children) + ")";
    case Node::Kind::value:
      return field + node.text;
    case Node::Kind::days:
      return fmt::format("date:{:08}..{:08}", node.days.first, node.days.last);
    case Node::Kind::length:
      return length_text(node.lengths);
    case Node::Kind::any:
      return list("OR", node.children) + ")";
    case Node::Kind::all: {
      std::string text = list("AND", node.children);
      for (const Node& excluded : node.excluded) text += " (NOT " + to_text(excluded) + ")";
      return text + ")";
    }
  }
  return {};
}

}  // namespace news::query
