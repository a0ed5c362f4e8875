#include "searcher/match/copy_groups.h"

#include <algorithm>

namespace news::match {

using analysis::Sketch;

namespace {

/// Of texts that share two thirds of their shingles fewer bins are equal one time in eight.
constexpr unsigned kCandidateBins = 39;
/// To ask about a candidate may mean to read two articles. Where the best ones are no copies, the next hardly is.
constexpr std::size_t kMostAsked = 3;

}  // namespace

std::size_t CopyGroups::bucket_of(const Sketch& sketch, std::size_t band) const noexcept {
  std::uint64_t key = 0;
  for (std::size_t bin = band * kBandBins; bin < (band + 1) * kBandBins; ++bin) key = key << 8U | sketch[bin];
  // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4): the upper half is mixed well.
  return band * buckets_of_band_ + ((key * 0x9E3779B97F4A7C15U >> 32U) & (buckets_of_band_ - 1));
}

/// Those that may be copied, best first.
void CopyGroups::find_candidates(const Sketch& sketch) {
  candidates_.clear();
  if (buckets_.empty()) return;
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
  std::size_t steps = 0;
  for (std::size_t band = 0; band < kBands; ++band) {
    for (std::uint32_t number = newest[band]; number != kNone; ++steps) {
      if (steps == limits_.steps) {
        complete_ = false;
        break;
      }
      First& first = firsts_[number];
      number = first.next[band];
      if (first.compared == texts_) continue;
      first.compared = texts_;
      const unsigned equal = analysis::equal_bins(sketch, first.sketch);
      if (equal >= kCandidateBins) candidates_.push_back({first.group, equal});
    }
  }
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.equal_bins != b.equal_bins ? a.equal_bins > b.equal_bins : a.group < b.group;
  });
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

std::optional<std::uint32_t> CopyGroups::add(const std::optional<Sketch>& sketch, const Confirm& confirm) {
  ++texts_;
  if (sketch) {
    find_candidates(*sketch);
    if (candidates_.size() > kMostAsked) candidates_.resize(kMostAsked);
    for (const Candidate& candidate : candidates_) {
      if (confirm(candidate)) return candidate.group;
    }
    keep(*sketch);
  }
  ++groups_;
  return std::nullopt;
}

}  // namespace news::match
