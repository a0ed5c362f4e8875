// Words of an archive that may have been meant by words that are hardly in it.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace news::query {

struct Suggestion {
  std::string word;  ///< of the query, folded
  std::uint64_t articles = 0;
  std::string meant;
  std::uint64_t meant_articles = 0;
};

/// For each word of a query that is in few articles, in whatever form it is searched, the most frequent word of the
/// archive that differs from it by one letter (of words of 4 letters and more) or two (of 8 and more), and is in many
/// more. A letter added, left out, changed, or exchanged with its neighbour is one difference (Damerau 1964); the first
/// letter is taken to be right, but for an exchange with the second. Excluded words and truncated ones are left alone.
[[nodiscard]] std::vector<Suggestion> suggest(const Node& tree, const Xapian::Database& database,
                                              const std::vector<std::string>& languages);

/// How many such differences there are between two words (of UTF-8, by character), or `limit` + 1 for more than that.
[[nodiscard]] std::size_t spelling_distance(const std::u32string& a, const std::u32string& b, std::size_t limit);

}  // namespace news::query
