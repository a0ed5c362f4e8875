#include "searcher/match/stories.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "common/fields.h"
#include "common/record.h"
#include "searcher/match/slot_reader.h"

namespace news::match {
namespace {

/// Articles whose sketches are read at a time: a ranking goes to and fro, and reading goes in the order of the
/// database.
constexpr std::size_t kAtOnce = 65'536;

}  // namespace

Stories::Stories(Xapian::Database database, bool served) : database_(std::move(database)), served_(served) {}

/// Of an article that was indexed before there were sketches it is made now.
std::optional<analysis::Sketch> Stories::sketch_of(Xapian::docid article, std::string_view value) const {
  if (!value.empty()) return decode_sketch(value);
  const Article read = decode_article(database_.get_document(article).get_data());
  return analysis::sketch_of(body_of(read), read.title, read.deck);
}

void Stories::add(const Ranked& ranked) {
  waiting_.push_back({ranked.article, ranked.score});
  if (waiting_.size() == kAtOnce) take_waiting();
}

void Stories::take_waiting() {
  std::vector<std::size_t> order(waiting_.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return waiting_[a].article < waiting_[b].article; });
  std::vector<std::optional<analysis::Sketch>> sketches(waiting_.size());
  SlotReader values(database_, slot::kSketch, served_);
  for (const std::size_t i : order) sketches[i] = sketch_of(waiting_[i].article, values.at(waiting_[i].article));
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const CopyGroups::Place place = groups_.add(sketches[i]);
    if (place.group == firsts_.size()) {
      firsts_.push_back(waiting_[i]);
    } else {
      copies_.push_back({place.group, waiting_[i].article, place.equal_bins});
    }
  }
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
