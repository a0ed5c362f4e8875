// A query as it was understood: the tree between the parser, the compiler and the matcher.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/fields.h"

namespace news::query {

/// Days as numbers such as 20240329, both ends inclusive; 20240300 is "March 2024, day not stated" (slot::kDay).
struct DayRange {
  int first = 0;
  int last = 99999999;

  bool operator==(const DayRange&) const = default;
};

/// Terms at neighbouring positions.
using Sequence = std::vector<std::string>;

struct Node {
  enum class Kind {
    word,    ///< `sequences` holds one sequence of one term; stemmed unless `exact`
    phrase,  ///< any of `sequences`, unstemmed ("e-mail address": parts, or the joined form)
    all,     ///< every one of `children`, none of `excluded`
    any,     ///< at least one of `children`
    value,   ///< `text` is the whole value, or the language code, of `field`
    days,    ///< published within `days`
  };

  Kind kind = Kind::word;
  const Field* field = nullptr;  ///< null: headline, deck and body
  bool exact = false;
  std::vector<Sequence> sequences;
  std::vector<Node> children;
  std::vector<Node> excluded;
  std::string text;  ///< of a value; of a word or phrase as typed
  DayRange days;
  std::size_t begin = 0;  ///< byte range in the query, [begin, end)
  std::size_t end = 0;
};

/// The tree as text: `(AND fire "acting mayor" (NOT title:strike) date:20240300..20240399)`.
[[nodiscard]] std::string to_text(const Node& node);

}  // namespace news::query
