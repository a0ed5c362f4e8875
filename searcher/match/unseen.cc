#include "searcher/match/unseen.h"

#include <algorithm>

#include "common/codec.h"
#include "common/fields.h"
#include "searcher/match/archives.h"

namespace news::match {

Unseen::Unseen(const Archives& archives, const Seen& seen)
    : archives_(archives), states_(archives.states()), shard_homes_(archives.shard_homes()) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    ArchiveState& state = states_[i];
    const RunHistory history = archives.history(i);
    state.run = history.id_of(state.complete_through);
    const auto known = seen.through.find(state.identity);
    std::uint64_t after = seen.unknown_is_new ? 0 : state.complete_through;
    if (known != seen.through.end()) {
      const FinishedRun& last = known->second;
      state.put_back = last.number > state.complete_through || history.excludes(last);
      // Its runs have the numbers of others, and nobody knows since when. Better twice than never.
      after = state.put_back ? 0 : last.number;
    }
    windows_.push_back({after, state.complete_through});
  }
  exact_ = std::all_of(windows_.begin(), windows_.end(), [&](const Window& each) { return each == windows_.front(); });
}

Xapian::Query Unseen::filter() const {
  std::vector<Xapian::Query> ranges;
  for (const Window& window : windows_) {
    if (window.after == window.through) continue;
    constexpr unsigned kBytes = 8;
    ranges.emplace_back(Xapian::Query::OP_VALUE_RANGE, slot::kSequence, big_endian(window.after + 1, kBytes),
                        big_endian(window.through, kBytes));
  }
  return {Xapian::Query::OP_OR, ranges.begin(), ranges.end()};
}

bool Unseen::holds(Xapian::docid article) const {
  const Window& window = windows_[shard_homes_[(article - 1) % shard_homes_.size()]];
  const std::uint64_t sequence = from_big_endian(archives_.database().get_document(article).get_value(slot::kSequence));
  return sequence > window.after && sequence <= window.through;
}

}  // namespace news::match
