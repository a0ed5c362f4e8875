// The span finder: where the phrases and proximities of a query occur in a text. What verifies a match and what
// highlights it is this one code.
//
// An occurrence of a word is its position, of a phrase its first and last position. Of `a W/n b` it is any a and any b
// that do not overlap and whose nearer ends differ by at most n, from the first word of the one to the last of the
// other; so that operands nest. Not only the shortest such pairs count: of "a x b y b", both b may be the one that an
// outer operator asks for.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "searcher/match/places.h"
#include "searcher/query/tree.h"

namespace news::match {

/// Pairs that one proximity finds in one text. Beyond that only the nearest partner of each occurrence counts, so that
/// a text of nothing but the two words can't fill the memory. A match is never lost by it unless the proximity is an
/// operand of another one.
inline constexpr std::size_t kMaxPairs = 1'000'000;

/// All occurrences of a node in a text, in order, each once. REQUIRES: query::has_positions(node).
[[nodiscard]] std::vector<Extent> occurrences(const query::Node& node, Places& places);

/// Whether there is one.
[[nodiscard]] bool occurs(const query::Node& node, Places& places);

/// Receives the occurrences of a word or phrase: which of its sequences it is, and where.
using LeafOccurrence = std::function<void(const query::Node& leaf, const query::Sequence& sequence, Extent extent)>;

/// Calls `found` for each occurrence of a leaf that takes part in one of these occurrences of the node, which are in
/// order; the same may be found more than once.
void trace(const query::Node& node, Places& places, const std::vector<Extent>& wanted, const LeafOccurrence& found);

}  // namespace news::match
