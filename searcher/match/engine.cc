#include "searcher/match/engine.h"

#include <algorithm>
#include <cmath>

#include "common/archive.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/stopwatch.h"
#include "searcher/match/matcher.h"

namespace news::match {
namespace {

using query::Compiled;
using query::Compiler;

/// The order of summing differs between one database and its shards: scores are the same up to this.
double rounded(double score) { return std::round(score * 1e6) / 1e6; }

struct Ranked {
  Xapian::MSetIterator item;
  double score;
  std::string key;
};

void order_by(Xapian::Enquire& enquire, Sort sort, bool weighs) {
  switch (sort) {
    case Sort::relevance:
      // Where nothing weighs, all articles are equally relevant, and then the newest come first.
      if (weighs) {
        enquire.set_sort_by_relevance_then_value(slot::kSortKey, false);
      } else {
        enquire.set_sort_by_value(slot::kSortKey, false);
      }
      break;
    case Sort::newest:
      enquire.set_sort_by_value(slot::kSortKey, false);
      break;
    case Sort::oldest:
      enquire.set_sort_by_value(slot::kInstant, false);
      break;
  }
}

Xapian::Enquire enquire_for(const Xapian::Database& database, const Compiled& compiled, Sort sort) {
  Xapian::Enquire enquire(database);
  enquire.set_query(compiled.query);
  if (compiled.weighs) {
    enquire.set_weighting_scheme(Xapian::IneB2Weight());
  } else {
    enquire.set_weighting_scheme(Xapian::BoolWeight());
  }
  order_by(enquire, sort, compiled.weighs);
  return enquire;
}

Total total_of(const Xapian::MSet& mset) {
  return {mset.get_matches_estimated(), mset.get_matches_lower_bound() == mset.get_matches_upper_bound()};
}

/// The first `wanted` articles by rounded score, then sort key. Xapian orders by the unrounded score, so that more are
/// fetched until the score changes behind the last one wanted.
std::vector<Ranked> best(Xapian::Enquire& enquire, Xapian::doccount wanted, Xapian::doccount size, Xapian::MSet& mset) {
  constexpr Xapian::doccount kMargin = 20;
  Xapian::doccount fetch = std::min(size, wanted + kMargin);
  while (true) {
    mset = enquire.get_mset(0, fetch);
    const bool all = mset.size() < fetch || fetch >= size;
    if (all || wanted == 0 || rounded(mset[mset.size() - 1].get_weight()) < rounded(mset[wanted - 1].get_weight()))
      break;
    fetch = fetch > size / 2 ? size : fetch * 2;
  }
  std::vector<Ranked> ranked;
  for (auto item = mset.begin(); item != mset.end(); ++item) {
    ranked.push_back({item, rounded(item.get_weight()), item.get_sort_key()});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.key < b.key;
  });
  return ranked;
}

}  // namespace

Engine::Engine(std::string archive) : archive_(std::move(archive)) { reopen(); }

void Engine::reopen() {
  database_ = open_for_reading(archive_);
  languages_ = query::languages_of(database_);
}

template <typename Action>
auto Engine::with_retry(Action action) {
  constexpr int kTries = 10;
  for (int attempt = 1;; ++attempt) {
    try {
      return action();
    } catch (const Xapian::DatabaseModifiedError&) {
      // The blocks that we were reading are being written again: the archive has moved on.
      if (attempt == kTries) throw;
    } catch (const Xapian::DatabaseOpeningError&) {
      if (attempt == kTries) throw;
    }
    // Opened anew: Database::reopen would not see a new list of generations.
    reopen();
  }
}

Page Engine::search(const SearchRequest& request) {
  const Stopwatch watch;
  Page page = with_retry([&] { return search_once(request); });
  page.elapsed_ms = watch.milliseconds();
  return page;
}

Page Engine::search_once(const SearchRequest& request) {
  const Compiled compiled = Compiler(languages_).compile(*request.tree);
  Xapian::Enquire enquire = enquire_for(database_, compiled, request.sort);
  const Xapian::doccount size = database_.get_doccount();
  const auto clamp = [&](std::uint64_t n) { return static_cast<Xapian::doccount>(std::min<std::uint64_t>(n, size)); };
  const Xapian::doccount offset = clamp(request.offset);
  const Xapian::doccount wanted = clamp(request.offset + std::min<std::uint64_t>(request.limit, size));

  Xapian::MSet mset;
  std::vector<Ranked> ranked;
  if (request.sort == Sort::relevance && compiled.weighs) {
    ranked = best(enquire, wanted, size, mset);
  } else {
    mset = enquire.get_mset(0, wanted);
    for (auto item = mset.begin(); item != mset.end(); ++item) ranked.push_back({item, rounded(item.get_weight()), {}});
  }

  Page page;
  page.total = total_of(mset);
  Matcher matcher(*request.tree);
  for (std::size_t i = offset; i < std::min<std::size_t>(wanted, ranked.size()); ++i) {
    Hit hit = make_hit(ranked[i].item, request, matcher);
    hit.rank = i + 1;
    hit.score = ranked[i].score;
    page.hits.push_back(std::move(hit));
  }
  return page;
}

Hit Engine::make_hit(const Xapian::MSetIterator& item, const SearchRequest& request, Matcher& matcher) {
  const Xapian::Document document = item.get_document();
  Hit hit;
  hit.record = decode_hit(document.get_value(slot::kHit));
  if (!request.open_articles && !hit.record.cut) return hit;
  const Article article = decode_article(document.get_data());
  if (hit.record.cut) {
    hit.record.title = article.title;
    hit.record.source = article.source;
    hit.record.id = article.id;
  }
  if (!request.open_articles) return hit;
  hit.snippets = make_snippets(matcher.match(article), request.snippets);
  if (!article.provenances.empty()) hit.provenance = article.provenances.front();
  return hit;
}

std::uint64_t Engine::count(const query::Node& tree) {
  return with_retry([&]() -> std::uint64_t {
    const Compiled compiled = Compiler(languages_).compile(tree);
    Xapian::Enquire enquire(database_);
    enquire.set_query(compiled.query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return enquire.get_mset(0, 0, database_.get_doccount()).get_matches_estimated();
  });
}

Explanation Engine::explain(const query::Node& tree) {
  return with_retry([&] {
    Explanation explanation;
    const Stopwatch compiling;
    const Compiled compiled = Compiler(languages_).compile(tree);
    explanation.compile_ms = compiling.milliseconds();
    for (const query::Expansion& expansion : compiled.expansions) {
      for (const std::string& term : expansion.terms) {
        explanation.terms.push_back({expansion.word, term, database_.get_termfreq(term)});
      }
    }
    explanation.xapian_query = compiled.query.get_description();
    const Stopwatch matching;
    Xapian::Enquire enquire = enquire_for(database_, compiled, Sort::relevance);
    explanation.total = total_of(enquire.get_mset(0, 10));
    explanation.match_ms = matching.milliseconds();
    return explanation;
  });
}

}  // namespace news::match
