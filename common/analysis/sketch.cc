#include "common/analysis/sketch.h"

#include <xxhash.h>

#include <algorithm>

#include "common/analysis/tokenizer.h"

namespace news::analysis {
namespace {

constexpr int kBinShift = 64 - 6;  // the upper bits of a hash are the number of its bin
static_assert(std::size_t{1} << (64 - kBinShift) == std::tuple_size_v<Sketch>);

/// The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// A hash of numbers in their order.
std::uint64_t hash_of(const std::uint64_t* numbers, std::size_t count) noexcept {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum = sum * kFactor + numbers[i];
  return mix(sum);
}

/// Gives the hash of each shingle of a text. Of few words there is one.
template <typename Take>
void each_shingle(const std::uint64_t* words, std::size_t count, Take take) {
  if (count == 0) return;
  const std::size_t length = count < kFewWords ? count : kShingleWords;
  for (std::size_t first = 0; first + length <= count; ++first) take(hash_of(words + first, length));
}

}  // namespace

double resemblance(const Shingles& a, const Shingles& b) noexcept {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    common += *i == *j ? 1U : 0U;
    const bool next_a = *i <= *j;
    if (*j <= *i) ++j;
    if (next_a) ++i;
  }
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

unsigned equal_bins(const Sketch& a, const Sketch& b) noexcept {
  unsigned equal = 0;
  for (std::size_t bin = 0; bin < a.size(); ++bin) equal += a[bin] == b[bin] ? 1U : 0U;
  return equal;
}

double estimated_resemblance(unsigned equal) noexcept {
  // Of bins that differ one of 256 is equal by chance.
  constexpr double kChance = 1.0 / 256;
  const double part = static_cast<double>(equal) / static_cast<double>(std::tuple_size_v<Sketch>);
  return std::max(0.0, (part - kChance) / (1 - kChance));
}

void Sketcher::take(const Token& token) noexcept {
  position_ = token.position;
  words_[count_++] = XXH3_64bits(token.term.data(), token.term.size());
  enough_ = count_ == words_.size();
}

void Sketcher::end_text() noexcept {
  position_ = 0;
  enough_ = count_ >= kEnoughBody;
}

std::optional<Sketch> Sketcher::sketch() const noexcept {
  if (count_ == 0) return std::nullopt;
  constexpr std::uint64_t kEmpty = UINT64_MAX;
  std::array<std::uint64_t, std::tuple_size_v<Sketch>> least;
  least.fill(kEmpty);
  std::uint64_t only = 0;  // of few words, which all bins would find in one of them
  each_shingle(words_.data(), count_, [&](std::uint64_t hash) {
    only = hash;
    std::uint64_t& bin = least[hash >> kBinShift];
    bin = std::min(bin, hash);
  });
  Sketch sketch;
  for (std::size_t bin = 0; bin < sketch.size(); ++bin) {
    std::uint64_t hash = count_ < kFewWords ? only : least[bin];
    // The same bins are asked for any text, so that two texts borrow the same where they have the same.
    for (std::uint64_t attempt = bin; hash == kEmpty; attempt += sketch.size()) hash = least[mix(attempt) >> kBinShift];
    // A byte of each bin's own: what is lent to many is equal by chance in one of them only.
    sketch[bin] = static_cast<std::uint8_t>(mix(hash + bin));
  }
  return sketch;
}

Shingles Sketcher::shingles() const {
  Shingles shingles;
  each_shingle(words_.data(), count_, [&](std::uint64_t hash) { shingles.push_back(hash); });
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

void Sketcher::clear() noexcept {
  count_ = 0;
  position_ = 0;
  enough_ = false;
}

Sketcher sketched(std::span<const std::string> paragraphs, std::string_view headline, std::string_view deck) {
  struct Sink final : TokenSink {
    void token(const Token& token) override { sketcher.token(token); }
    Sketcher sketcher;
  } sink;
  std::uint32_t position = 1;
  for (const std::string& paragraph : paragraphs) {
    if (sink.sketcher.has_enough()) break;
    position = tokenize(paragraph, sink, position);
  }
  for (const std::string_view text : {headline, deck}) {
    sink.sketcher.end_text();
    if (!sink.sketcher.has_enough()) tokenize(text, sink);
  }
  return sink.sketcher;
}

}  // namespace news::analysis
