// One search of one query on archives as they are open.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "searcher/match/archives.h"
#include "searcher/match/facets.h"
#include "searcher/match/matcher.h"
#include "searcher/match/page.h"
#include "searcher/match/position_source.h"
#include "searcher/match/ranking.h"
#include "searcher/match/snippets.h"
#include "searcher/match/stories.h"
#include "searcher/match/unseen.h"
#include "searcher/query/compiler.h"
#include "searcher/query/position_queries.h"
#include "searcher/query/tree.h"
#include "searcher/query/vocabulary.h"

namespace news::match {

struct SearchRequest {
  static constexpr std::uint64_t kAll = UINT64_MAX;  ///< a limit that is none

  const query::Node* tree = nullptr;  ///< must outlive the search
  std::uint64_t limit = 10;
  std::uint64_t offset = 0;
  Sort sort = Sort::relevance;
  SnippetOptions snippets;
  HitParts parts;
  bool as_stories = false;     ///< a hit is a story: its first article in this order, with its copies
  const Seen* seen = nullptr;  ///< only articles that are new to whoever has seen this; must outlive the search
};

/// Hears how many articles of how many were verified, where that takes long; of 0 where nobody knows.
using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Finds articles and makes hits of them. What it throws when the archive moves on beneath it is the engine's business.
/// All that it is given must outlive it.
class Search {
 public:
  /// `seen`: to find what is new only. `timed`: whether to measure how long positions are verified.
  Search(const Archives& archives, query::Vocabulary& vocabulary, const query::Node& tree, const Progress& progress,
         query::Nothing nothing, const Seen* seen = nullptr, bool timed = false);
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// What was searched, with notes about that.
  [[nodiscard]] const query::Compiled& compiled();
  /// The archives as they are searched, where only what is new is.
  [[nodiscard]] std::vector<ArchiveState> searched() const {
    return unseen_ ? unseen_->archives() : std::vector<ArchiveState>();
  }
  [[nodiscard]] const Verification& verification() const { return verification_; }

  /// Finds the articles of a page.
  [[nodiscard]] Total find(const SearchRequest& request);
  /// Makes hits of them.
  [[nodiscard]] Page show(const SearchRequest& request);
  /// Both.
  [[nodiscard]] Page page(const SearchRequest& request);

  /// Does all of stream() that may be done again when the archive moves on. To be called once.
  void prepare_stream(const SearchRequest& request);
  /// Gives the hits [offset, offset + limit) as they are read.
  Total stream(const SearchRequest& request, const std::function<void(const Hit&)>& give);
  /// How many articles match, and how many stories they are. REQUIRES: a stream of stories was prepared.
  [[nodiscard]] Total stories_total() const;

  [[nodiscard]] std::uint64_t count();
  [[nodiscard]] Facets facets(FacetField field);

 private:
  [[nodiscard]] query::Compiler compiler();
  [[nodiscard]] Matcher& matcher();
  [[nodiscard]] query::Compiled restricted(query::Compiled compiled) const;
  [[nodiscard]] bool settled() { return compiled().exact && (!unseen_ || unseen_->exact()); }
  [[nodiscard]] std::optional<Total> find_best(std::size_t offset, std::size_t wanted);
  [[nodiscard]] bool matches(Xapian::docid article);
  template <typename Take>
  void find_all_matches(Take take);
  template <typename Take>
  void rank_all_matches(const SearchRequest& request, Take take);
  void find_stories(const SearchRequest& request);
  Total stream_stories(const SearchRequest& request, const std::function<void(const Hit&)>& give);
  [[nodiscard]] Copies copies_of(std::size_t story, const HitParts& parts);
  [[nodiscard]] Hit make_hit(const Ranked& ranked, std::size_t rank, const SearchRequest& request);

  const Archives& archives_;
  query::Vocabulary& vocabulary_;
  const query::Node& tree_;
  const Progress& progress_;
  query::Nothing nothing_;
  query::PositionQueries positions_;
  Verification verification_;
  std::optional<Unseen> unseen_;
  std::optional<query::Compiled> compiled_;
  std::optional<Matcher> matcher_;
  std::vector<Ranked> found_;
  std::optional<AllMatches> all_;
  std::optional<Stories> stories_;
  std::uint64_t matched_ = 0;  // the articles of all stories
};

}  // namespace news::match
