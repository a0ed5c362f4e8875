#include "searcher/match/copy_groups.h"

#include <algorithm>

namespace news::match {

using analysis::Sketch;

std::size_t CopyGroups::bucket_of(const Sketch& sketch, std::size_t band) const noexcept {
  std::uint64_t key = 0;
  for (std::size_t bin = band * kBandBins; bin < (band + 1) * kBandBins; ++bin) key = key << 8U | sketch[bin];
  // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4): the upper half is mixed well.
  return band * buckets_of_band_ + ((key * 0x9E3779B97F4A7C15U >> 32U) & (buckets_of_band_ - 1));
}

std::optional<CopyGroups::Place> CopyGroups::find(const Sketch& sketch) {
  if (buckets_.empty()) return std::nullopt;
  // The tables are larger than the processor's caches: while one chain is walked, the memory fetches the next ones.
  std::array<std::size_t, kBands> buckets;
  for (std::size_t band = 0; band < kBands; ++band) {
    buckets[band] = bucket_of(sketch, band);
    __builtin_prefetch(&buckets_[buckets[band]]);
  }
  std::array<std::uint32_t, kBands> newest;
  for (std::size_t band = 0; band < kBands; ++band) {
    newest[band] = buckets_[buckets[band]];
    if (newest[band] == kNone) continue;
    __builtin_prefetch(&firsts_[newest[band]].sketch);
    __builtin_prefetch(&firsts_[newest[band]].next[band]);
  }
  std::optional<Place> best;
  std::size_t compared = 0;
  for (std::size_t band = 0; band < kBands; ++band) {
    for (std::uint32_t number = newest[band]; number != kNone;) {
      First& first = firsts_[number];
      number = first.next[band];
      if (first.compared == texts_) continue;
      if (compared++ == limits_.compared) {
        complete_ = false;
        return best;
      }
      first.compared = texts_;
      const unsigned equal = analysis::equal_bins(sketch, first.sketch);
      const bool better = !best || equal > best->equal_bins || (equal == best->equal_bins && first.group < best->group);
      if (equal >= analysis::kCopyBins && better) best = Place{first.group, equal};
    }
  }
  return best;
}

void CopyGroups::chain(std::uint32_t number) {
  First& first = firsts_[number];
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint32_t& newest = buckets_[bucket_of(first.sketch, band)];
    first.next[band] = newest;
    newest = number;
  }
}

void CopyGroups::keep(const Sketch& sketch) {
  if (firsts_.size() == limits_.kept) {
    complete_ = false;
    return;
  }
  const auto number = static_cast<std::uint32_t>(firsts_.size());
  firsts_.push_back({sketch, static_cast<std::uint32_t>(groups_), 0, {}});
  if (firsts_.size() <= buckets_of_band_) {
    chain(number);
    return;
  }
  constexpr std::size_t kFewest = 64;
  buckets_of_band_ = std::max(kFewest, buckets_of_band_ * 2);
  buckets_.assign(kBands * buckets_of_band_, kNone);
  for (std::uint32_t each = 0; each <= number; ++each) chain(each);
}

CopyGroups::Place CopyGroups::add(const std::optional<Sketch>& sketch) {
  ++texts_;
  if (sketch) {
    if (const std::optional<Place> known = find(*sketch)) return *known;
    keep(*sketch);
  }
  return {static_cast<std::uint32_t>(groups_++), 0};
}

}  // namespace news::match
