#include "searcher/query/tree.h"

#include <fmt/format.h>

namespace news::query {
namespace {

std::string list(const char* name, const std::vector<Node>& nodes) {
  std::string text = fmt::format("({}", name);
  for (const Node& node : nodes) text += " " + to_text(node);
  return text;
}

std::string quoted(const std::vector<Sequence>& sequences) {
  std::string text;
  for (const Sequence& sequence : sequences) {
    text += fmt::format("{}\"{}\"", text.empty() ? "" : "|", fmt::join(sequence, " "));
  }
  return text;
}

}  // namespace

std::string to_text(const Node& node) {
  const std::string field = node.field == nullptr ? "" : std::string(node.field->name) + ":";
  switch (node.kind) {
    case Node::Kind::word:
      return field + (node.exact ? "=" : "") + node.sequences.front().front();
    case Node::Kind::phrase:
      return field + quoted(node.sequences);
    case Node::Kind::value:
      return field + node.text;
    case Node::Kind::days:
      return fmt::format("date:{:08}..{:08}", node.days.first, node.days.last);
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
