// Text between blanks or quotes -> the words that find it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/query/tree.h"

namespace news::query {

struct WordSequences {
  /// Ways in which an article may write the text, the one with all parts of compounds first: an article may write one
  /// compound with its hyphen and the next without, so that "e-mail and e-commerce" finds "e-mail and ecommerce". Empty
  /// where the text holds no word.
  std::vector<Sequence> readings;
  bool one_word = false;  ///< a whole word, a compound, a pair of ideographs: one reading of one word
};

/// Reads a text of a query, tokenized as articles are, with its wildcards; several words as a phrase. `begin` is where
/// the text stands in the query. Throws QueryError for a truncation that comes too early. `as_phrase`: read one
/// compound as its parts or joined, not joined alone.
[[nodiscard]] WordSequences read_words(std::string_view text, std::size_t begin, bool as_phrase);

}  // namespace news::query
