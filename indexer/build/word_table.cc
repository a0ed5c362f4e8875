#include "indexer/build/word_table.h"

#define XXH_INLINE_ALL  // words are short: a call would cost as much as their hash
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <type_traits>

namespace news::build {
namespace {

constexpr std::size_t kFirstBuckets = 1U << 12U;

// The arena grows by copying bytes.
static_assert(std::is_trivially_copyable_v<Word>);

}  // namespace

WordTable::WordTable() : buckets_(kFirstBuckets) {}

bool WordTable::is(std::uint32_t place, std::uint16_t context, std::string_view text) {
  const Word& word = at(place);
  if (word.size != text.size() || word.context != context) return false;
  const std::byte* known = arena_.data() + kUnit * place + sizeof(Word);
  for (std::size_t i = 0; i < text.size(); i += kUnit) {
    if (std::memcmp(known + i, text.data() + i, kUnit) != 0) return false;
  }
  return true;
}

std::uint64_t WordTable::hash_of(std::uint16_t context, std::string_view text) {
  return XXH3_64bits_withSeed(text.data(), text.size(), context);
}

WordTable::Found WordTable::intern(std::uint64_t hash, std::uint16_t context, std::string_view text) {
  const std::uint32_t tag = tag_of(hash);
  const std::size_t mask = buckets_.size() - 1;
  std::size_t i = tag & mask;
  for (; buckets_[i].place_plus != 0; i = (i + 1) & mask) {
    if (buckets_[i].tag == tag && is(buckets_[i].place_plus - 1, context, text)) {
      return {buckets_[i].place_plus - 1, false};
    }
  }
  const std::size_t begin = arena_.size();
  arena_.resize(begin + padded(sizeof(Word) + padded(text.size())));
  Word* word = new (arena_.data() + begin) Word;
  word->context = context;
  word->size = static_cast<std::uint8_t>(text.size());
  std::memcpy(arena_.data() + begin + sizeof(Word), text.data(), text.size());
  const auto place = static_cast<std::uint32_t>(begin / kUnit);
  buckets_[i] = {tag, place + 1};
  if (++count_ * 2 > buckets_.size()) grow();
  return {place, true};
}

void WordTable::clear() {
  arena_.clear();
  std::fill(buckets_.begin(), buckets_.end(), Bucket{});
  count_ = 0;
}

void WordTable::grow() {
  std::vector<Bucket> old(buckets_.size() * 2);
  old.swap(buckets_);
  const std::size_t mask = buckets_.size() - 1;
  for (const Bucket& bucket : old) {
    if (bucket.place_plus == 0) continue;
    std::size_t i = bucket.tag & mask;
    while (buckets_[i].place_plus != 0) i = (i + 1) & mask;
    buckets_[i] = bucket;
  }
}

}  // namespace news::build
