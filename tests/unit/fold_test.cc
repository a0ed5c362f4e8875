// Characters and numbers: their part in words, and the one form under which they meet.
#include "common/analysis/fold.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "common/analysis/numbers.h"
#include "common/analysis/tokenizer.h"

namespace news::analysis {
namespace {

using testing::Values;

struct Character {
  std::string text;
  CharClass cls;
  std::string folded;
};
void PrintTo(const Character& c, std::ostream* out) { *out << c.text; }

class Fold : public testing::TestWithParam<Character> {};

TEST_P(Fold, gives) {
  const CharInfo info = char_at(GetParam().text, 0);
  EXPECT_EQ(info.cls, GetParam().cls);
  // What joins words has no part in terms.
  const bool joins = info.cls == CharClass::apostrophe || info.cls == CharClass::hyphen;
  EXPECT_EQ(joins ? std::string_view() : info.folded, GetParam().folded);
  EXPECT_EQ(info.length, GetParam().text.size());
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Letters, Fold, Values(
    Character{"a", CharClass::letter, "a"}, Character{"Q", CharClass::letter, "q"},
    Character{"É", CharClass::letter, "e"}, Character{"ü", CharClass::letter, "u"},
    Character{"ß", CharClass::letter, "ss"}, Character{"ẞ", CharClass::letter, "ss"},
    Character{"Ø", CharClass::letter, "o"}, Character{"Æ", CharClass::letter, "ae"},
    Character{"œ", CharClass::letter, "oe"}, Character{"Ł", CharClass::letter, "l"},
    Character{"Đ", CharClass::letter, "d"}, Character{"Þ", CharClass::letter, "th"},
    Character{"ı", CharClass::letter, "i"}, Character{"İ", CharClass::letter, "i"},
    Character{"ﬁ", CharClass::letter, "fi"}, Character{"Ｋ", CharClass::letter, "k"},
    Character{"ệ", CharClass::letter, "e"}, Character{"ά", CharClass::letter, "α"},
    Character{"ς", CharClass::letter, "σ"}, Character{"Ё", CharClass::letter, "е"},
    Character{"Й", CharClass::letter, "й"}, Character{"أ", CharClass::letter, "ا"},
    Character{"ª", CharClass::letter, "a"}));

INSTANTIATE_TEST_SUITE_P(Others, Fold, Values(
    Character{"7", CharClass::digit, "7"}, Character{"٣", CharClass::digit, "3"},
    Character{"５", CharClass::digit, "5"}, Character{"²", CharClass::digit, "2"},
    Character{"Ⅳ", CharClass::digit, "iv"},
    Character{"½", CharClass::separator, ""}, Character{"ﷺ", CharClass::separator, ""},
    Character{" ", CharClass::separator, ""}, Character{"€", CharClass::separator, ""},
    Character{"—", CharClass::separator, ""}, Character{"“", CharClass::separator, ""},
    Character{"\xFF", CharClass::separator, ""}, Character{"\uFFFD", CharClass::separator, ""},
    Character{"'", CharClass::apostrophe, ""}, Character{"’", CharClass::apostrophe, ""},
    Character{"ʼ", CharClass::apostrophe, ""},
    Character{"-", CharClass::hyphen, ""}, Character{"‑", CharClass::hyphen, ""},
    Character{"–", CharClass::hyphen, ""},
    Character{"\u00AD", CharClass::ignorable, ""}, Character{"\u200D", CharClass::ignorable, ""},
    Character{"\u0640", CharClass::ignorable, ""},
    Character{"\u0301", CharClass::mark, "\u0301"}, Character{"\u064E", CharClass::mark, ""},
    Character{"東", CharClass::ideograph, "東"}, Character{"カ", CharClass::ideograph, "カ"},
    Character{"ー", CharClass::ideograph, "ー"}, Character{"한", CharClass::ideograph, "한"},
    Character{"ก", CharClass::unspaced, "ก"}, Character{"\U00020000", CharClass::ideograph, "\U00020000"}));
// clang-format on

TEST(FoldMark, composed_and_decomposed_text_meet) {
  EXPECT_EQ(fold_mark(U'e', U'\u0301').folded, "e");
  EXPECT_TRUE(fold_mark(U'e', U'\u0301').replaces_base);
  EXPECT_EQ(fold_mark(U'и', U'\u0306').folded, "й");
  EXPECT_TRUE(fold_mark(U'и', U'\u0306').replaces_base);
  EXPECT_EQ(fold_mark(U'q', U'\u0301').folded, "");  // no such letter: the accent goes
  EXPECT_FALSE(fold_mark(U'q', U'\u0301').replaces_base);
  EXPECT_EQ(fold_mark(U'ह', U'\u093F').folded, "\u093F");  // a vowel sign stays
}

TEST(Fold, is_safe_from_several_threads) {
  // Blocks are worked out at first use: all threads come upon the same unused ones.
  std::vector<std::string> seen(4);
  std::vector<std::thread> threads;
  threads.reserve(seen.size());
  for (std::string& mine : seen) {
    threads.emplace_back([&mine] {
      for (const char* text : {"ꙁ", "Ꚁ", "ⴀ", "Ꭰ", "𐐀", "ᏸ", "𝐀", "ꜰ"}) mine += char_at(text, 0).folded;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen[0], "ꙁꚁⴀᎠ𐐨Ᏸaꜰ");
  for (const std::string& other : seen) EXPECT_EQ(other, seen[0]);
}

struct Written {
  std::string text;
  std::string number;  ///< the piece of the text that is one number
  std::string folded;
};
void PrintTo(const Written& c, std::ostream* out) { *out << c.text; }

class Number : public testing::TestWithParam<Written> {};

TEST_P(Number, is) {
  const std::string number = GetParam().text.substr(0, number_length(GetParam().text, 0));
  EXPECT_EQ(number, GetParam().number);
  std::string folded;
  append_number(number, folded);
  EXPECT_EQ(folded, GetParam().folded);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Numbers, Number, Values(
    Written{"7", "7", "7"},
    Written{"10,000 men", "10,000", "10000"},
    Written{"1,234,567.89", "1,234,567.89", "1234567.89"},
    Written{"1.234.567,89", "1.234.567,89", "1234567.89"},
    Written{"1.234.567", "1.234.567", "1234567"},
    Written{"10,00,000", "10,00,000", "1000000"},
    Written{"3,5 percent", "3,5", "3.5"},
    Written{"0.25", "0.25", "0.25"},
    Written{"10.000", "10.000", "10.000"},               // ten, or ten thousand: as written
    Written{"10\u00A0000", "10\u00A0000", "10000"},
    Written{"10\u202F000\u202F000", "10\u202F000\u202F000", "10000000"},
    Written{"10'000", "10'000", "10000"},
    Written{"10’000", "10’000", "10000"},
    Written{"1999\u00A0000", "1999", "1999"},            // four digits begin no group
    Written{"10\u00A00000", "10", "10"},
    Written{"1,2,3", "1", "1"},
    Written{"5, 6", "5", "5"},
    Written{"9/11.", "9/11", "9/11"},
    Written{"10:30", "10:30", "10:30"},
    Written{"03/29/2024", "03/29/2024", "03/29/2024"},
    Written{"2.0.1", "2.0.1", "2.0.1"},
    Written{"1,000/2,000", "1,000/2,000", "1000/2000"},
    Written{"5.", "5", "5"},
    Written{"3-2", "3", "3"}));
// clang-format on

TEST(Numbers, and_initials_without_end_take_time_in_proportion) {
  // Each was looked at again from every place in it: minutes for a megabyte of some.
  class Count final : public TokenSink {
   public:
    void token(const Token& token) override {
      ++tokens;
      EXPECT_LE(token.term.size(), kMaxTermBytes);
    }
    std::size_t tokens = 0;
  };
  const auto repeat = [](std::string_view piece) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    return text;
  };
  for (const char* piece :
       {"1.", "1,",  "100,",    "1/",      "1:2,", "a.", "a.bc.", "9'",   "100\u2009", "a-",  "a&",
        "a'", "US ", "a\u00AD", "a\u0301", "東",   "ก",  "-\n",   "1,2/", "$1.0.",     "C++", "e\u0301-\n"}) {
    Count sink;
    const auto begin = std::chrono::steady_clock::now();
    tokenize(repeat(piece) + "x", sink);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
    EXPECT_GT(sink.tokens, 0U) << piece;
  }
}

}  // namespace
}  // namespace news::analysis
