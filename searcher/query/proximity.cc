#include "searcher/query/proximity.h"

#include <algorithm>
#include <string>

namespace news::query {
namespace {

std::string name_of(const Lexeme& op) { return std::string(op.text); }

bool in_one_field(const Node& node, const Field* field) {
  if (is_leaf(node)) return node.field == field;
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return in_one_field(child, field); });
}

void require_positions(const Lexeme& op, const Node& node) {
  if (node.kind == Node::Kind::all) {
    const bool negated = !node.excluded.empty();
    throw QueryError(node.begin, node.end,
                     std::string(negated ? "NOT" : "AND") + " stands inside an operand of " + name_of(op),
                     negated ? "operands are words, phrases, OR lists and other proximities; NOT W/5 keeps words apart"
                             : "operands are words, phrases, OR lists and other proximities: write OR, or W/50");
  }
  if (node.kind == Node::Kind::at_least) {
    throw QueryError(node.begin, node.end, "ATLEAST stands inside an operand of " + name_of(op), "join the two by AND");
  }
  if (node.kind == Node::Kind::any) {
    for (const Node& child : node.children) require_positions(op, child);
  } else if (!has_positions(node)) {
    throw QueryError(node.begin, node.end, "this has no place in the text that " + name_of(op) + " could measure from",
                     "join it by AND");
  }
}

/// Throws where the leaves are in different fields: no headline stands near a body.
void require_one_field(const Lexeme& op, const Node& node) {
  const Field* const field = field_of(node);
  if (in_one_field(node, field)) return;
  throw QueryError(node.begin, node.end, "the words around " + name_of(op) + " are in different fields",
                   "write the field once, such as title:(harbour W/5 strike)");
}

/// In a list the widest net is one entry, which is a sentence and a paragraph of its own.
Distance in_one_entry(Distance distance) {
  constexpr std::uint32_t kWidest = kListGap - 1;
  if (distance.unit != Distance::Unit::words) return {Distance::Unit::words, kWidest, false};
  distance.count = std::min(distance.count, kWidest);
  return distance;
}

}  // namespace

const Field* field_of(const Node& node) { return is_leaf(node) ? node.field : field_of(node.children.front()); }

Node proximity(const Lexeme& op, Node left, Node right) {
  require_positions(op, left);
  require_positions(op, right);
  Node node;
  node.kind = op.kind == Lexeme::Kind::near ? Node::Kind::near : Node::Kind::beyond;
  node.distance = op.distance;
  node.field = field_of(left);
  if (node.field != nullptr && node.field->kind == FieldKind::words) node.distance = in_one_entry(op.distance);
  node.begin = left.begin;
  node.end = right.end;
  node.children.push_back(std::move(left));
  node.children.push_back(std::move(right));
  require_one_field(op, node);
  return node;
}

void require_countable(const Lexeme& op, const Node& node) {
  const auto countable = [](const Node& each) { return is_leaf(each); };
  const bool list = node.kind == Node::Kind::any && std::all_of(node.children.begin(), node.children.end(), countable);
  if (!list && !countable(node)) {
    throw QueryError(node.begin, node.end, name_of(op) + " counts words and phrases",
                     "such as " + name_of(op) + "(strike OR \"lay down tools\")");
  }
  require_one_field(op, node);
}

QueryError not_inside_proximity(const Lexeme& op_not, const Lexeme& op) {
  return {op_not.begin, op_not.end, "NOT stands inside an operand of " + name_of(op),
          "write storm NOT (ice W/5 sea) to take the whole away, or storm NOT W/5 ice to keep words apart"};
}

}  // namespace news::query
