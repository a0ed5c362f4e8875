// One page of hits: what every output format is made from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/record.h"
#include "searcher/match/snippets.h"

namespace news::match {

struct Hit {
  std::uint64_t rank = 0;  ///< from 1 over the whole result
  double score = 0;        ///< rounded to 1e-6; 0 where nothing weighs
  HitRecord record;
  std::vector<Snippet> snippets;
  std::optional<Provenance> provenance;  ///< none where the article was not opened
};

/// How many articles match.
struct Total {
  std::uint64_t value = 0;
  bool exact = false;  ///< else an estimate
};

struct Page {
  std::vector<Hit> hits;
  Total total;
  double elapsed_ms = 0;
};

}  // namespace news::match
