#include "searcher/match/search.h"

#include <algorithm>
#include <utility>

#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"
#include "common/stopwatch.h"
#include "searcher/match/archive_order.h"
#include "searcher/match/facet_counter.h"

namespace news::match {

using query::Compiled;
using query::Compiler;
using query::Node;

namespace {

/// Puts the fields of a record that is cut as the article has them.
void make_whole(HitRecord& record, const Article& article) {
  record.title = article.title;
  record.source = article.source;
  record.id = article.id;
}

HitRecord whole_record(const Xapian::Document& document) {
  HitRecord record = decode_hit(document.get_value(slot::kHit));
  if (record.cut) make_whole(record, decode_facts(document.get_data()));
  return record;
}

}  // namespace

Search::Search(const Archives& archives, query::Vocabulary& vocabulary, const Node& tree, const Progress& progress,
               query::Nothing nothing, const Seen* seen, bool timed)
    : archives_(archives),
      vocabulary_(vocabulary),
      tree_(tree),
      progress_(progress),
      nothing_(nothing),
      positions_(archives.languages(), vocabulary),
      verification_{0, 0, timed, {}} {
  // Xapian asks for one candidate after another and does not know how many there are.
  if (progress) verification_.progress = [&progress](std::uint64_t asked) { progress(asked, 0); };
  if (seen != nullptr) unseen_.emplace(archives, *seen);
}

const Compiled& Search::compiled() {
  if (!compiled_) compiled_ = restricted(compiler().compile(tree_));
  return *compiled_;
}

Matcher& Search::matcher() {
  if (!matcher_) matcher_.emplace(tree_, vocabulary_.capped());
  return *matcher_;
}

Compiler Search::compiler() {
  query::Verify verify;
  if (!archives_.any_served()) {
    verify = [this](const Node& node) {
      auto* source = new PositionSource(node, archives_.languages(), positions_, verification_);
      return Xapian::Query(source->release());
    };
  }
  return {archives_.languages(), vocabulary_, std::move(verify), nothing_};
}

Compiled Search::restricted(Compiled compiled) const {
  if (unseen_) compiled.query = Xapian::Query(Xapian::Query::OP_FILTER, compiled.query, unseen_->filter());
  return compiled;
}

/// Finds the best articles by their words and verifies positions in them alone, not in all that hold the words. Nothing
/// where there is nothing to verify, or where so few hold that it is better to verify first.
std::optional<Total> Search::find_best(std::size_t offset, std::size_t wanted) {
  constexpr std::size_t kMaxVerified = 400;
  constexpr std::size_t kRankedAtOnce = 120;  // to rank again takes longer than to rank some more
  if (unseen_ && !unseen_->exact()) return std::nullopt;
  Compiled open = restricted(compiler().compile_open(tree_));
  if (open.open.empty() || !open.weighs) return std::nullopt;
  Ranking ranking(archives_.database(), open, Sort::relevance, false);
  PartVerifier verifier(archives_.database(), open.open, archives_.languages(), positions_, verification_);
  std::vector<Ranked> matched;
  for (std::size_t seen = 0; seen < kMaxVerified;) {
    const std::size_t target = std::max(seen + wanted + 10, kRankedAtOnce);
    const std::size_t known = ranking.reach(target);
    const std::size_t end = std::min(known, seen + wanted + 10);
    std::vector<Ranked> batch;
    for (; seen < end; ++seen) batch.push_back(ranking.at(seen));
    const std::vector<bool> holds = verifier.verify(batch);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (holds[i]) matched.push_back(batch[i]);
    }
    const bool all = known < target && seen == known;
    if (!all && matched.size() < wanted) {
      if (matched.size() * kMaxVerified < wanted * seen) return std::nullopt;
      continue;
    }
    Total total{matched.size(), true};
    if (!all) {
      const double part = static_cast<double>(matched.size()) / static_cast<double>(seen);
      total = {std::max<std::uint64_t>(matched.size(),
                                       static_cast<std::uint64_t>(part * static_cast<double>(ranking.total().value))),
               false};
    }
    matched.resize(std::min(matched.size(), wanted));
    found_.assign(matched.begin() + static_cast<std::ptrdiff_t>(std::min(offset, matched.size())), matched.end());
    open.verified.insert(open.verified.end(), open.open.begin(), open.open.end());
    compiled_ = std::move(open);
    return total;
  }
  return std::nullopt;
}

