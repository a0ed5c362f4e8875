#include "searcher/query/word_sequences.h"

#include <algorithm>
#include <cstdint>

#include "common/analysis/tokenizer.h"
#include "searcher/query/wildcards.h"

namespace news::query {
namespace {

using analysis::Token;
using analysis::TokenKind;

/// A text's tokens as the sequences of terms that find it.
class Sequences final : public analysis::TokenSink {
 public:
  explicit Sequences(const Wildcards& text) : wildcards_(text) {
    analysis::tokenize(text.text(), *this);
    // A run of ideographs is found by its pairs; its last one needs to be there by itself only to hold its position
    // before what follows.
    if (one_run_ && units_.size() > 1) units_.pop_back();
  }

  void token(const Token& token) override {
    switch (token.kind) {
      case TokenKind::compound:
        units_.push_back({wildcards_.word(token.term), {}});
        compound_end_ = token.end;
        ++compounds_;
        break;
      case TokenKind::part:
        if (token.begin < compound_end_) {
          units_.back().parts.push_back(wildcards_.word(token.term));
        } else {
          add(token);  // of a list too long to be joined
        }
        break;
      case TokenKind::ideograph:
        if (token.position != paired_position_) add(token);
        break;
      case TokenKind::ideograph_pair:
        paired_position_ = token.position;
        add(token);
        break;
      case TokenKind::word:
        add(token);
        break;
      case TokenKind::variant:
        break;
    }
    const bool ideographic = token.kind == TokenKind::ideograph || token.kind == TokenKind::ideograph_pair;
    one_run_ = one_run_ && ideographic && (first_ || token.begin <= end_);
    first_ = false;
    end_ = token.end;
  }

  [[nodiscard]] bool empty() const { return units_.empty(); }
  /// One unit (a whole word, a compound, a pair of ideographs) is a word, several are a phrase.
  [[nodiscard]] bool is_one_word() const { return units_.size() == 1; }
  [[nodiscard]] const Word& word() const { return units_.front().joined; }
  [[nodiscard]] std::vector<Sequence> all() const {
    // Readings double with every compound; of many, mixed spelling is not worth its price.
    constexpr std::size_t kMaxMixed = 3;
    if (compounds_ > kMaxMixed) return {reading(0), reading(kAllJoined)};
    std::vector<Sequence> readings;
    for (std::uint32_t joined = 0; joined < 1U << compounds_; ++joined) readings.push_back(reading(joined));
    return readings;
  }

 private:
  struct Unit {
    Word joined;
    Sequence parts;  // none, but for compounds
  };
  static constexpr std::uint32_t kAllJoined = ~0U;

  void add(const Token& token) { units_.push_back({wildcards_.word(token.term), {}}); }

  /// The terms with these compounds joined: the first is bit 0, those behind the last bit are as that.
  [[nodiscard]] Sequence reading(std::uint32_t joined) const {
    constexpr std::uint32_t kLastBit = 31;
    Sequence terms;
    std::uint32_t compound = 0;
    for (const Unit& unit : units_) {
      const bool whole = unit.parts.empty() || ((joined >> std::min(compound++, kLastBit)) & 1U) != 0;
      if (whole) {
        terms.push_back(unit.joined);
      } else {
        terms.insert(terms.end(), unit.parts.begin(), unit.parts.end());
      }
    }
    return terms;
  }

  const Wildcards& wildcards_;
  std::vector<Unit> units_;
  std::size_t compounds_ = 0;
  std::uint32_t compound_end_ = 0;
  std::uint32_t paired_position_ = 0;
  bool one_run_ = true;
  bool first_ = true;
  std::uint32_t end_ = 0;
};

}  // namespace

WordSequences read_words(std::string_view text, std::size_t begin, bool as_phrase) {
  const Wildcards wildcards(text, begin);
  const Sequences sequences(wildcards);
  if (sequences.empty()) return {};
  if (!as_phrase && sequences.is_one_word()) return {{{sequences.word()}}, true};
  return {sequences.all(), false};
}

}  // namespace news::query
