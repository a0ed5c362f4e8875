// The texts of an article as the index holds them: positions of terms, without the article.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "searcher/match/places.h"
#include "searcher/query/position_queries.h"
#include "searcher/query/tree.h"

namespace news::match {

/// A posting list that is asked about one article after another; cheaply where they come in ascending order.
class PostingCursor {
 public:
  /// The database must outlive it.
  PostingCursor(const Xapian::Database& database, std::string term)
      : database_(&database), term_(std::move(term)), at_(database.postlist_begin(term_)) {}

  bool holds(Xapian::docid article) {
    if (article < last_) at_ = database_->postlist_begin(term_);
    last_ = article;
    if (at_ != Xapian::PostingIterator() && *at_ < article) at_.skip_to(article);
    return at_ != Xapian::PostingIterator() && *at_ == article;
  }

  /// Appends the positions in the article that the list was found to hold.
  void append_positions(Positions& positions) const {
    for (auto at = at_.positionlist_begin(); at != at_.positionlist_end(); ++at) positions.push_back(*at);
  }

 private:
  const Xapian::Database* database_;
  std::string term_;
  Xapian::PostingIterator at_;
  Xapian::docid last_ = 0;
};

/// The texts of one article after another; cheapest in ascending order of their numbers. What it is made from must
/// outlive it.
class IndexedTexts final : public Texts {
 public:
  /// `node` holds all words that will be asked for; `words` knows what they stand for in each of these languages.
  IndexedTexts(Xapian::Database database, const query::Node& node, const std::vector<std::string>& languages,
               query::PositionQueries& words);
  ~IndexedTexts() override;

  /// Turns to an article. What text() gave speaks of that one now.
  void open(Xapian::docid article);

  Places& text(std::string_view prefix) override;

 private:
  class IndexedPlaces;

  [[nodiscard]] std::size_t language();

  Xapian::Database database_;
  const std::vector<std::string>& languages_;
  query::PositionQueries& words_;
  std::unordered_set<const query::Word*> stemmed_;
  std::vector<PostingCursor> articles_in_;  // beside the languages; none where there is one
  std::map<std::string_view, std::unique_ptr<IndexedPlaces>> texts_;
  Xapian::docid article_ = 0;
  std::size_t language_ = 0;  // of article_
  bool language_known_ = false;
};

}  // namespace news::match
