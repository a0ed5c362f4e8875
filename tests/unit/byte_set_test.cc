#include "common/byte_set.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace news
