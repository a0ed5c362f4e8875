#include "searcher/match/position_source.h"

#include "common/stopwatch.h"
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

}  // namespace news::match
