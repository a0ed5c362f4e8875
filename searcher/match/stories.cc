#include "searcher/match/stories.h"

#include <algorithm>
#include <utility>

#include "common/fields.h"
#include "common/record.h"
#include "searcher/match/archive_order.h"
#include "searcher/match/slot_reader.h"

namespace news::match {

Stories::Stories(Xapian::Database database, bool served, std::function<void(std::uint64_t articles)> looked_at,
                 std::size_t at_once)
    : database_(std::move(database)), served_(served), looked_at_(std::move(looked_at)), at_once_(at_once) {}

analysis::Sketcher Stories::read(Xapian::docid article) const {
  const Article read = decode_article(database_.get_document(article).get_data());
  return analysis::sketched(read.paragraphs, read.title, read.deck);
}

/// Of an article that was indexed before there were sketches it is made now.
std::optional<analysis::Sketch> Stories::sketch_of(Xapian::docid article, std::string_view value) const {
  return value.empty() ? read(article).sketch() : decode_sketch(value);
}

/// Copies of one story come by the dozen: what its first article was read for is kept for a while.
const analysis::Shingles& Stories::shingles_of_first(std::uint32_t story) {
  constexpr std::size_t kMostKept = 4096;
  if (const auto known = shingles_.find(story); known != shingles_.end()) return known->second;
  if (shingles_.size() == kMostKept) shingles_.clear();
  return shingles_.emplace(story, read(firsts_[story].article).shingles()).first->second;
}

void Stories::take(const Waiting& article, const std::optional<analysis::Sketch>& sketch) {
  // Where so many bins are equal, texts share less than two thirds one time in a thousand at most.
  constexpr unsigned kSureBins = 54;
  std::optional<analysis::Shingles> shingles;
  double resemblance = 0;
  const std::optional<std::uint32_t> story = groups_.add(sketch, [&](const CopyGroups::Candidate& candidate) {
    if (candidate.equal_bins >= kSureBins) {
      resemblance = analysis::estimated_resemblance(candidate.equal_bins);
      return true;
    }
    // An article may be nearly a copy of thousands: of their estimates the highest would be far too high.
    if (!shingles) shingles = read(article.article).shingles();
    resemblance = analysis::resemblance(*shingles, shingles_of_first(candidate.group));
    return resemblance >= analysis::kCopy;
  });
  if (story) {
    copies_.push_back({*story, article.article, static_cast<float>(resemblance)});
  } else {
    firsts_.push_back(article);
  }
}

void Stories::add(const Ranked& ranked) {
  waiting_.push_back({ranked.article, ranked.score});
  if (waiting_.size() == at_once_) take_waiting();
}

void Stories::take_waiting() {
  const std::vector<std::size_t> order = in_archive_order(waiting_);
  const std::uint64_t before = firsts_.size() + copies_.size();
  std::vector<std::optional<analysis::Sketch>> sketches(waiting_.size());
  SlotReader values(database_, slot::kSketch, served_);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Xapian::docid article = waiting_[order[i]].article;
    sketches[order[i]] = sketch_of(article, values.at(article));
    if (looked_at_) looked_at_(before + i + 1);
  }
  for (std::size_t i = 0; i < waiting_.size(); ++i) take(waiting_[i], sketches[i]);
  waiting_.clear();
}

void Stories::finish() {
  take_waiting();
  std::stable_sort(copies_.begin(), copies_.end(), [](const Copy& a, const Copy& b) { return a.story < b.story; });
}

std::span<const Stories::Copy> Stories::copies(std::size_t story) const {
  const auto [begin, end] =
      std::equal_range(copies_.begin(), copies_.end(), Copy{static_cast<std::uint32_t>(story), 0, 0},
                       [](const Copy& a, const Copy& b) { return a.story < b.story; });
  return {begin, end};
}

}  // namespace news::match
