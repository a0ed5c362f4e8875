#include "searcher/match/position_source.h"

#include "common/stopwatch.h"
#include "searcher/match/archive_order.h"
#include "searcher/match/holds.h"

namespace news::match {

Xapian::PostingSource* PositionSource::clone() const {
  return new PositionSource(node_, languages_, words_, verification_);
}

void PositionSource::init(const Xapian::Database& database) {
  texts_ = std::make_unique<IndexedTexts>(database, node_, languages_, words_);
  articles_ = database.get_doccount();
  last_ = database.get_lastdocid();
  all_ = database.postlist_begin({});
  at_ = 0;
}

bool PositionSource::holds_in(Xapian::docid article) {
  ++verification_.asked;
  if (verification_.progress) verification_.progress(verification_.asked);
  texts_->open(article);
  if (!verification_.timed) return holds(node_, *texts_);
  const Stopwatch watch;
  const bool result = holds(node_, *texts_);
  verification_.milliseconds += watch.milliseconds();
  return result;
}

void PositionSource::next(double min_weight) { skip_to(at_ + 1, min_weight); }

void PositionSource::skip_to(Xapian::docid article, double /*min_weight*/) {
  if (all_ != Xapian::PostingIterator()) all_.skip_to(article);
  while (all_ != Xapian::PostingIterator() && !holds_in(*all_)) ++all_;
  at_ = all_ == Xapian::PostingIterator() ? last_ + 1 : *all_;
}

bool PositionSource::check(Xapian::docid article, double /*min_weight*/) {
  if (!holds_in(article)) return false;
  at_ = article;
  return true;
}

std::string PositionSource::get_description() const { return "positions of " + query::to_text(node_); }

PartVerifier::PartVerifier(const Xapian::Database& database, const std::vector<const query::Node*>& parts,
                           const std::vector<std::string>& languages, query::PositionQueries& words,
                           Verification& verification)
    : parts_(parts), verification_(verification) {
  for (const query::Node* part : parts) {
    texts_.push_back(std::make_unique<IndexedTexts>(database, *part, languages, words));
  }
}

std::vector<bool> PartVerifier::verify(const std::vector<Ranked>& articles) {
  const Stopwatch watch;
  const std::vector<std::size_t> in_order = in_archive_order(articles);
  std::vector<bool> result(articles.size(), true);
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    for (const std::size_t i : in_order) {
      if (!result[i]) continue;
      ++verification_.asked;
      texts_[part]->open(articles[i].article);
      result[i] = holds(*parts_[part], *texts_[part]);
    }
  }
  if (verification_.timed) verification_.milliseconds += watch.milliseconds();
  return result;
}

}  // namespace news::match
