// How much of their beginnings texts share, as their sketches tell it.
#include "common/analysis/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/digest.h"
#include "common/record.h"

namespace news::analysis {
namespace {

using Words = std::vector<std::string>;

Words random_words(std::size_t count, std::mt19937_64& random) {
  Words words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string(random() % 100'000));
  return words;
}

std::string text_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Sketch sketch(const std::string& body, const std::string& headline = {}, const std::string& deck = {}) {
  return sketch_of(body, headline, deck).value();
}

double estimated(const Words& a, const Words& b) {
  return resemblance(equal_bins(sketch(text_of(a)), sketch(text_of(b))));
}

/// The Jaccard coefficient of the shingles themselves.
double resemblance_of(const Words& a, const Words& b) {
  const auto shingles = [](const Words& words) {
    std::set<Words> set;
    for (std::size_t i = 0; i + kShingleWords <= std::min(words.size(), kSketchedWords); ++i) {
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
      set.insert(Words(first, first + kShingleWords));
    }
    return set;
  };
  const std::set<Words> of_a = shingles(a);
  const std::set<Words> of_b = shingles(b);
  const auto common = std::count_if(of_a.begin(), of_a.end(), [&](const Words& each) { return of_b.contains(each); });
  return static_cast<double>(common) /
         static_cast<double>(of_a.size() + of_b.size() - static_cast<std::size_t>(common));
}

TEST(Sketch, of_the_same_words_is_the_same) {
  EXPECT_EQ(
      sketch("The harbour board met on Tuesday, and the council’s vote followed at once; nobody, it said, was sure "
             "of the outcome."),
      sketch("the HARBOUR board met\non Tuesday and the council's vote followed at once – nobody it said was sure "
             "of the “outcome”"));
}

TEST(Sketch, is_not_there_without_words) {
  EXPECT_FALSE(sketch_of("", "", ""));
  EXPECT_FALSE(sketch_of("– … !", "", "?"));
}

TEST(Sketch, sees_the_beginning_only) {
  std::mt19937_64 random(1);
  Words words = random_words(400, random);
  const Words cut(words.begin(), words.begin() + kSketchedWords);
  EXPECT_EQ(sketch(text_of(words)), sketch(text_of(cut)));
  words[kSketchedWords - 1] = "another";
  EXPECT_GE(equal_bins(sketch(text_of(words)), sketch(text_of(cut))), 60U) << "one shingle of 126 differs";
}

TEST(Sketch, estimates_the_share_of_common_shingles) {
  std::mt19937_64 random(2);
  double squares = 0;
  constexpr int kPairs = 500;
  for (int pair = 0; pair < kPairs; ++pair) {
    const Words a = random_words(20 + random() % 150, random);
    Words b = a;
    // Some words changed, some put before, as those who reprint do.
    for (std::size_t changes = random() % 12; changes > 0; --changes) b[random() % b.size()] = "changed";
    const Words before = random_words(random() % 40, random);
    b.insert(b.begin(), before.begin(), before.end());
    const double error = estimated(a, b) - resemblance_of(a, b);
    EXPECT_LT(std::abs(error), 0.35) << text_of(a) << '\n' << text_of(b);
    squares += error * error;
  }
  EXPECT_LT(std::sqrt(squares / kPairs), 0.065) << "the binomial deviation at one half is .0625";
}

TEST(Sketch, of_different_texts_differs) {
  std::mt19937_64 random(3);
  for (int pair = 0; pair < 500; ++pair) {
    EXPECT_LT(estimated(random_words(1 + random() % 200, random), random_words(1 + random() % 200, random)), 0.15);
  }
}

TEST(Sketch, tells_short_texts_apart_exactly) {
  const std::string text = "one two three four five six seven eight nine ten eleven twelve";
  EXPECT_EQ(sketch(text), sketch("One, two, three: four five six seven eight nine ten eleven twelve."));
  EXPECT_LT(equal_bins(sketch(text), sketch(text + " thirteen")), 6U);
  EXPECT_LT(equal_bins(sketch("strike"), sketch("storm")), 6U);
}

TEST(Sketch, of_a_short_body_takes_the_headline_too) {
  const std::string body =
      "Read more on our page about this and all the other stories of the day that you must not miss.";
  EXPECT_LT(equal_bins(sketch(body, "Dockers strike over pay"), sketch(body, "Storm shuts the harbour")), 64U);
  EXPECT_EQ(sketch(body, "", "A deck"), sketch(body, "A deck"));
  std::mt19937_64 random(4);
  const std::string enough = text_of(random_words(kEnoughBody, random));
  EXPECT_EQ(sketch(enough, "Dockers strike over pay"), sketch(enough, "Storm shuts the harbour", "And more"));
}

TEST(Sketch, is_of_repeated_words_too) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "buffalo ";
  const Sketch once = sketch(text);
  EXPECT_EQ(std::set<std::uint8_t>(once.begin(), once.end()).size(), 1U) << "there is one shingle";
}

// Archives hold sketches: what this program makes must stay what the last one made.
TEST(Sketch, stays_as_it_is_stored) {
  const std::string body =
      "VARNHOLT (Northlight) – The acting mayor resigned on Monday after a night of talks with the harbour board, "
      "whose "
      "members had asked for a vote on the budget of 10,000 marks for e-mail and U.S. wire copy; 東京都 was told, too.";
  const std::string value = sketch_value(sketch_of(body, "Mayor resigns", ""));
  EXPECT_EQ(to_hex(digest_of(value)), "87af8f8071e91250e16fcd08d7bd4137");
  EXPECT_EQ(to_hex(digest_of(sketch_value(sketch_of("", "Mayor resigns", "")))), "dfd8acd24459a98bcb126cf6f4bc2c32");
  EXPECT_EQ(decode_sketch(value), sketch_of(body, "", ""));
}

}  // namespace
}  // namespace news::analysis
