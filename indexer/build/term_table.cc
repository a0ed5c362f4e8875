#include "indexer/build/term_table.h"

#define XXH_INLINE_ALL  // terms are short: a call would cost as much as their hash
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace news::build {
namespace {

constexpr std::size_t kFirstBuckets = 1U << 12U;

}  // namespace

TermTable::TermTable() : buckets_(kFirstBuckets) {}

std::uint32_t TermTable::hash_of(std::string_view text) {
  return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
}

std::uint32_t TermTable::intern(std::string_view text, std::uint32_t hash) {
  const std::size_t mask = buckets_.size() - 1;
  std::size_t i = hash & mask;
  for (; buckets_[i].number_plus != 0; i = (i + 1) & mask) {
    if (buckets_[i].hash != hash) continue;
    const Slot& slot = texts_[buckets_[i].number_plus - 1];
    if (slot.size == text.size() && std::memcmp(arena_.data() + slot.begin, text.data(), text.size()) == 0) {
      return buckets_[i].number_plus - 1;
    }
  }
  const std::uint32_t number = size();
  texts_.push_back({static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size())});
  arena_.append(text);
  buckets_[i] = {hash, number + 1};
  if (texts_.size() * 2 > buckets_.size()) grow();
  return number;
}

void TermTable::clear() {
  arena_.clear();
  texts_.clear();
  std::fill(buckets_.begin(), buckets_.end(), Bucket{});
}

void TermTable::grow() {
  std::vector<Bucket> old(buckets_.size() * 2);
  old.swap(buckets_);
  const std::size_t mask = buckets_.size() - 1;
  for (const Bucket& bucket : old) {
    if (bucket.number_plus == 0) continue;
    std::size_t i = bucket.hash & mask;
    while (buckets_[i].number_plus != 0) i = (i + 1) & mask;
    buckets_[i] = bucket;
  }
}

}  // namespace news::build