/// Whether an article that a superset found truly matches.
bool Search::matches(Xapian::docid article) {
  if (unseen_ && !unseen_->exact() && !unseen_->holds(article)) return false;
  if (compiled().exact) return true;
  const Stopwatch watch;
  ++verification_.asked;
  const bool result = matcher().matches(decode_article(archives_.database().get_document(article).get_data()));
  verification_.milliseconds += watch.milliseconds();
  return result;
}

Total Search::find(const SearchRequest& request) {
  const std::size_t size = archives_.database().get_doccount();
  const std::size_t offset = std::min<std::uint64_t>(request.offset, size);
  const std::size_t wanted = offset + std::min<std::uint64_t>(request.limit, size - offset);
  if (request.sort == Sort::relevance && !archives_.any_served()) {
    if (const std::optional<Total> total = find_best(offset, wanted)) return *total;
  }
  Ranking ranking(archives_.database(), compiled(), request.sort, archives_.any_served());
  found_.clear();
  std::size_t matched = 0;
  const auto take = [&](const Ranked& ranked) {
    if (matched++ >= offset) found_.push_back(ranked);
  };
  if (settled()) {
    // At least one, so that something is known about how many there are.
    const std::size_t reached = std::min(ranking.reach(std::max<std::size_t>(wanted, 1)), wanted);
    for (std::size_t i = 0; i < reached; ++i) take(ranking.at(i));
    return ranking.total();
  }
  std::size_t seen = 0;
  for (; matched < wanted && ranking.reach(seen + 1) > seen; ++seen) {
    if (matches(ranking.at(seen).article)) take(ranking.at(seen));
    if (progress_) progress_(seen + 1, ranking.total().value);
  }
  const Total candidates = ranking.total();
  if (candidates.exact && seen == candidates.value) return {matched, true};
  // As many of the others as of those seen.
  const double part = seen == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(seen);
  return {std::max<std::uint64_t>(matched, static_cast<std::uint64_t>(part * static_cast<double>(candidates.value))),
          false};
}

Page Search::show(const SearchRequest& request) {
  Page page;
  page.hits.resize(found_.size());
  for (const std::size_t i : in_archive_order(found_))
    page.hits[i] = make_hit(found_[i], request.offset + i + 1, request);
  return page;
}

Page Search::page(const SearchRequest& request) {
  const Total total = find(request);
  Page page = show(request);
  page.total = total;
  return page;
}

void Search::prepare_stream(const SearchRequest& request) {
  if (!archives_.any_served()) all_.emplace(archives_.database(), compiled(), request.sort);
  if (request.as_stories) find_stories(request);
}

/// Gives all articles that match, in their order.
template <typename Take>
void Search::rank_all_matches(const SearchRequest& request, Take take) {
  if (all_) {
    for (std::size_t i = 0; i < all_->size(); ++i) {
      if (settled() || matches(all_->at(i).article)) take(all_->at(i));
    }
    return;
  }
  Ranking ranking(archives_.database(), compiled(), request.sort, true);
  const std::size_t candidates = ranking.reach(archives_.database().get_doccount());
  for (std::size_t i = 0; i < candidates; ++i) {
    if (settled() || matches(ranking.at(i).article)) take(ranking.at(i));
    if (!settled() && progress_) progress_(i + 1, candidates);
  }
}

Total Search::stream(const SearchRequest& request, const std::function<void(const Hit&)>& give) {
  if (stories_) return stream_stories(request, give);
  std::uint64_t matched = 0;
  rank_all_matches(request, [&](const Ranked& ranked) {
    const std::uint64_t before = matched++;
    if (before >= request.offset && before - request.offset < request.limit) give(make_hit(ranked, matched, request));
  });
  return {matched, true};
}

