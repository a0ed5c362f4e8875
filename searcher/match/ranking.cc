#include "searcher/match/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "common/codec.h"
#include "common/fields.h"

namespace news::match {
namespace {

double rounded(double score) { return std::round(score * 1e6) / 1e6; }

/// Articles fetched beyond those wanted, so that the next score is mostly among them.
constexpr Xapian::doccount kMargin = 20;

bool ranks_by_score(const query::Compiled& compiled, Sort sort) { return sort == Sort::relevance && compiled.weighs; }

void find(Xapian::Enquire& enquire, const query::Compiled& compiled, const Xapian::Query& query) {
  if (!compiled.weighs) return find_without_weights(enquire, query, compiled.nothing);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::IneB2Weight());
}

/// The articles of each shard with numbers in a range. Stands behind OP_FILTER.
class ArticleRange final : public Xapian::PostingSource {
 public:
  ArticleRange(Xapian::docid first, Xapian::docid last) : first_(first), last_(last) {}

  [[nodiscard]] Xapian::PostingSource* clone() const override { return new ArticleRange(first_, last_); }
  void init(const Xapian::Database& database) override {
    articles_ = database.get_doccount();
    at_ = 0;
  }
  // As many as there are, so that it is asked last and does not lead.
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return articles_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return articles_; }
  void next(double min_weight) override { skip_to(at_ + 1, min_weight); }
  void skip_to(Xapian::docid article, double /*min_weight*/) override { at_ = std::max({at_, article, first_}); }
  [[nodiscard]] bool at_end() const override { return at_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }
  [[nodiscard]] std::string get_description() const override { return "articles"; }

 private:
  Xapian::docid first_;
  Xapian::docid last_;
  Xapian::doccount articles_ = 0;
  Xapian::docid at_ = 0;
};

/// Gives the query, restricted to one range of articles after another.
template <typename Give>
void for_each_range(const Xapian::Database& database, const Xapian::Query& query, Xapian::docid size, Give give) {
  const Xapian::docid last = database.get_lastdocid();
  for (Xapian::docid first = 1; first <= last; first += size) {
    auto* range = new ArticleRange(first, first + (size - 1));
    give(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(range->release())));
    if (last - first < size) break;
  }
}

}  // namespace

void find_without_weights(Xapian::Enquire& enquire, const Xapian::Query& query, query::Nothing nothing) {
  enquire.set_query(nothing == query::Nothing::nothing ? query : query::without_weight(query, nothing));
  if (nothing == query::Nothing::nothing) {
    enquire.set_weighting_scheme(Xapian::BoolWeight());
  } else {
    enquire.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));  // the frequency itself, which costs least
  }
}

void find_all(const Xapian::Database& database, const query::Compiled& compiled, bool served,
              const std::function<void(const std::vector<Xapian::docid>& articles)>& give) {
  Xapian::Enquire enquire(database);
  std::vector<Xapian::docid> articles;
  const auto find_some = [&](const Xapian::Query& query) {
    find_without_weights(enquire, query, compiled.nothing);
    const Xapian::MSet mset = enquire.get_mset(0, database.get_doccount());
    articles.assign(mset.begin(), mset.end());
    std::sort(articles.begin(), articles.end());
    give(articles);
  };
  if (served) return find_some(compiled.query);  // it takes no ranges of ours
  for_each_range(database, compiled.query, kChunk, find_some);
}

Ranking::Ranking(const Xapian::Database& database, const query::Compiled& compiled, Sort sort, bool served)
    : database_(database), enquire_(database), by_score_(ranks_by_score(compiled, sort)), prunes_(compiled.prunable) {
  find(enquire_, compiled, compiled.query);
  if (by_score_ && served) {
    enquire_.set_sort_by_relevance_then_value(slot::kSortKey, false);
  } else if (by_score_) {
    // The keys of the few that are ranked are read later: Xapian would read that of each candidate.
    enquire_.set_sort_by_relevance();
    keys_wanted_ = true;
  } else if (sort != Sort::oldest) {
    enquire_.set_sort_by_value(slot::kSortKey, false);
  } else if (served) {
    // A server knows no orders but those of one value.
    enquire_.set_sort_by_value(slot::kInstant, false);
    keys_tie_ = true;
  } else {
    auto keys = std::make_unique<Xapian::MultiValueKeyMaker>();
    keys->add_value(slot::kInstant);
    keys->add_value(slot::kSortKey);
    enquire_.set_sort_by_key(keys.get(), false);
    keys_ = std::move(keys);
  }
}

