// Text made by the statistics of a source, as much as is wanted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/random.h"
#include "tests/bench/text_statistics.h"

namespace news {

/// Draws numbers in proportion to their weights, each in constant time (the alias method: Walker 1977, Vose 1991).
class WeightedChoice {
 public:
  WeightedChoice() = default;
  /// At least one weight, all above 0.
  explicit WeightedChoice(const std::vector<double>& weights);
  [[nodiscard]] std::size_t draw(Random& random) const noexcept;

 private:
  struct Slot {
    double keep = 1;
    std::uint32_t alias = 0;
  };
  std::vector<Slot> slots_;
};

/// Words that the source does not hold. They are numbered without end, and number r or a higher one is drawn with
/// probability (1 + r / offset)^-power, so that many draws bring new words by Heaps' law.
struct UnseenWords {
  double mass = 0;  ///< probability that a word is one of them at all
  double offset = 1;
  double power = 1;

  [[nodiscard]] std::uint64_t draw(Random& random) const noexcept;
  /// How many of them are expected among so many words.
  [[nodiscard]] double distinct(double words) const noexcept;
};

/// Makes articles. Everything made is a function of the statistics and of the random numbers given.
///
/// Lengths: each text takes paragraphs and sentences of an article of the source. Words: by the frequencies in the
/// source, less a discount that goes to words which the source does not hold; how many these are is such that as much
/// text as the source has as many distinct words, and ten times as much the number that Heaps' law says (compare the
/// Pitman-Yor process: Teh 2006). A share of the words repeats one of the same article, since what an article speaks of
/// comes again in it: without, each would have far more distinct words than real ones.
class TextModel {
 public:
  /// Throws Error(Code::source_unreadable) where the source is too small to learn from.
  explicit TextModel(TextStatistics statistics);

  struct Text {
    std::string title;
    std::string body;  ///< paragraphs separated by a blank line
  };
  /// Neither quotation marks, backslashes nor control characters are in it, but for the line ends between paragraphs.
  [[nodiscard]] Text article(Random random) const;
  /// A name with a capital, such as people and places have; always the same for a key.
  [[nodiscard]] std::string name(std::uint64_t key) const;
  /// A word of middling frequency, always the same for a key.
  [[nodiscard]] const std::string& subject(std::uint64_t key) const;
  /// What was learnt, in a few lines.
  [[nodiscard]] std::string description() const;

 private:
  using Words = std::vector<std::uint64_t>;  ///< numbers below the size of the vocabulary; the others are unseen words
  enum Kind : std::size_t { plain, name_like, number };

  void fit_repeats();
  void fit_unseen(double discount);
  [[nodiscard]] double distinct_share(double repeats) const;
  [[nodiscard]] double known_distinct(double words, double discount) const;
  [[nodiscard]] std::uint64_t draw(Random& random, const Words& before, double repeats) const noexcept;
  [[nodiscard]] const Skeleton& skeleton(Random& random) const noexcept;
  void append_word(std::string& text, std::uint64_t word) const;
  void append_sentence(std::string& text, std::uint32_t length, Random& random, Words& words) const;
  [[nodiscard]] std::string title_from(const Words& words, std::uint32_t length, Random& random) const;
  [[nodiscard]] std::string mint(Kind kind, Random random) const;

  TextStatistics source_;
  std::array<std::vector<std::uint32_t>, 3> rare_;  ///< words of a Kind that the source holds once
  double growth_ = 0;                               ///< exponent of Heaps' law
  double repeats_ = 0;                              ///< share of words that repeat one of the same article
  WeightedChoice known_;
  UnseenWords unseen_;
};

}  // namespace news
