// Runs a query against an archive and makes a page of hits.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "searcher/match/explanation.h"
#include "searcher/match/page.h"
#include "searcher/query/compiler.h"
#include "searcher/query/tree.h"

namespace news::match {

enum class Sort { relevance, newest, oldest };

struct SearchRequest {
  const query::Node* tree = nullptr;  ///< must outlive the search
  std::uint64_t limit = 10;
  std::uint64_t offset = 0;
  Sort sort = Sort::relevance;
  SnippetOptions snippets;
  bool open_articles = true;  ///< whether hits have snippets and provenance, for which each article is read
};

/// An archive open for searching. When the indexer publishes in the middle of a search, the search is done again on the
/// archive as it is now. Not shared between threads.
class Engine {
 public:
  /// Throws as open_for_reading does.
  explicit Engine(std::string archive);

  /// The hits [offset, offset + limit), ordered by score (rounded to 1e-6), then newest first, then id; or by date.
  /// Throws Error(Code::archive_damaged).
  [[nodiscard]] Page search(const SearchRequest& request);

  /// Exactly how many articles match.
  [[nodiscard]] std::uint64_t count(const query::Node& tree);

  [[nodiscard]] Explanation explain(const query::Node& tree);

 private:
  template <typename Action>
  auto with_retry(Action action);
  [[nodiscard]] Page search_once(const SearchRequest& request);
  [[nodiscard]] Hit make_hit(const Xapian::MSetIterator& item, const SearchRequest& request, class Matcher& matcher);
  void reopen();

  std::string archive_;
  Xapian::Database database_;
  std::vector<std::string> languages_;
};

}  // namespace news::match
