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

/// Bytes that only the same words give.
Sketch sketch_of_few(const std::uint64_t* words, std::size_t count) noexcept {
  Sketch sketch;
  const std::uint64_t whole = hash_of(words, count);
  for (std::size_t bin = 0; bin < sketch.size(); ++bin) sketch[bin] = static_cast<std::uint8_t>(mix(whole + bin));
  return sketch;
}

}  // namespace

unsigned equal_bins(const Sketch& a, const Sketch& b) noexcept {
  unsigned equal = 0;
  for (std::size_t bin = 0; bin < a.size(); ++bin) equal += a[bin] == b[bin] ? 1U : 0U;
  return equal;
}

double resemblance(unsigned equal_bins) noexcept {
  // Of bins that differ one of 256 is equal by chance.
  constexpr double kChance = 1.0 / 256;
  const double part = static_cast<double>(equal_bins) / static_cast<double>(std::tuple_size_v<Sketch>);
  return std::max(0.0, (part - kChance) / (1 - kChance));
}

void Sketcher::token(const Token& token) noexcept {
  if (enough_ || token.position == position_) return;
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
  if (count_ < kFewWords) return sketch_of_few(words_.data(), count_);
  constexpr std::uint64_t kEmpty = UINT64_MAX;
  std::array<std::uint64_t, std::tuple_size_v<Sketch>> least;
  least.fill(kEmpty);
  for (std::size_t first = 0; first + kShingleWords <= count_; ++first) {
    const std::uint64_t hash = hash_of(words_.data() + first, kShingleWords);
    std::uint64_t& bin = least[hash >> kBinShift];
    bin = std::min(bin, hash);
  }
  Sketch sketch;
  for (std::size_t bin = 0; bin < sketch.size(); ++bin) {
    std::uint64_t hash = least[bin];
    // The same bins are asked for any text, so that two texts borrow the same where they have the same.
    for (std::uint64_t attempt = bin; hash == kEmpty; attempt += sketch.size()) hash = least[mix(attempt) >> kBinShift];
    sketch[bin] = static_cast<std::uint8_t>(hash);
  }
  return sketch;
}

void Sketcher::clear() noexcept {
  count_ = 0;
  position_ = 0;
  enough_ = false;
}

std::optional<Sketch> sketch_of(std::string_view body, std::string_view headline, std::string_view deck) {
  struct Sink final : TokenSink {
    void token(const Token& token) override { sketcher.token(token); }
    Sketcher sketcher;
  } sink;
  for (const std::string_view text : {body, headline, deck}) {
    tokenize(text, sink);
    sink.sketcher.end_text();
  }
  return sink.sketcher.sketch();
}

}  // namespace news::analysis
