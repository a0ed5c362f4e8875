// What a query became on its way to the hits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/match/page.h"

namespace news::match {

struct Explanation {
  struct TermCount {
    std::string term;
    std::uint64_t articles;  ///< that hold the term
  };
  struct WordCount {
    std::string word;              ///< as it was searched, folded
    std::vector<TermCount> terms;  ///< that find it: its stem in each language, or the words that a pattern stands for
    std::vector<TermCount> forms;  ///< words of its stem in the archive
  };
  std::vector<WordCount> words;
  std::string xapian_query;
  std::vector<std::string> verified;    ///< parts that were verified by position, as trees
  std::uint64_t verified_articles = 0;  ///< checks of one part in one article
  Total total;
  double match_ms = 0;    ///< compiling and finding, without what follows
  double verify_ms = 0;   ///< checking positions on this side
  double snippet_ms = 0;  ///< reading the first page's articles and cutting snippets
};

}  // namespace news::match
