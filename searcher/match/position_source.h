// Lets Xapian ask, article by article, whether a part of a query truly holds there.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "searcher/match/indexed_texts.h"
#include "searcher/match/ranking.h"
#include "searcher/query/position_queries.h"
#include "searcher/query/tree.h"

namespace news::match {

/// What verification cost, and who hears of it.
struct Verification {
  std::uint64_t asked = 0;  ///< articles, counted for each part of the query that is verified
  double milliseconds = 0;  ///< measured where `timed`
  bool timed = false;
  std::function<void(std::uint64_t asked)> progress;  ///< or empty; hears of each article
};

/// The articles where a node (with positions, or ATLEAST) holds, by the positions in the index. Made to stand behind
/// OP_FILTER, where it is asked about the articles that the left side finds; by itself it goes through all articles.
/// Weighs nothing. What it is made from must outlive it. Works on local databases only.
class PositionSource final : public Xapian::PostingSource {
 public:
  PositionSource(const query::Node& node, const std::vector<std::string>& languages, query::PositionQueries& words,
                 Verification& verification)
      : node_(node), languages_(languages), words_(words), verification_(verification) {}

  [[nodiscard]] Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& database) override;

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return articles_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return articles_; }

  void next(double min_weight) override;
  void skip_to(Xapian::docid article, double min_weight) override;
  bool check(Xapian::docid article, double min_weight) override;
  [[nodiscard]] bool at_end() const override { return at_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

  [[nodiscard]] std::string get_description() const override;

 private:
  [[nodiscard]] bool holds_in(Xapian::docid article);

  const query::Node& node_;
  const std::vector<std::string>& languages_;
  query::PositionQueries& words_;
  Verification& verification_;
  std::unique_ptr<IndexedTexts> texts_;
  Xapian::PostingIterator all_;  // every article, for going through them
  Xapian::doccount articles_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid at_ = 0;
};

/// Verifies parts of a query in the best articles of a ranking. What it is made from must outlive it.
class PartVerifier {
 public:
  PartVerifier(const Xapian::Database& database, const std::vector<const query::Node*>& parts,
               const std::vector<std::string>& languages, query::PositionQueries& words, Verification& verification);

  /// For each of these articles, whether all parts hold in it.
  [[nodiscard]] std::vector<bool> verify(const std::vector<Ranked>& articles);

 private:
  const std::vector<const query::Node*>& parts_;
  std::vector<std::unique_ptr<IndexedTexts>> texts_;
  Verification& verification_;
};

}  // namespace news::match
