// Decoding: what is declared, marked, valid, or has to be guessed.
#include "indexer/sources/charset.h"

#include <gtest/gtest.h>

namespace news::sources {
namespace {

using namespace std::string_literals;

struct Case {
  const char* name;
  std::string bytes;
  std::string declared;
  std::string utf8;
  std::string charset;
  std::optional<std::size_t> first_invalid;
  std::size_t invalid = 0;
  bool guessed = false;
};

class Charset : public ::testing::TestWithParam<Case> {};

TEST_P(Charset, decodes) {
  const Case& expected = GetParam();
  const DecodedText text = to_utf8(expected.bytes, expected.declared);
  EXPECT_EQ(text.utf8, expected.utf8);
  EXPECT_EQ(text.charset, expected.charset);
  EXPECT_EQ(text.first_invalid, expected.first_invalid);
  EXPECT_EQ(text.invalid, expected.invalid);
  EXPECT_EQ(text.guessed, expected.guessed);
}

const std::string kReplacement = "\xef\xbf\xbd";

/// A text with many umlauts, in two charsets.
std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Charset,
    ::testing::Values(
        Case{"ascii", "plain", "", "plain", "UTF-8", {}}, Case{"empty", "", "latin1", "", "UTF-8", {}},
        Case{"utf8", "caf\xc3\xa9", "", "caf\xc3\xa9", "UTF-8", {}},
        Case{"valid_utf8_wins_over_a_wrong_label", "caf\xc3\xa9", "iso-8859-1", "caf\xc3\xa9", "UTF-8", {}},
        Case{"byte_order_mark_goes", "\xef\xbb\xbfg\xc3\xbcn", "", "g\xc3\xbcn", "UTF-8", {}},
        Case{"declared_latin1_is_windows_1252",
             "a\x80z \x93q\x94",
             "ISO-8859-1",
             "a\xe2\x82\xacz \xe2\x80\x9cq\xe2\x80\x9d",
             "windows-1252",
             {}},
        Case{"declared_koi8",
             "\xed\xef\xf3\xeb\xf7\xe1",
             "koi8-r",
             "\xd0\x9c\xd0\x9e\xd0\xa1\xd0\x9a\xd0\x92\xd0\x90",
             "KOI8-R",
             {}},
        Case{"declared_shift_jis", "\x93\xfa\x96\x7b", "shift_jis", "\xe6\x97\xa5\xe6\x9c\xac", "Shift_JIS", {}},
        Case{"iso_2022_jp_is_all_ascii",
             "\x1b$BF|K\\\x1b(B",
             "iso-2022-jp",
             "\xe6\x97\xa5\xe6\x9c\xac",
             "ISO-2022-JP",
             {}},
        Case{"utf16_le_marked", "\xff\xfeh\0i\0"s, "", "hi", "UTF-16LE", {}},
        Case{"utf16_be_marked", "\xfe\xff\0h\0i"s, "", "hi", "UTF-16BE", {}},
        Case{"utf32_le_marked", "\xff\xfe\0\0h\0\0\0"s, "", "h", "UTF-32LE", {}},
        Case{"utf16_le_bare", "h\0e\0l\0l\0o\0 \0"s, "", "hello ", "UTF-16LE", {}, 0, true},
        Case{"utf16_be_bare", "\0h\0e\0l\0l\0o\0 "s, "", "hello ", "UTF-16BE", {}, 0, true},
        Case{"utf32_be_bare", "\0\0\0h\0\0\0i"s, "", "hi", "UTF-32BE", {}, 0, true},
        Case{"utf16_of_another_script",
             "\x1c\x04\x3e\x04\x41\x04\x3a\x04 \0\x32\x04"s,
             "",
             "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba \xd0\xb2",
             "UTF-16LE",
             {},
             0,
             true},
        Case{"a_pair_of_surrogates", "\xff\xfe\x3d\xd8\x00\xde"s, "", "\xf0\x9f\x98\x80", "UTF-16LE", {}},
        Case{"half_a_pair_is_counted", "\xff\xfeh\0\x3d\xd8i\0"s, "", "h" + kReplacement + "i", "UTF-16LE", 4, 1},
        Case{"a_lone_nul_is_no_utf16", "abc\0defgh"s, "", "abc\0defgh"s, "UTF-8", {}},
        Case{"one_bad_byte_among_good_ones", repeated("\xc3\xa4\xc3\xb6\xc3\xbc ", 10) + "\xff!", "",
             repeated("\xc3\xa4\xc3\xb6\xc3\xbc ", 10) + kReplacement + "!", "UTF-8", 70, 1},
        Case{"offsets_count_the_mark",
             "\xef\xbb\xbf"
             "a\xff",
             "", "a" + kReplacement, "UTF-8", 4, 1},
        Case{"declared_utf8_that_is_not_is_guessed",
             "Le pr\xe9sident a d\xe9"
             "clar\xe9 que la soci\xe9t\xe9 \xe9tait tr\xe8s int\xe9ress\xe9"
             "e",
             "utf-8",
             "Le pr\xc3\xa9sident a d\xc3\xa9"
             "clar\xc3\xa9 que la soci\xc3\xa9t\xc3\xa9 \xc3\xa9tait tr\xc3\xa8s "
             "int\xc3\xa9ress\xc3\xa9"
             "e",
             "windows-1252",
             {},
             0,
             true},
        Case{"a_nonsense_label_is_no_label",
             "Der B\xfcrgermeister er\xf6"
             "ffnete die Stra\xdf"
             "e und w\xfcnschte allen ein sch\xf6nes Fest",
             "x-none",
             "Der B\xc3\xbcrgermeister er\xc3\xb6"
             "ffnete die Stra\xc3\x9f"
             "e und w\xc3\xbcnschte allen ein "
             "sch\xc3\xb6nes Fest",
             "windows-1252",
             {},
             0,
             true}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(CharsetDetection, looks_where_the_text_is_not_ascii) {
  const std::string preamble = repeated("Plain English words come first. ", 1000);
  const DecodedText text = to_utf8(preamble +
                                   "Le pr\xe9sident a d\xe9"
                                   "clar\xe9 que la soci\xe9t\xe9 \xe9tait ferm\xe9"
                                   "e");
  EXPECT_TRUE(
      text.utf8.ends_with("soci\xc3\xa9t\xc3\xa9 \xc3\xa9tait ferm\xc3\xa9"
                          "e"));
  EXPECT_TRUE(text.guessed);
}

TEST(WideCharset, is_told_by_marks_and_nuls) {
  EXPECT_STREQ(wide_charset("\xff\xfe{\0"s)->name, "UTF-16LE");
  EXPECT_EQ(wide_charset("\xff\xfe{\0"s)->mark_bytes, 2U);
  EXPECT_STREQ(wide_charset("{\0\"\0a\0"s)->name, "UTF-16LE");
  EXPECT_EQ(wide_charset("{\0\"\0a\0"s)->mark_bytes, 0U);
  EXPECT_FALSE(wide_charset("{\"a\":1}"));
  EXPECT_FALSE(wide_charset(""));
}

}  // namespace
}  // namespace news::sources