/// Whether Xapian, asked for so many articles, may have cut between the two by chance.
bool Ranking::tied(const Ranked& a, const Ranked& b) const {
  if (by_score_) return a.score == b.score;
  const std::size_t instant = 8;
  return keys_tie_ && a.key.compare(0, instant, b.key, 0, instant) == 0;
}

std::size_t Ranking::reach(std::size_t count) {
  const Xapian::doccount size = database_.get_doccount();
  while (settled_ < count && !all_) {
    const std::size_t wanted = std::max<std::size_t>(count + kMargin, std::size_t{fetched_} * 2);
    fetched_ = static_cast<Xapian::doccount>(std::min<std::size_t>(wanted, size));
    const Xapian::MSet mset = enquire_.get_mset(0, fetched_, prunes_ ? 0 : size);
    all_ = mset.size() < fetched_ || fetched_ == size;
    total_ = {mset.get_matches_estimated(), mset.get_matches_lower_bound() == mset.get_matches_upper_bound()};
    if (all_) total_ = {mset.size(), true};
    read(mset);
  }
  return std::min(settled_, count);
}

std::string Ranking::sort_key_of(const Ranked& ranked) const {
  return database_.get_document(ranked.article).get_value(slot::kSortKey);
}

/// Gives articles of one score their keys.
void Ranking::read_keys_of_ties() {
  std::map<double, std::size_t> articles;
  for (const Ranked& each : ranked_) ++articles[each.score];
  for (Ranked& each : ranked_) {
    if (articles[each.score] > 1) each.key = sort_key_of(each);
  }
}

/// Xapian orders by the unrounded score: those behind the last change of the score may have others before them.
void Ranking::read(const Xapian::MSet& mset) {
  ranked_.clear();
  for (auto item = mset.begin(); item != mset.end(); ++item) {
    ranked_.push_back({*item, by_score_ ? rounded(item.get_weight()) : 0, item.get_sort_key()});
  }
  if (keys_tie_) {
    for (Ranked& each : ranked_) each.key += sort_key_of(each);
  }
  if (keys_wanted_) read_keys_of_ties();
  std::stable_sort(ranked_.begin(), ranked_.end(), [](const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
  settled_ = ranked_.size();
  while (!all_ && settled_ > 0 && tied(ranked_[settled_ - 1], ranked_.back())) --settled_;
}

AllMatches::AllMatches(const Xapian::Database& database, const query::Compiled& compiled, Sort sort,
                       Xapian::docid chunk) {
  const bool by_score = ranks_by_score(compiled, sort);
  Xapian::Enquire enquire(database);
  enquire.set_sort_by_relevance_then_value(slot::kSortKey, false);
  // What an article weighs depends on the whole archive and on itself, not on what else is found with it.
  for_each_range(database, compiled.query, chunk, [&](const Xapian::Query& query) {
    find(enquire, compiled, query);
    const Xapian::MSet mset = enquire.get_mset(0, database.get_doccount());
    for (auto item = mset.begin(); item != mset.end(); ++item) {
      const std::string key = item.get_sort_key();
      const std::uint64_t instant = key.size() < 8 ? UINT64_MAX : from_big_endian(std::string_view(key).substr(0, 8));
      entries_.push_back({by_score ? rounded(item.get_weight()) : 0, instant, *item});
    }
  });
  const bool oldest = sort == Sort::oldest;
  // The inverted instant of undated articles is the highest: they come last in either direction.
  const auto age = [oldest](const Entry& entry) {
    return oldest && entry.inverted_instant != UINT64_MAX ? UINT64_MAX - 1 - entry.inverted_instant
                                                          : entry.inverted_instant;
  };
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
    if (a.score != b.score) return a.score > b.score;
    if (age(a) != age(b)) return age(a) < age(b);
    return a.article < b.article;
  });
  put_ties_in_order(database);
}

/// Articles of one score and one instant by id.
void AllMatches::put_ties_in_order(const Xapian::Database& database) {
  for (auto begin = entries_.begin(); begin != entries_.end();) {
    const auto end = std::find_if(begin, entries_.end(), [&](const Entry& entry) {
      return entry.score != begin->score || entry.inverted_instant != begin->inverted_instant;
    });
    if (end - begin > 1) {
      std::vector<std::pair<std::string, Entry>> tied;
      for (auto entry = begin; entry != end; ++entry) {
        tied.emplace_back(database.get_document(entry->article).get_value(slot::kSortKey), *entry);
      }
      std::stable_sort(tied.begin(), tied.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      std::transform(tied.begin(), tied.end(), begin, [](const auto& each) { return each.second; });
    }
    begin = end;
  }
}

}  // namespace news::match
