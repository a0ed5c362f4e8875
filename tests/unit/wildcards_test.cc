// Truncated words: what is a wildcard, and what fits a pattern.
#include "searcher/query/wildcards.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/analysis/tokenizer.h"

namespace news::query {
namespace {

struct Fit {
  std::string_view pattern;
  std::string_view word;
  bool fits;
};
void PrintTo(const Fit& f, std::ostream* out) { *out << f.pattern << ' ' << f.word; }

class Fits : public ::testing::TestWithParam<Fit> {};
TEST_P(Fits, or_not) { EXPECT_EQ(fits(GetParam().pattern, GetParam().word), GetParam().fits); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Fits, ::testing::Values(
    Fit{"elect*", "elect", true}, Fit{"elect*", "elections", true}, Fit{"elect*", "elec", false},
    Fit{"elect*", "reelect", false}, Fit{"organi?ation", "organisation", true}, Fit{"organi?ation", "organization", true},
    Fit{"organi?ation", "organiation", false}, Fit{"organi?ation", "organi\u00e9ation", true},
    Fit{"organi??ation", "organi\u00e9ation", false}, Fit{"wom?n", "women", true}, Fit{"wom?n", "womens", false},
    Fit{"ab*cd*ef", "abcdef", true}, Fit{"ab*cd*ef", "abxcdcdxef", true}, Fit{"ab*cd*ef", "abefcd", false},
    Fit{"ab*ab", "abab", true}, Fit{"ab*ab", "ab", false}, Fit{"ab*?", "ab", false}, Fit{"ab*?", "abc", true},
    Fit{"ab*\u00e9", "ab\u00e8\u00e9", true}, Fit{"ab*\u00e9", "ab\u00e9\u00e8", false}, Fit{"abc", "abc", true},
    Fit{"abc", "", false}, Fit{"", "", true}));
// clang-format on

TEST(Fits, tries_no_more_than_every_place_for_every_star) {
  // A matcher that goes back behind every star would not come to an end.
  std::string pattern = "aa";
  for (int i = 0; i < 40; ++i) pattern += "*a";
  EXPECT_FALSE(fits(pattern + "b", std::string(5000, 'a')));
}

TEST(LiteralPrefix, ends_before_the_first_wildcard) {
  EXPECT_EQ(literal_prefix("elect*"), "elect");
  EXPECT_EQ(literal_prefix("wom?n*"), "wom");
  EXPECT_EQ(literal_prefix("plain"), "plain");
}

/// The words of a text, patterns marked by a leading `~`.
std::vector<std::string> words(std::string_view text) {
  struct Sink final : analysis::TokenSink {
    explicit Sink(const Wildcards& wildcards_read) : wildcards(wildcards_read) {}
    void token(const analysis::Token& token) override {
      const Word word = wildcards.word(token.term);
      found.push_back((word.pattern ? "~" : "") + word.text);
    }
    const Wildcards& wildcards;
    std::vector<std::string> found;
  };
  const Wildcards wildcards(text, 0);
  Sink sink(wildcards);
  analysis::tokenize(wildcards.text(), sink);
  return sink.found;
}
using Words = std::vector<std::string>;

TEST(Wildcards, stand_behind_letters_and_come_through_the_tokenizer_in_every_script) {
  EXPECT_EQ(words("elect* wom?n"), (Words{"~elect*", "~wom?n"}));
  EXPECT_EQ(words("\u00c9LECT* \u0432\u044b\u0431\u043e\u0440* \u03b5\u03ba\u03bb\u03bf\u03b3*"),
            (Words{"~elect*", "~\u0432\u044b\u0431\u043e\u0440*", "~\u03b5\u03ba\u03bb\u03bf\u03b3*"}));
  EXPECT_EQ(words("elect**"), (Words{"~elect*"}));
}

TEST(Wildcards, are_punctuation_elsewhere) {
  EXPECT_EQ(words("what? * this"), (Words{"what", "this"}));
  EXPECT_EQ(words("*this* news"), (Words{"this", "news"}));
  EXPECT_EQ(words("(why?) why?! why?next"), (Words{"why", "why", "~why?next"}));
  EXPECT_EQ(words("http://a.example/news?id*"), words("http://a.example/news id"));
}

TEST(Wildcards, leave_letters_alone_that_would_stand_for_them) {
  EXPECT_EQ(words("\ua4d0\ua4d1"), (Words{"\ua4d0\ua4d1"}));
  EXPECT_EQ(words("\ua4d0\ua4d1\ua4d2*"), (Words{"~\ua4d0\ua4d1\ua4d2*"}));
}

}  // namespace
}  // namespace news::query
