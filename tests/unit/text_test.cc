// UTF-8 helpers: decoding by the Unicode table, trimming, one line, terminal safety, case folding.
#include "common/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace news {
namespace {

using testing::Values;

/// Decoded characters as "U+E9/2", ill-formed pieces as "!1" with the bytes that they took.
std::string decoded(std::string_view text) {
  std::string listing;
  for (std::size_t offset = 0; offset < text.size();) {
    const Decoded piece = decode_utf8(text, offset);
    if (!listing.empty()) listing += ' ';
    std::array<char, 16> buffer{};
    if (piece.valid) {
      std::snprintf(buffer.data(), buffer.size(), "U+%X/", static_cast<unsigned>(piece.character));
      listing += buffer.data();
    } else {
      EXPECT_EQ(piece.character, char32_t{0xFFFD});
      listing += '!';
    }
    listing += std::to_string(piece.length);
    offset += piece.length;
  }
  return listing;
}

struct Bytes {
  std::string_view bytes;
  std::string_view expected;
};
void PrintTo(const Bytes& c, std::ostream* out) { *out << c.expected; }

class Utf8 : public testing::TestWithParam<Bytes> {};

TEST_P(Utf8, is_decoded_as) { EXPECT_EQ(decoded(GetParam().bytes), GetParam().expected); }

TEST_P(Utf8, is_scrubbed_to_valid_text_with_the_same_characters) {
  const std::string_view bytes = GetParam().bytes;
  const std::string scrubbed = scrub_utf8(bytes);
  EXPECT_EQ(first_invalid_utf8(scrubbed), std::string_view::npos);
  const bool ill_formed = GetParam().expected.find('!') != std::string_view::npos;
  EXPECT_EQ(first_invalid_utf8(bytes) != std::string_view::npos, ill_formed);
  EXPECT_EQ(scrubbed == bytes, !ill_formed);
}

// clang-format off
// Unicode 15, table 3-7: the first and last of every row, and what lies just outside.
INSTANTIATE_TEST_SUITE_P(WellFormed, Utf8, Values(
    Bytes{"\x7F", "U+7F/1"},
    Bytes{"\xC2\x80", "U+80/2"},
    Bytes{"\xDF\xBF", "U+7FF/2"},
    Bytes{"\xE0\xA0\x80", "U+800/3"},
    Bytes{"\xED\x9F\xBF", "U+D7FF/3"},
    Bytes{"\xEE\x80\x80", "U+E000/3"},
    Bytes{"\xEF\xBF\xBF", "U+FFFF/3"},
    Bytes{"\xF0\x90\x80\x80", "U+10000/4"},
    Bytes{"\xF3\xBF\xBF\xBF", "U+FFFFF/4"},
    Bytes{"\xF4\x8F\xBF\xBF", "U+10FFFF/4"},
    Bytes{"a\xC3\xA9z", "U+61/1 U+E9/2 U+7A/1"}));

INSTANTIATE_TEST_SUITE_P(IllFormed, Utf8, Values(
    Bytes{"\x80", "!1"},
    Bytes{"\xC0\xAF", "!1 !1"},                                // overlong /
    Bytes{"\xC1\xBF", "!1 !1"},
    Bytes{"\xE0\x9F\xBF", "!1 !1 !1"},                         // overlong
    Bytes{"\xED\xA0\x80", "!1 !1 !1"},                         // a surrogate
    Bytes{"\xED\xBF\xBF", "!1 !1 !1"},
    Bytes{"\xF0\x8F\xBF\xBF", "!1 !1 !1 !1"},                  // overlong
    Bytes{"\xF4\x90\x80\x80", "!1 !1 !1 !1"},                  // above U+10FFFF
    Bytes{"\xF5\x80", "!1 !1"},
    Bytes{"\xFF" "a", "!1 U+61/1"},
    Bytes{"\xC3", "!1"},                                       // cut short
    Bytes{"\xE2\x82", "!2"},
    Bytes{"\xF0\x9F\x98", "!3"},
    Bytes{"\xE2\x82" "a", "!2 U+61/1"},
    Bytes{"\xF0\x9F\xC3\xA9", "!2 U+E9/2"},
    Bytes{"\x61\xF1\x80\x80\xE1\x80\xC2\x62", "U+61/1 !3 !2 !1 U+62/1"}));  // the standard's example, table 3-8
// clang-format on

TEST(Text, encoding_inverts_decoding) {
  for (const char32_t c :
       {U'\0', U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
    std::string encoded;
    append_utf8(encoded, c);
    const Decoded back = decode_utf8(encoded, 0);
    EXPECT_TRUE(back.valid);
    EXPECT_EQ(back.character, c);
    EXPECT_EQ(back.length, encoded.size());
  }
}

TEST(Text, an_ill_formed_byte_is_found_wherever_it_stands) {
  // The scan goes by eight bytes: every place in a word and across two.
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    text[at] = '\xFF';
    EXPECT_EQ(first_invalid_utf8(text), at);
  }
}

struct Pair {
  std::string_view text;
  std::string_view expected;
};
void PrintTo(const Pair& c, std::ostream* out) { *out << testing::PrintToString(std::string(c.text)); }

class Trim : public testing::TestWithParam<Pair> {};
TEST_P(Trim, gives) { EXPECT_EQ(trim(GetParam().text), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(Text, Trim,
                         Values(Pair{"", ""}, Pair{" \t\r\n\f\v", ""}, Pair{"  a b\n", "a b"},
                                Pair{"\u00A0\u2003a\u3000\uFEFF", "a"}, Pair{"\u2028\u0085é\u2029\u202F\u205F", "é"},
                                Pair{"\xA0 a \xA0", "\xA0 a \xA0"},  // a lone byte is no blank
                                Pair{"a\xE3\x80", "a\xE3\x80"}, Pair{"\u200Ba", "\u200Ba"}, Pair{"\x1F", "\x1F"}));

class OneLine : public testing::TestWithParam<Pair> {};
TEST_P(OneLine, gives) { EXPECT_EQ(one_line(GetParam().text), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(Text, OneLine,
                         Values(Pair{"", ""}, Pair{" \n ", ""}, Pair{" a \r\n\t b ", "a b"},
                                Pair{"a\u00A0\u2003b", "a b"}, Pair{std::string_view("a\0b", 3), "a b"},
                                Pair{"a\x1B[31mb", "a [31mb"}, Pair{"a\u009Bb\x7F", "a b"},
                                Pair{"a\xFFz", "a\uFFFDz"}));

// NOLINTBEGIN(misc-misleading-bidirectional): that is what this is about.
class Sanitise : public testing::TestWithParam<Pair> {};
TEST_P(Sanitise, gives) { EXPECT_EQ(sanitise(GetParam().text), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(Text, Sanitise,
                         Values(Pair{"a\tb\nc é 東", "a\tb\nc é 東"}, Pair{"\x1B]0;title\x07", "\uFFFD]0;title\uFFFD"},
                                Pair{"a\rb\x7F", "a\uFFFDb\uFFFD"}, Pair{"\u009B31m", "\uFFFD31m"},
                                Pair{"\u202Eevil\u202C", "\uFFFDevil\uFFFD"},
                                Pair{"\u2066a\u2069\u202A\u2067\u2068", "\uFFFDa\uFFFD\uFFFD\uFFFD\uFFFD"},
                                Pair{"\u2065\u202F\u206A", "\u2065\u202F\u206A"},  // the neighbours stay
                                Pair{std::string_view("\0", 1), "\uFFFD"}, Pair{"\xE2\x82", "\uFFFD"}));
// NOLINTEND(misc-misleading-bidirectional)

class FoldCase : public testing::TestWithParam<Pair> {};
TEST_P(FoldCase, gives) { EXPECT_EQ(fold_case(GetParam().text), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(Text, FoldCase,
                         Values(Pair{"", ""}, Pair{"The DAILY Courier", "the daily courier"}, Pair{"Straße", "strasse"},
                                Pair{"ÉCHO Écho e\u0301", "écho écho é"}, Pair{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
                                Pair{"ﬁ Ｆｕｌｌ ②", "fi full 2"}, Pair{"co\u00ADop", "coop"}));

TEST(Text, ascii_helpers_leave_other_bytes_alone) {
  EXPECT_EQ(ascii_lower("AZaz09[@É"), "azaz09[@É");
  EXPECT_TRUE(iequals_ascii("Read MORE", "rEAD more"));
  EXPECT_FALSE(iequals_ascii("É", "é"));
  EXPECT_FALSE(iequals_ascii("abc", "ab"));
  EXPECT_FALSE(iequals_ascii("[", "{"));
  EXPECT_EQ(count_characters("a é 東\U0001F600"), 6U);
}

TEST(Compose, gives_one_spelling) {
  const std::vector<std::pair<std::string, std::string>> truth = {
      {"plain", "plain"},
      {"caf\u00E9 \u2013 \u201Cquoted\u201D\u2026", "caf\u00E9 \u2013 \u201Cquoted\u201D\u2026"},
      {"cafe\u0301", "caf\u00E9"},
      {"\u00E9 and e\u0301", "\u00E9 and \u00E9"},
      {"\u02B0\u0301", "\u02B0\u0301"},
      {"\u2000\u2001\u2002", "\u2002\u2003\u2002"},  // the only ones of their block that are written otherwise
      {"\u212B", "\u00C5"},
      {"\u1109\u1165", "\uC11C"},
      {"a\u2003\u0300", "a\u2003\u0300"}};
  for (const auto& [written, composed] : truth) EXPECT_EQ(compose(written), composed) << written;
}

TEST(Counted, is_a_number_with_its_word) {
  EXPECT_EQ(counted(0, "article"), "0 articles");
  EXPECT_EQ(counted(1, "article"), "1 article");
  EXPECT_EQ(counted(2, "article"), "2 articles");
  EXPECT_EQ(counted(1, "story", "stories"), "1 story");
  EXPECT_EQ(counted(1'000'000, "story", "stories"), "1000000 stories");
}

TEST(NearestName, is_what_a_misspelt_name_was_meant_to_be) {
  const std::vector<std::string_view> known = {"limit", "sort", "title", "a"};
  struct Case {
    const char* name;
    const char* meant;
  };
  for (const Case& c : {Case{"limt", "limit"}, Case{"sorted", "sort"}, Case{"titel", "title"}, Case{"limit", "limit"},
                        Case{"colour", ""}, Case{"xyz", ""}, Case{"b", ""}, Case{"", ""}}) {
    EXPECT_EQ(nearest_name(c.name, known), c.meant) << c.name;
  }
}

}  // namespace
}  // namespace news
