// The pieces of an article that show why it matched: text with ranges, no markup.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "searcher/match/matcher.h"

namespace news::match {

struct Snippet {
  TextField field = TextField::body;
  std::string text;                                                 ///< a verbatim piece of the field
  std::uint32_t offset = 0;                                         ///< byte at which it begins in the field
  std::vector<std::pair<std::uint32_t, std::uint32_t>> highlights;  ///< byte ranges in `text`, ascending, disjoint
};

struct SnippetOptions {
  std::size_t count = 2;    ///< fragments of the body
  std::size_t width = 200;  ///< bytes that a fragment should not exceed, unless a match does
};

/// The headline and the deck, whole, where words of them took part; then fragments of the body, best first: most parts
/// of the query that were not shown yet, then most parts, then those closest together, then most words, then the
/// earliest. Fragments begin and end with whole words, at sentence ends where one is near, and stay within a paragraph
/// unless a match does not. Where no word took part (a query of dates), the opening of the body, without highlights.
[[nodiscard]] std::vector<Snippet> make_snippets(const Matched& matched, const SnippetOptions& options);

}  // namespace news::match
