// A query as it was understood: the tree between the parser, the compiler and the matcher.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// Numbers of words, both ends inclusive.
struct LengthRange {
  std::uint32_t first = 0;
  std::uint32_t last = UINT32_MAX;

  bool operator==(const LengthRange&) const = default;
};

/// A word as it stands in articles, folded; or a pattern of such words.
struct Word {
  std::string text;
  bool pattern = false;  ///< `*` in it stands for any letters or none, `?` for one

  bool operator==(const Word&) const = default;
};

/// Words at neighbouring positions.
using Sequence = std::vector<Word>;

/// How near two occurrences are to be.
struct Distance {
  enum class Unit : std::uint8_t {
    words,      ///< the positions of the nearer ends differ by at most `count`
    sentence,   ///< both within one sentence
    paragraph,  ///< both within one paragraph
  };
  Unit unit = Unit::words;
  std::uint32_t count = 0;  ///< at least 1 where the unit is words
  bool ordered = false;     ///< the left operand before the right one
};

/// As it is written: `W/5`, `PRE/5`, `W/S`, `W/P`.
[[nodiscard]] std::string to_text(const Distance& distance);

struct Node {
  enum class Kind : std::uint8_t {
    word,      ///< `sequences` holds one sequence of one word; stemmed unless `exact` or a pattern
    phrase,    ///< any of `sequences`, unstemmed ("e-mail address": parts, or the joined form)
    near,      ///< the two `children`, not overlapping, within `distance` in one text
    beyond,    ///< an occurrence of the first child that has none of the second within `distance`
    at_least,  ///< `count` occurrences of the only child in all searched texts together
    all,       ///< every one of `children`, none of `excluded`
    any,       ///< at least one of `children`
    value,     ///< `text` is the whole value, or the language code, of `field`
    days,      ///< published within `days`
    length,    ///< a body of `lengths` words
  };

  Kind kind = Kind::word;
  const Field* field = nullptr;  ///< null: headline, deck and body
  bool exact = false;
  std::vector<Sequence> sequences;
  std::vector<Node> children;
  std::vector<Node> excluded;
  Distance distance;
  std::uint32_t count = 0;
  std::string text;  ///< of a value; of a word or phrase as typed
  DayRange days;
  LengthRange lengths;
  std::size_t begin = 0;  ///< byte range in the query, [begin, end)
  std::size_t end = 0;
};

/// Whether a node is a word that stands for all words of its stem.
[[nodiscard]] bool is_stemmed(const Node& node);

/// Whether a node is a word or phrase: the leaves that occur at positions.
[[nodiscard]] inline bool is_leaf(const Node& node) {
  return node.kind == Node::Kind::word || node.kind == Node::Kind::phrase;
}

/// Whether a node occurs at positions of a text, so that it can be an operand of proximity: words, phrases,
/// proximities, and OR of such.
[[nodiscard]] bool has_positions(const Node& node);

/// The tree as text: `(AND fire "acting mayor" (NOT title:strike) (W/5 oil pric*) date:20240300..20240399)`.
[[nodiscard]] std::string to_text(const Node& node);

}  // namespace news::query
