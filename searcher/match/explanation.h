// What a query became on its way to the hits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/match/page.h"

namespace news::match {

struct Explanation {
  struct TermCount {
    std::string word;
    std::string term;
    std::uint64_t articles;  ///< that hold the term
  };
  std::vector<TermCount> terms;
  std::string xapian_query;
  Total total;
  double compile_ms = 0;
  double match_ms = 0;
};

}  // namespace news::match