void Search::find_stories(const SearchRequest& request) {
  // How many there are is not known where they are verified.
  std::function<void(std::uint64_t)> looked_at;
  if (progress_) looked_at = [this](std::uint64_t articles) { progress_(articles, 0); };
  stories_.emplace(archives_.database(), archives_.any_served(), std::move(looked_at));
  rank_all_matches(request, [&](const Ranked& ranked) {
    ++matched_;
    stories_->add(ranked);
  });
  stories_->finish();
  all_.reset();
}

Total Search::stories_total() const { return {matched_, true, StoryTotal{stories_->size(), stories_->complete()}}; }

Total Search::stream_stories(const SearchRequest& request, const std::function<void(const Hit&)>& give) {
  const std::uint64_t begin = std::min<std::uint64_t>(request.offset, stories_->size());
  const std::uint64_t end = begin + std::min<std::uint64_t>(request.limit, stories_->size() - begin);
  for (std::uint64_t story = begin; story < end; ++story) {
    Hit hit = make_hit(stories_->first(story), story + 1, request);
    hit.copies = copies_of(story, request.parts);
    give(hit);
  }
  return stories_total();
}

Copies Search::copies_of(std::size_t story, const HitParts& parts) {
  const std::span<const Stories::Copy> copies = stories_->copies(story);
  Copies result;
  result.count = copies.size();
  if (!parts.copies || copies.empty()) return result;
  std::vector<Xapian::docid> articles;
  for (const Stories::Copy& copy : copies) articles.push_back(copy.article);
  std::sort(articles.begin(), articles.end());
  FacetCounter counter(FacetField::source, archives_.database(), archives_.any_served());
  for (const Xapian::docid article : articles) counter.add(article);
  result.sources = counter.facets().values;
  result.each = [this, copies](const std::function<void(const Copy&)>& give) {
    for (const Stories::Copy& copy : copies) {
      const Xapian::Document document = archives_.database().get_document(copy.article, Xapian::DOC_ASSUME_VALID);
      give({whole_record(document), copy.resemblance});
    }
  };
  return result;
}

/// Gives the numbers of all articles that match, in ascending order.
template <typename Take>
void Search::find_all_matches(Take take) {
  find_all(archives_.database(), compiled(), archives_.any_served(), [&](const std::vector<Xapian::docid>& found) {
    std::uint64_t seen = 0;
    for (const Xapian::docid article : found) {
      if (settled() || matches(article)) take(article);
      if (progress_) progress_(++seen, found.size());
    }
  });
}

std::uint64_t Search::count() {
  if (settled()) {
    Xapian::Enquire enquire(archives_.database());
    find_without_weights(enquire, compiled().query, compiled().nothing);
    return enquire.get_mset(0, 0, archives_.database().get_doccount()).get_matches_estimated();
  }
  std::uint64_t matched = 0;
  find_all_matches([&](Xapian::docid) { ++matched; });
  return matched;
}

Facets Search::facets(FacetField field) {
  FacetCounter counter(field, archives_.database(), archives_.any_served());
  find_all_matches([&](Xapian::docid article) { counter.add(article); });
  return counter.facets();
}

Hit Search::make_hit(const Ranked& ranked, std::size_t rank, const SearchRequest& request) {
  // It was found in this state of the database a moment ago: to look whether it is there would read a block more.
  const Xapian::Document document = archives_.database().get_document(ranked.article, Xapian::DOC_ASSUME_VALID);
  Hit hit;
  hit.rank = rank;
  hit.score = ranked.score;
  hit.record = decode_hit(document.get_value(slot::kHit));
  const HitParts& parts = request.parts;
  if (parts.words) {
    hit.words = static_cast<std::uint32_t>(from_big_endian(document.get_value(slot::kWords)));
  }
  if (!parts.snippets && !parts.article && !hit.record.cut) return hit;
  Article article = decode_article(document.get_data());
  if (hit.record.cut) make_whole(hit.record, article);
  if (parts.snippets) hit.snippets = make_snippets(matcher().match(article), request.snippets);
  if (!parts.article) return hit;
  if (!parts.body) article.paragraphs.clear();
  hit.article = std::move(article);
  return hit;
}

}  // namespace news::match
