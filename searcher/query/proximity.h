// What may stand on the sides of a proximity operator.
#pragma once

#include "searcher/query/lexer.h"
#include "searcher/query/problem.h"
#include "searcher/query/tree.h"

namespace news::query {

/// Whether a lexeme is a proximity operator, with or without NOT.
[[nodiscard]] inline bool is_proximity(const Lexeme& lexeme) {
  return lexeme.kind == Lexeme::Kind::near || lexeme.kind == Lexeme::Kind::beyond;
}

/// The field that all leaves of a node with positions are in; that of the first where they differ.
[[nodiscard]] const Field* field_of(const Node& node);

/// `left op right`. Throws QueryError where an operand does not occur at positions, or the two are in different fields.
[[nodiscard]] Node proximity(const Lexeme& op, Node left, Node right);

/// Throws QueryError where a node is not a word, a phrase or OR of such, all in one field.
void require_countable(const Lexeme& op, const Node& node);

/// The error of a NOT that would be an operand of proximity.
[[nodiscard]] QueryError not_inside_proximity(const Lexeme& op_not, const Lexeme& op);

}  // namespace news::query
