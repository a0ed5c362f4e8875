#include "common/analysis/ascii_word.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace news::analysis {
namespace {

TEST(AsciiWord, ends_where_a_byte_is_neither_letter_nor_figure) {
  for (int c = 0; c < 256; ++c) {
    const auto byte = static_cast<char>(c);
    const std::string text = std::string("ab") + byte + "cdefghijklmnopqrstuvwxyz";
    SmallWord small{};
    EXPECT_EQ(take_ascii_word(text, 0, small), is_ascii_word(byte) ? text.size() : 2U) << c;
  }
}

// Sixteen bytes at a time or one by one: wherever the word stands, and how long it is.
TEST(AsciiWord, is_the_same_at_any_place_and_length) {
  std::mt19937 random(5);
  constexpr std::string_view kBytes = "AZaz09 -.\x80\xFF@[`{/:";
  for (std::size_t length = 0; length <= 70; ++length) {
    for (std::size_t behind = 0; behind <= 20; ++behind) {
      std::string text;
      for (std::size_t i = 0; i < length; ++i) text += "AbcXYZ0189z"[random() % 11];
      const std::size_t end = text.size();
      for (std::size_t i = 0; i < behind; ++i) text += kBytes[i == 0 ? 6 + random() % 10 : random() % kBytes.size()];
      SmallWord small{};
      ASSERT_EQ(ascii_word_end(text, 0), end);
      ASSERT_EQ(take_ascii_word(text, 0, small), end) << text;
      for (std::size_t i = 0; i < std::min(end, small.size()); ++i) {
        const char c = text[i];
        ASSERT_EQ(small[i], c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) << text;
      }
    }
  }
}

TEST(AsciiWord, may_be_none) {
  SmallWord small{};
  EXPECT_EQ(take_ascii_word("", 0, small), 0U);
  EXPECT_EQ(take_ascii_word("a", 1, small), 1U);
  EXPECT_EQ(take_ascii_word(" a and more than sixteen", 0, small), 0U);
}

}  // namespace
}  // namespace news::analysis
