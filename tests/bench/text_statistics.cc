#include "tests/bench/text_statistics.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "tests/bench/random.h"
#include "tests/bench/source_text.h"

namespace news {
namespace {

/// For choosing a random half of the articles, always the same.
constexpr std::uint64_t kHalfSeed = 1;

struct Seen {
  std::uint64_t inside = 0;   ///< uses inside sentences
  std::uint64_t opening = 0;  ///< uses as the first word, where the capital means nothing
  std::uint64_t last_article = 0;
  bool in_half = false;
};

class Counter {
 public:
  void add(std::string_view title, std::string_view body) {
    const std::vector<Paragraph> paragraphs = cut(body);
    if (paragraphs.empty()) return;
    ++articles_;
    in_half_ = Random(kHalfSeed, articles_).chance(0.5);
    Skeleton skeleton;
    for (const Paragraph& paragraph : cut(title)) {
      for (const Sentence& sentence : paragraph) skeleton.title += static_cast<std::uint32_t>(sentence.words.size());
    }
    for (const Paragraph& paragraph : paragraphs) {
      for (const Sentence& sentence : paragraph) {
        skeleton.sentences.push_back(static_cast<std::uint32_t>(sentence.words.size()));
        add(sentence);
      }
      skeleton.sentences.push_back(0);
    }
    statistics_.skeletons.push_back(std::move(skeleton));
  }

  TextStatistics finish() {
    lower_openings();
    using Row = std::pair<std::string, Seen>;
    std::vector<Row> rows(seen_.begin(), seen_.end());
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::forward_as_tuple(b.second.inside, a.first) < std::forward_as_tuple(a.second.inside, b.first);
    });
    for (auto& [word, seen] : rows) {
      if (seen.inside == 0) continue;
      statistics_.half_vocabulary += seen.in_half ? 1 : 0;
      statistics_.counts.push_back(seen.inside);
      statistics_.vocabulary.push_back(std::move(word));
    }
    const auto share = [](double& value, std::uint64_t whole) {
      value /= static_cast<double>(std::max(whole, std::uint64_t{1}));
    };
    Marks& marks = statistics_.marks;
    for (double* inside : {&marks.comma, &marks.semicolon, &marks.colon}) share(*inside, statistics_.words);
    for (double* end : {&marks.question, &marks.exclamation, &marks.no_end, &marks.quoted}) share(*end, sentences_);
    return std::move(statistics_);
  }

 private:
  void add(const Sentence& sentence) {
    ++sentences_;
    Marks& marks = statistics_.marks;
    marks.quoted += sentence.quoted ? 1 : 0;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      const auto& [text, mark] = sentence.words[i];
      Seen& seen = seen_[std::string(text)];
      ++(i == 0 ? seen.opening : seen.inside);
      if (std::exchange(seen.last_article, articles_) != articles_) ++statistics_.distinct_per_article;
      seen.in_half = seen.in_half || in_half_;
      ++statistics_.words;
      if (in_half_) ++statistics_.half_words;
      if (i + 1 < sentence.words.size()) {
        marks.comma += mark == ',' ? 1 : 0;
        marks.semicolon += mark == ';' ? 1 : 0;
        marks.colon += mark == ':' ? 1 : 0;
      } else {
        marks.question += mark == '?' ? 1 : 0;
        marks.exclamation += mark == '!' ? 1 : 0;
        marks.no_end += mark == '.' || mark == '?' || mark == '!' ? 0 : 1;
      }
    }
  }

  /// Counts first words as they would stand inside a sentence: small where that is known, else as they are.
  void lower_openings() {
    for (auto& [word, seen] : seen_) {
      if (seen.opening == 0) continue;
      Seen* target = &seen;
      if (word[0] >= 'A' && word[0] <= 'Z') {
        std::string small = word;
        small[0] = static_cast<char>(small[0] - 'A' + 'a');
        if (const auto found = seen_.find(small); found != seen_.end()) target = &found->second;
      }
      target->inside += seen.opening;
      target->in_half = target->in_half || seen.in_half;
    }
  }

  TextStatistics statistics_;
  std::unordered_map<std::string, Seen> seen_;
  std::uint64_t articles_ = 0;
  std::uint64_t sentences_ = 0;
  bool in_half_ = false;
};

}  // namespace

TextStatistics count_text(const std::filesystem::path& source, std::uint64_t max_bytes) {
  Counter counter;
  each_article(source, max_bytes, [&](std::string_view title, std::string_view body) { counter.add(title, body); });
  return counter.finish();
}

}  // namespace news
