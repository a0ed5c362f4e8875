// Runs a query against archives and makes hits.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "searcher/match/archives.h"
#include "searcher/match/explanation.h"
#include "searcher/match/facets.h"
#include "searcher/match/search.h"
#include "searcher/query/spelling.h"
#include "searcher/query/tree.h"
#include "searcher/query/vocabulary.h"

namespace news::match {

/// Archives open for searching. When the indexer publishes in the middle of a search, the search is done again on the
/// archive as it is now. Not shared between threads.
class Engine {
 public:
  /// Throws as Archives does.
  explicit Engine(const std::vector<std::string>& archives, Progress progress = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// The hits [offset, offset + limit), ordered by score (rounded to 1e-6), then newest first, then id; or by date.
  /// Throws Error(Code::archive_damaged). REQUIRES: !request.as_stories
  [[nodiscard]] Page search(const SearchRequest& request);

  /// Finds all matches, gives the hits [offset, offset + limit) one by one in the same order, and says how many there
  /// are in all. Throws Error(Code::archive_changed) where the archive moves on so far that the rest can't be read.
  Total stream(const SearchRequest& request, const std::function<void(const Hit&)>& give);

  /// Exactly how many articles match; with `seen`, how many new ones.
  [[nodiscard]] std::uint64_t count(const query::Node& tree, const Seen* seen = nullptr);

  /// How many articles match, and how many stories they are where they come in the order that is asked for.
  [[nodiscard]] Total count_stories(const SearchRequest& request);

  /// How many of the articles that match state which value of a field; of the new ones with `seen`. Exact.
  [[nodiscard]] Facets facets(const query::Node& tree, FacetField field, const Seen* seen = nullptr);

  [[nodiscard]] Explanation explain(const SearchRequest& request);

  /// Words that may have been meant where a query finds little.
  [[nodiscard]] std::vector<query::Suggestion> suggestions(const query::Node& tree);

  /// The archives as the last search for unseen articles found them: all that it gave, and no more, is seen now. Other
  /// calls may open them anew meanwhile.
  [[nodiscard]] const std::vector<ArchiveState>& searched() const { return searched_; }

  /// What should be said about how the last search was done.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  template <typename Action>
  auto with_retry(Action action);
  void reopen();

  Archives archives_;
  Progress progress_;
  std::vector<std::string> notes_;
  std::vector<ArchiveState> searched_;
  std::optional<query::Vocabulary> vocabulary_;
  query::Nothing nothing_ = query::Nothing::nothing;  // until that has failed
};

}  // namespace news::match
