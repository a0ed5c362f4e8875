#include "tests/bench/text_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include "common/error.h"

namespace news {
namespace {

/// Keys of the random numbers that make words and fit shares; any will do, as long as they stay.
constexpr std::uint64_t kMintSeed = 2;
constexpr std::uint64_t kNameSeed = 3;
constexpr std::uint64_t kFitSeed = 4;

/// The commonest words make no headline and no topic.
constexpr std::size_t kCommonWords = 100;
constexpr std::size_t kSubjects = 400;

double real(auto number) { return static_cast<double>(number); }

/// The argument in [low, high] at which a rising function reaches `wanted`, or the nearer end.
double solve(double low, double high, double wanted, const auto& function) {
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (function(middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Which of several shares of [0, 1) a lot falls into, counted from 0; their number where it is behind them.
std::size_t which(double lot, std::initializer_list<double> shares) {
  std::size_t number = 0;
  for (const double share : shares) {
    lot -= share;
    if (lot < 0) break;
    ++number;
  }
  return number;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A capital and small letters, all of them ASCII.
bool is_name_like(std::string_view word) {
  return word.size() > 2 && word[0] >= 'A' && word[0] <= 'Z' &&
         std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void capitalise(std::string& text, std::size_t at) {
  if (at < text.size() && text[at] >= 'a' && text[at] <= 'z') text[at] = static_cast<char>(text[at] - 'a' + 'A');
}

/// About the middle of a word, not inside a character of UTF-8.
std::size_t middle(std::string_view word) {
  std::size_t at = (word.size() + 1) / 2;
  while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80) ++at;
  return at;
}

}  // namespace

WeightedChoice::WeightedChoice(const std::vector<double>& weights) : slots_(weights.size()) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  std::vector<double> scaled;
  std::vector<std::uint32_t> under;
  std::vector<std::uint32_t> over;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    scaled.push_back(weights[i] * real(weights.size()) / sum);
    (scaled.back() < 1 ? under : over).push_back(static_cast<std::uint32_t>(i));
  }
  while (!under.empty() && !over.empty()) {
    const std::uint32_t poor = under.back();
    const std::uint32_t rich = over.back();
    under.pop_back();
    slots_[poor] = {scaled[poor], rich};
    scaled[rich] -= 1 - scaled[poor];
    if (scaled[rich] >= 1) continue;
    over.pop_back();
    under.push_back(rich);
  }
}

std::size_t WeightedChoice::draw(Random& random) const noexcept {
  const std::size_t slot = random.below(slots_.size());
  return random.chance(slots_[slot].keep) ? slot : slots_[slot].alias;
}

std::uint64_t UnseenWords::draw(Random& random) const noexcept {
  const double rank = offset * (std::pow(1 - random.unit(), -1 / power) - 1);
  return static_cast<std::uint64_t>(std::min(rank, 1e18));
}

double UnseenWords::distinct(double words) const noexcept {
  const auto above = [&](double rank) { return std::pow(1 + rank / offset, -power); };
  double found = 0;
  // Words of about the same rank have about the same probability: they are taken together, more of them the rarer.
  for (double rank = 0; rank < 1e18;) {
    const double width = std::max(1.0, std::floor(rank / 64));
    const double expected = words * mass * (above(rank) - above(rank + width)) / width;
    if (expected < 1e-6) return found + words * mass * above(rank);
    found += width * -std::expm1(-expected);
    rank += width;
  }
  return found;
}

TextModel::TextModel(TextStatistics statistics) : source_(std::move(statistics)) {
  std::uint64_t once = 0;
  for (std::size_t i = 0; i < source_.counts.size(); ++i) {
    if (source_.counts[i] != 1) continue;
    ++once;
    const std::string& word = source_.vocabulary[i];
    const bool has_digit = std::any_of(word.begin(), word.end(), is_digit);
    const Kind kind = has_digit ? number : is_name_like(word) ? name_like : plain;
    rare_[kind].push_back(static_cast<std::uint32_t>(i));
  }
  if (source_.half_vocabulary == 0 || source_.half_words == source_.words || rare_[plain].empty() ||
      rare_[name_like].empty() || rare_[number].empty() || source_.counts.size() < kCommonWords + kSubjects) {
    throw Error(Code::source_unreadable, "the source holds too little text to learn from",
                "give it a megabyte of prose or more, in several articles");
  }
  growth_ = std::log(real(source_.counts.size()) / real(source_.half_vocabulary)) /
            std::log(real(source_.words) / real(source_.half_words));
  growth_ = std::clamp(growth_, 0.05, 0.95);
  // Absolute discounting: what is taken off each count is the share of words that came once (Ney, Essen, Kneser 1994).
  const double discount = std::min(real(once) / real(source_.counts.size()), 0.95);
  std::vector<double> weights;
  for (const std::uint64_t count : source_.counts) weights.push_back(real(count) - discount);
  known_ = WeightedChoice(weights);
  unseen_ = {real(once) / real(source_.words), real(source_.counts.size()), (1 - growth_) / growth_};
  fit_repeats();
  fit_unseen(discount);
}

void TextModel::fit_repeats() {
  const double wanted = real(source_.distinct_per_article) / real(source_.words);
  repeats_ = solve(0, 0.9, -wanted, [&](double repeats) { return -distinct_share(repeats); });
}

/// Distinct words of an article by its words, over enough articles made.
double TextModel::distinct_share(double repeats) const {
  Random random(kFitSeed);
  std::uint64_t all = 0;
  std::uint64_t distinct = 0;
  Words words;
  while (all < 300'000) {
    words.clear();
    for (const std::uint32_t length : skeleton(random).sentences) {
      for (std::uint32_t i = 0; i < length; ++i) words.push_back(draw(random, words, repeats));
    }
    all += words.size();
    distinct += std::unordered_set<std::uint64_t>(words.begin(), words.end()).size();
  }
  return real(distinct) / real(all);
}

void TextModel::fit_unseen(double discount) {
  // A repeated word brings nothing new.
  const double words = real(source_.words) * (1 - repeats_);
  const double vocabulary = real(source_.counts.size());
  std::map<std::uint64_t, std::uint64_t> words_of_count;
  for (const std::uint64_t count : source_.counts) ++words_of_count[count];
  double weight = 0;
  for (const auto& [count, number_of_words] : words_of_count)
    weight += real(number_of_words) * (real(count) - discount);
  const auto distinct = [&](double drawn) {
    double found = unseen_.distinct(drawn);
    for (const auto& [count, number_of_words] : words_of_count) {
      const double expected = drawn * (1 - unseen_.mass) * (real(count) - discount) / weight;
      found += real(number_of_words) * -std::expm1(-expected);
    }
    return found;
  };
  // Two conditions, two unknowns: for each mass the offset that is right at ten times the text, and of these masses the
  // one that is right at the source's own size.
  constexpr double kFar = 10;
  const auto at_own_size = [&](double log_mass) {
    unseen_.mass = std::exp(log_mass);
    unseen_.offset =
        std::exp(solve(std::log(1e-2), std::log(1e12), vocabulary * std::pow(kFar, growth_), [&](double log_offset) {
          unseen_.offset = std::exp(log_offset);
          return distinct(kFar * words);
        }));
    return distinct(words);
  };
  at_own_size(solve(std::log(1e-5), std::log(0.5), vocabulary, at_own_size));
}

std::uint64_t TextModel::draw(Random& random, const Words& before, double repeats) const noexcept {
  if (!before.empty() && random.chance(repeats)) return before[random.below(before.size())];
  if (random.chance(unseen_.mass)) return source_.vocabulary.size() + unseen_.draw(random);
  return known_.draw(random);
}

const Skeleton& TextModel::skeleton(Random& random) const noexcept {
  return source_.skeletons[random.below(source_.skeletons.size())];
}

TextModel::Text TextModel::article(Random random) const {
  const Skeleton& shape = skeleton(random);
  Text text;
  Words words;
  for (const std::uint32_t length : shape.sentences) {
    if (length == 0) {
      text.body += "\n\n";
      continue;
    }
    if (!text.body.empty() && text.body.back() != '\n') text.body += ' ';
    append_sentence(text.body, length, random, words);
  }
  text.body.resize(text.body.size() - 2);  // Every paragraph ends with a 0, the last one too.
  text.title = title_from(words, shape.title, random);
  return text;
}

void TextModel::append_sentence(std::string& text, std::uint32_t length, Random& random, Words& words) const {
  constexpr std::string_view kInner = ",;:";
  constexpr std::string_view kEnds = "?!.";
  const Marks& marks = source_.marks;
  const bool quoted = random.chance(marks.quoted);
  if (quoted) text += "“";
  const std::size_t begin = text.size();
  for (std::uint32_t i = 0; i < length; ++i) {
    if (i > 0) {
      const std::size_t mark = which(random.unit(), {marks.comma, marks.semicolon, marks.colon});
      if (mark < kInner.size()) text += kInner[mark];
      text += ' ';
    }
    words.push_back(draw(random, words, repeats_));
    append_word(text, words.back());
  }
  capitalise(text, begin);
  const std::size_t end = which(random.unit(), {marks.no_end, marks.question, marks.exclamation});
  if (end > 0) text += kEnds[end - 1];
  if (quoted) text += "”";
}

std::string TextModel::title_from(const Words& words, std::uint32_t length, Random& random) const {
  std::string title;
  for (std::uint32_t i = 0; i < length; ++i) {
    // A headline is made of what the article speaks of; a few tries, since short ones may hold nothing but small words.
    std::uint64_t word = 0;
    for (int attempt = 0; attempt < 8 && word < kCommonWords; ++attempt) word = words[random.below(words.size())];
    if (i > 0) title += ' ';
    const std::size_t begin = title.size();
    append_word(title, word);
    capitalise(title, begin);
  }
  return title;
}

void TextModel::append_word(std::string& text, std::uint64_t word) const {
  if (word < source_.vocabulary.size()) {
    text += source_.vocabulary[word];
    return;
  }
  Random random(kMintSeed, word - source_.vocabulary.size());
  // Kinds as often as among the source's rare words.
  std::uint64_t place = random.below(rare_[plain].size() + rare_[name_like].size() + rare_[number].size());
  std::size_t kind = plain;
  while (place >= rare_[kind].size()) place -= rare_[kind++].size();
  text += mint(static_cast<Kind>(kind), random);
}

/// A number in the shape of a rare one, or the halves of two rare words.
std::string TextModel::mint(Kind kind, Random random) const {
  const auto pick = [&]() -> const std::string& {
    return source_.vocabulary[rare_[kind][random.below(rare_[kind].size())]];
  };
  if (kind == number) {
    std::string text = pick();
    for (char& c : text) {
      if (is_digit(c)) c = static_cast<char>('0' + random.below(10));
    }
    return text;
  }
  const std::string& first = pick();
  const std::string& second = pick();
  return first.substr(0, middle(first)) + second.substr(middle(second));
}

std::string TextModel::name(std::uint64_t key) const { return mint(name_like, Random(kNameSeed, key)); }

const std::string& TextModel::subject(std::uint64_t key) const {
  return source_.vocabulary[kCommonWords + key % kSubjects];
}

std::string TextModel::description() const {
  return fmt::format(
      "learnt from {} articles: {} words, {} distinct, growing with exponent {:.3f}\n"
      "{:.1f} % of words repeat one of the article, {:.2f} % of the others are not in the source\n",
      source_.skeletons.size(), source_.words, source_.vocabulary.size(), growth_, 100 * repeats_, 100 * unseen_.mass);
}

}  // namespace news
