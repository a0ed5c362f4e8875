// How much of their beginnings texts share, as their sketches tell it.
#include "common/analysis/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <utility>
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

Sketcher read(const std::string& body, const std::string& headline = {}, const std::string& deck = {}) {
  return sketched(std::vector{body}, headline, deck);
}

Sketch sketch(const std::string& body, const std::string& headline = {}, const std::string& deck = {}) {
  return read(body, headline, deck).sketch().value();
}

double estimated(const Words& a, const Words& b) {
  return estimated_resemblance(equal_bins(sketch(text_of(a)), sketch(text_of(b))));
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
  EXPECT_FALSE(read("").sketch());
  EXPECT_FALSE(read("– … !", "", "?").sketch());
  EXPECT_EQ(resemblance(read("").shingles(), read("").shingles()), 0);
}

TEST(Sketch, sees_the_beginning_only) {
  std::mt19937_64 random(1);
  Words words = random_words(400, random);
  const Words cut(words.begin(), words.begin() + kSketchedWords);
  EXPECT_EQ(sketch(text_of(words)), sketch(text_of(cut)));
  words[kSketchedWords - 1] = "another";
  EXPECT_GE(equal_bins(sketch(text_of(words)), sketch(text_of(cut))), 60U) << "one shingle of 126 differs";
}

/// Two texts of which one is made of the other by changing some words and putting some before, as those do who reprint.
std::pair<Words, Words> text_and_reprint(std::mt19937_64& random, std::size_t shortest, std::size_t longest) {
  const Words text = random_words(shortest + random() % (longest - shortest + 1), random);
  Words reprint = text;
  for (std::size_t changes = random() % 12; changes > 0; --changes) reprint[random() % reprint.size()] = "changed";
  const Words before = random_words(random() % 40, random);
  reprint.insert(reprint.begin(), before.begin(), before.end());
  return {text, reprint};
}

TEST(Sketch, shingles_tell_the_resemblance) {
  std::mt19937_64 random(5);
  for (int pair = 0; pair < 200; ++pair) {
    const auto [a, b] = text_and_reprint(random, kFewWords, 170);
    EXPECT_DOUBLE_EQ(resemblance(read(text_of(a)).shingles(), read(text_of(b)).shingles()), resemblance_of(a, b));
  }
}

/// Root of the mean squared error of the estimate over texts of such lengths.
double deviation(std::size_t shortest, std::size_t longest) {
  std::mt19937_64 random(2);
  double squares = 0;
  constexpr int kPairs = 500;
  for (int pair = 0; pair < kPairs; ++pair) {
    const auto [a, b] = text_and_reprint(random, shortest, longest);
    const double error = estimated(a, b) - resemblance_of(a, b);
    squares += error * error;
  }
  return std::sqrt(squares / kPairs);
}

TEST(Sketch, estimates_the_resemblance) {
  EXPECT_LT(deviation(kSketchedWords, 170), 0.063);
  EXPECT_LT(deviation(kFewWords, 40), 0.075);
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

// Of repeated words there is one shingle, which all bins borrow.
TEST(Sketch, texts_of_one_repeated_word_are_alike_only_where_the_word_is_the_same) {
  std::vector<Sketch> sketches;
  for (int number = 0; number < 100; ++number) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "nil" + std::to_string(number) + ' ';
    EXPECT_EQ(sketch(text), sketch(text + text));
    sketches.push_back(sketch(text));
  }
  for (std::size_t a = 0; a < sketches.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) EXPECT_LT(equal_bins(sketches[a], sketches[b]), 8U);
  }
}

TEST(Sketch, of_an_article_is_the_same_however_much_of_it_is_read) {
  std::mt19937_64 random(6);
  std::vector<std::string> paragraphs(12);
  for (std::string& paragraph : paragraphs) paragraph = text_of(random_words(20, random)) + ".";
  std::string body;
  for (const std::string& paragraph : paragraphs) body += (body.empty() ? "" : "\n\n") + paragraph;
  EXPECT_EQ(sketched(paragraphs, "A headline", "").sketch(), sketch(body, "A headline"));
}

// Archives hold sketches: what this program makes must stay what the last one made.
TEST(Sketch, stays_as_it_is_stored) {
  const std::string body =
      "VARNHOLT (Northlight) – The acting mayor resigned on Monday after a night of talks with the harbour board, "
      "whose "
      "members had asked for a vote on the budget of 10,000 marks for e-mail and U.S. wire copy; 東京都 was told, too.";
  const std::string value = sketch_value(sketch(body, "Mayor resigns"));
  EXPECT_EQ(to_hex(digest_of(value)), "d7584becc56405e682b7b3ab6276c6a7");
  EXPECT_EQ(to_hex(digest_of(sketch_value(sketch("", "Mayor resigns")))), "dfd8acd24459a98bcb126cf6f4bc2c32");
  EXPECT_EQ(decode_sketch(value), sketch(body));
}

}  // namespace
}  // namespace news::analysis
