// One page of hits: what every output format is made from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/record.h"
#include "searcher/match/facets.h"
#include "searcher/match/snippets.h"

namespace news::match {

/// What hits hold beside their record, which costs a read of the article each (all but `words` and `copies`).
struct HitParts {
  bool snippets = true;
  bool article = true;
  bool body = false;  ///< the article's paragraphs, too
  bool words = false;
  bool copies = false;  ///< where the copies of a story are
};

/// An article that is a copy of a hit.
struct Copy {
  HitRecord record;
  double resemblance = 0;  ///< the share of their beginnings that is the same; estimated where it is high
};

/// The copies of a hit among the articles that match. Valid while the hit is being given.
struct Copies {
  std::uint64_t count = 0;
  // Only where HitParts::copies asks for them, and there are any:
  std::vector<Facet> sources;  ///< how many are in which, the commonest first
  /// Gives the copies one by one, in the order of the result; they are read meanwhile. Throws
  /// Error(Code::archive_damaged).
  std::function<void(const std::function<void(const Copy&)>& give)> each;
};

struct Hit {
  std::uint64_t rank = 0;  ///< from 1 over the whole result
  double score = 0;        ///< rounded to 1e-6; 0 where nothing weighs
  HitRecord record;
  std::vector<Snippet> snippets;
  std::optional<Article> article;      ///< without paragraphs, unless the body was asked for
  std::optional<std::uint32_t> words;  ///< of the body
  std::optional<Copies> copies;        ///< where hits are stories
};

/// How many stories there are; where not `exact`, some of them may be copies of others.
struct StoryTotal {
  std::uint64_t value = 0;
  bool exact = false;
};

/// How many articles match.
struct Total {
  std::uint64_t value = 0;
  bool exact = false;                      ///< else an estimate
  std::optional<StoryTotal> stories = {};  ///< where hits are stories
};

struct Page {
  std::vector<Hit> hits;
  Total total;
  double elapsed_ms = 0;
};

}  // namespace news::match
