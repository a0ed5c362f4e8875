#include "common/byte_set.h"

#include <gtest/gtest.h>

#include <string>

namespace news {
namespace {

TEST(ByteSet, finds_the_first_of_its_bytes) {
  constexpr ByteSet kSet("<&\0\xFF");
  const std::string_view text("a<b&c\0d\xFF", 8);
  EXPECT_EQ(kSet.find_in(text), 1U);
  EXPECT_EQ(kSet.find_in(text, 1), 1U);
  EXPECT_EQ(kSet.find_in(text, 2), 3U);
  EXPECT_EQ(kSet.find_in(text, 4), 5U);
  EXPECT_EQ(kSet.find_in(text, 6), 7U);
  EXPECT_EQ(kSet.find_in(text, 8), text.size());
  EXPECT_EQ(kSet.find_in("plain"), 5U);
  EXPECT_EQ(kSet.find_in(""), 0U);
  EXPECT_EQ(kSet.find_in("plain", 100), 5U);
  EXPECT_TRUE(kSet.contains('\0'));
  EXPECT_FALSE(kSet.contains('a'));
}

TEST(ByteSet, finds_them_wherever_they_stand) {
  constexpr ByteSet kSet("<\xFF");
  constexpr std::size_t kLongest = 50;  // some blocks and a rest
  for (std::size_t size = 0; size <= kLongest; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, '=');
      text[at] = at % 2 == 0 ? '<' : '\xFF';
      for (std::size_t from = 0; from <= size; ++from) {
        ASSERT_EQ(kSet.find_in(text, from), from <= at ? at : size) << size << ' ' << from;
      }
      ASSERT_TRUE(kSet.is_in(text));
    }
    ASSERT_FALSE(kSet.is_in(std::string(size, '=')));
  }
}

}  // namespace
}  // namespace news
