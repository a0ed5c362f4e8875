// Where the words of a query stand in one text.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "searcher/query/tree.h"

namespace news::match {

/// Positions in a text, ascending, each once.
using Positions = std::vector<std::uint32_t>;

/// An occurrence: the positions of its first and last word.
struct Extent {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  auto operator<=>(const Extent&) const = default;
};

/// One text of one article, whether read from the article itself or from the index.
class Places {
 public:
  Places() = default;
  virtual ~Places() = default;
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// Where the words stand that a word of the query stands for. References live as long as this.
  [[nodiscard]] virtual const Positions& of(const query::Word& word) = 0;

  /// Positions of the last words of sentences and of paragraphs; that of the text's own last word may be missing.
  [[nodiscard]] virtual const Positions& sentence_ends() = 0;
  [[nodiscard]] virtual const Positions& paragraph_ends() = 0;
};

/// The texts of one article.
class Texts {
 public:
  Texts() = default;
  virtual ~Texts() = default;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;

  /// The text whose terms have this prefix (common/fields.h); that of the body is empty.
  [[nodiscard]] virtual Places& text(std::string_view prefix) = 0;
};

}  // namespace news::match
