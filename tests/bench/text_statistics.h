// What the generator counts in a source: words, marks, lengths, and how the vocabulary grows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace news {

/// An article as lengths.
struct Skeleton {
  std::uint32_t title = 0;               ///< words of the headline
  std::vector<std::uint32_t> sentences;  ///< words of each; 0 ends a paragraph
};

/// Shares of words that have a mark behind them, of sentences that end so or are quotations.
struct Marks {
  double comma = 0;
  double semicolon = 0;
  double colon = 0;
  double question = 0;
  double exclamation = 0;
  double no_end = 0;
  double quoted = 0;
};

struct TextStatistics {
  std::vector<std::string> vocabulary;  ///< as written inside sentences, most frequent first
  std::vector<std::uint64_t> counts;    ///< of these words
  std::uint64_t words = 0;
  std::uint64_t distinct_per_article = 0;  ///< distinct words of each article, added up
  std::uint64_t half_words = 0;            ///< words of a random half of the articles
  std::uint64_t half_vocabulary = 0;       ///< distinct words of that half
  std::vector<Skeleton> skeletons;         ///< of articles with a body
  Marks marks;
};

/// Counts in what each_article (source_text.h) reads of a source, up to `max_bytes`.
[[nodiscard]] TextStatistics count_text(const std::filesystem::path& source, std::uint64_t max_bytes);

}  // namespace news
