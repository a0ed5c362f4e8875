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

/// What hits hold beside their record, which costs a read of the article each (all but `words`).
struct HitParts {
  bool snippets = true;
  bool article = true;
  bool body = false;  ///< the article's paragraphs, too
  bool words = false;
};

struct Hit {
  std::uint64_t rank = 0;  ///< from 1 over the whole result
  double score = 0;        ///< rounded to 1e-6; 0 where nothing weighs
  HitRecord record;
  std::vector<Snippet> snippets;
  std::optional<Article> article;      ///< without paragraphs, unless the body was asked for
  std::optional<std::uint32_t> words;  ///< of the body
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
