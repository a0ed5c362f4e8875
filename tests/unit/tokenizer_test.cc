// Text -> tokens, as a table of truth: "term@position" in order, "|" a sentence end, "¶" a paragraph end.
#include "common/analysis/tokenizer.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

namespace news::analysis {
namespace {

class Listing final : public TokenSink {
 public:
  explicit Listing(std::string_view text) : text_(text) {}

  void token(const Token& token) override {
    add(std::string(token.term) + "@" + std::to_string(token.position));
    pieces[std::string(token.term)] = std::string(text_.substr(token.begin, token.end - token.begin));
  }
  void sentence_end(std::uint32_t) override { add("|"); }
  void paragraph_end(std::uint32_t) override { add("¶"); }

  std::string listing;
  std::map<std::string, std::string> pieces;  ///< term -> text under it

 private:
  void add(const std::string& item) { listing += (listing.empty() ? "" : " ") + item; }
  std::string_view text_;
};

std::string tokens_of(std::string_view text) {
  Listing sink(text);
  tokenize(text, sink);
  return sink.listing;
}

struct Case {
  std::string_view text;
  std::string_view tokens;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.text; }

class Tokenizer : public testing::TestWithParam<Case> {};

TEST_P(Tokenizer, gives) { EXPECT_EQ(tokens_of(GetParam().text), GetParam().tokens); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(Words, Tokenizer, testing::Values(
    Case{"", ""},
    Case{"fire...", "fire@1"},
    Case{"Ukraine...what next", "ukraine@1 what@2 next@3"},
    Case{"Trump's win", "trump@1 win@2"},
    Case{"Varnholt’s", "varnholt@1"},
    Case{"TRUMP'S", "trump@1"},
    Case{"the Joneses' car", "the@1 joneses@2 car@3"},
    Case{"he'll we're I'd you've I'm", "he@1 we@2 i@3 you@4 i@5"},
    Case{"don’t", "dont@1"},
    Case{"O'Brien’s", "obrien@1"},
    Case{"l'école d’été", "ecole@1 ete@2"},
    Case{"aujourd'hui qu'aujourd’hui", "aujourdhui@1 aujourdhui@2"},
    Case{"dell'università", "universita@1"},
    Case{"‘APT31’ “strongly”", "apt31@1 strongly@2"},
    Case{"snake_case", "snake@1 case@2"},
    Case{"#Storm @user", "storm@1 user@2"},
    Case{"mail me@example.org", "mail@1 me@2 example@3 org@4"},
    Case{"https://example.org/a", "https@1 example@2 org@3 a@4"},
    Case{"Acme™ ½ price", "acme@1 price@2"}));

INSTANTIATE_TEST_SUITE_P(Initials, Tokenizer, testing::Values(
    Case{"US and U.S. and us", "u.s@1 and@2 u.s@3 and@4 us@5"},
    Case{"the U.S's, U.S.’s and US’s", "the@1 u.s@2 u.s@3 and@4 u.s@5"},
    Case{"U.K. UK U.K", "uk@1 uk@2 uk@3"},
    Case{"U.S.A. USA", "usa@1 usa@2"},
    Case{"TELL US NOW", "tell@1 u.s@2 us@2 now@3"},
    Case{"J.K. Rowling, J. Smith", "jk@1 rowling@2 j@3 smith@4"},
    Case{"at 5 p.m. today", "at@1 5@2 pm@3 today@4"},
    Case{"U.S.-led US-led", "usled@1 u.s@1 led@2 usled@3 u.s@3 led@4"},
    Case{"example a.word", "example@1 a@2 word@3"}));

INSTANTIATE_TEST_SUITE_P(Compounds, Tokenizer, testing::Values(
    Case{"e-mail it", "email@1 e@1 mail@2 it@3"},
    Case{"co‐operation", "cooperation@1 co@1 operation@2"},
    Case{"Ukraine–Russia war", "ukrainerussia@1 ukraine@1 russia@2 war@3"},
    Case{"war — peace, a - b -- c", "war@1 peace@2 a@3 b@4 c@5"},
    Case{"state-of-the-art", "stateoftheart@1 state@1 of@2 the@3 art@4"},
    Case{"AT&T & R&D", "at&t@1 at@1 t@2 r&d@3 r@3 d@4"},
    Case{"C++ and C# and F#; +1", "c++@1 and@2 c#@3 and@4 f#@5 1@6"},
    Case{"F-16 COVID-19", "f16@1 f@1 16@2 covid19@3 covid@3 19@4"},
    Case{"won 3-2", "won@1 3-2@2 3@2 2@3"},
    Case{"a-b-c-d-e-f-g-h", "abcdefgh@1 a@1 b@2 c@3 d@4 e@5 f@6 g@7 h@8"},
    Case{"a-b-c-d-e-f-g-h-i-j k", "a@1 b@2 c@3 d@4 e@5 f@6 g@7 h@8 i@9 j@10 k@11"},
    Case{"Varnholt-based's", "varnholtbased@1 varnholt@1 based@2"}));

INSTANTIATE_TEST_SUITE_P(Numbers, Tokenizer, testing::Values(
    Case{"10,000 10000", "10000@1 10000@2"},
    Case{"10\u00A0000 10\u202F000 10'000", "10000@1 10000@2 10000@3"},
    Case{"1,234,567.89 1.234.567,89", "1234567.89@1 1234567.89@2"},
    Case{"10,00,000", "1000000@1"},
    Case{"3.5 3,5", "3.5@1 3.5@2"},
    Case{"1,2,3", "1@1 2@2 3@3"},
    Case{"9/11, 10:30.", "9/11@1 10:30@2"},
    Case{"03/29/2024 29.03.2024", "03/29/2024@1 29.03.2024@2"},
    Case{"$5.2m 1990s 20%", "5.2m@1 1990s@2 20@3"},
    Case{"10,000-strong", "10000strong@1 10000@1 strong@2"},
    Case{"in 1916, 200 men", "in@1 1916@2 200@3 men@4"},
    Case{"“Yes”, 42” 1990’s 8.", "yes@1 42@2 1990@3 8@4"},
    Case{"7' 5+5 1st 12:x 3,x 2/x", "7@1 5@2 5@3 1st@4 12@5 x@6 3@7 x@8 2@9 x@10"},
    Case{"１２ ٣٤", "12@1 34@2"}));

INSTANTIATE_TEST_SUITE_P(Folding, Tokenizer, testing::Values(
    Case{"Straße Zürich", "strasse@1 zurich@2"},
    Case{"Zu\u0308rich cafe\u0301s", "zurich@1 cafes@2"},
    Case{"Øresund Łódź Æther", "oresund@1 lodz@2 aether@3"},
    Case{"İstanbul ﬁre Ｆｕｌｌ", "istanbul@1 fire@2 full@3"},
    Case{"ещё Й и\u0306", "еще@1 й@2 й@3"},
    Case{"Ὀδυσσεύς", "οδυσσευσ@1"},
    Case{"الأُمَّة", "الامة@1"},
    Case{"שָׁלוֹם", "שלום@1"},
    Case{"हिन्दी", "हिन्दी@1"}));

INSTANTIATE_TEST_SUITE_P(LineEnds, Tokenizer, testing::Values(
    Case{"co\u00ADoperation", "cooperation@1"},
    Case{"govern\u00AD\nment", "government@1"},
    Case{"govern-\nment said", "government@1 said@2"},
    Case{"govern-\r\n  ment", "government@1"},
    Case{"govern-\n\nment", "govern@1 ¶ ment@2"},
    Case{"Stratford-\nUpon", "stratford@1 upon@2"},
    Case{"word\nword", "word@1 word@2"},
    Case{"zero\u200Bwidth", "zerowidth@1"}));

INSTANTIATE_TEST_SUITE_P(OtherScripts, Tokenizer, testing::Values(
    Case{"東京都", "東京@1 東@1 京都@2 京@2 都@3"},
    Case{"第5回", "第@1 5@2 回@3"},
    Case{"カ\u3099", "カ@1"},
    Case{"서울 시", "서울@1 서@1 울@2 시@3"},
    Case{"ภาษาไทยง่าย", "ภาษา@1 ไทย@2 ง่าย@3"},
    Case{"שלום עולם", "שלום@1 עולם@2"}));

INSTANTIATE_TEST_SUITE_P(Sentences, Tokenizer, testing::Values(
    Case{"It burns. He left! Why?", "it@1 burns@2 | he@3 left@4 | why@5"},
    Case{"Dr. Smith of the U.S. Army", "dr@1 smith@2 of@3 the@4 u.s@5 army@6"},
    Case{"at 5 p.m. The mayor", "at@1 5@2 pm@3 the@4 mayor@5"},
    Case{"J. Smith. K", "j@1 smith@2 | k@3"},
    Case{"“Go.” He went", "go@1 | he@2 went@3"},
    Case{"“What?” he said", "what@1 he@2 said@3"},
    Case{"No. 5 came. No. He left", "no@1 5@2 came@3 | no@4 | he@5 left@6"},
    Case{"it costs 3.5 now", "it@1 costs@2 3.5@3 now@4"},
    Case{"fini. L'école", "fini@1 | ecole@2"},
    Case{"終。東", "終@1 | 東@2"},
    Case{"one two\n \nthree", "one@1 two@2 ¶ three@3"},
    Case{"one.\n\ntwo", "one@1 ¶ two@2"},
    Case{"end . . . Then", "end@1 | then@2"}));
// clang-format on

TEST(Tokenizer, a_token_covers_its_word_and_nothing_else) {
  Listing sink("");
  const std::string text = "“Canada’s U.S.-led e-mail, govern-\nment l'école 10,000.";
  Listing real(text);
  tokenize(text, real);
  EXPECT_EQ(real.pieces["canada"], "Canada");
  EXPECT_EQ(real.pieces["u.s"], "U.S.");
  EXPECT_EQ(real.pieces["email"], "e-mail");
  EXPECT_EQ(real.pieces["mail"], "mail");
  EXPECT_EQ(real.pieces["government"], "govern-\nment");
  EXPECT_EQ(real.pieces["ecole"], "école");
  EXPECT_EQ(real.pieces["10000"], "10,000");
}

TEST(Tokenizer, a_huge_word_stays_findable_as_itself) {
  const std::string word(5000, 'x');
  const std::string first = tokens_of(word);
  EXPECT_LE(first.size(), kMaxTermBytes + 2);
  EXPECT_EQ(first, tokens_of(word));
  EXPECT_NE(first, tokens_of(word + "y"));
}

TEST(Tokenizer, gives_the_same_from_many_threads) {
  // Foldings of a block of characters are worked out at its first use, by whichever thread comes first.
  const std::string text = "Ελληνικά ქართული Հայերեն ትግርኛ ʻokina Ǆ ﬁ ⅷ Ⓐ 𝒳 ß ภาษาไทย 東京";
  std::vector<std::string> results(8);
  {
    std::vector<std::jthread> threads;
    threads.reserve(results.size());
    for (std::string& result : results) threads.emplace_back([&] { result = tokens_of(text); });
  }
  for (const std::string& result : results) EXPECT_EQ(result, tokens_of(text));
}

TEST(Tokenizer, ill_formed_bytes_separate_words) {
  EXPECT_EQ(tokens_of("ab\xFF"
                      "cd\xE2\x82"),
            "ab@1 cd@2");
}

TEST(Tokenizer, positions_can_go_on_from_a_former_text) {
  Listing sink("a b");
  EXPECT_EQ(tokenize("a b", sink, 10), 12U);
  EXPECT_EQ(sink.listing, "a@10 b@11");
}

}  // namespace
}  // namespace news::analysis
