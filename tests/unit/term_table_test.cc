// Numbers for strings and digests.
#include "indexer/build/term_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "indexer/build/number_table.h"

namespace news::build {
namespace {

TEST(TermTable, numbers_strings_in_the_order_of_their_first_sight) {
  TermTable table;
  const std::string with_nul("a\0b", 3);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(table.intern("b"), 0U);
    EXPECT_EQ(table.intern(""), 1U);
    EXPECT_EQ(table.intern(with_nul), 2U);
    EXPECT_EQ(table.intern("a"), 3U);
    EXPECT_EQ(table.size(), 4U);
  }
  EXPECT_EQ(table.text(2), with_nul);
  table.clear();
  EXPECT_EQ(table.size(), 0U);
  EXPECT_EQ(table.intern("c"), 0U);
}

TEST(TermTable, keeps_what_it_knows_as_it_grows) {
  constexpr std::uint32_t kMany = 100'000;
  TermTable table;
  for (std::uint32_t i = 0; i < kMany; ++i) ASSERT_EQ(table.intern("word" + std::to_string(i)), i);
  for (std::uint32_t i = 0; i < kMany; ++i) ASSERT_EQ(table.text(i), "word" + std::to_string(i));
  for (std::uint32_t i = kMany; i-- > 0;) ASSERT_EQ(table.intern("word" + std::to_string(i)), i);
}

TEST(NumberTable, agrees_with_a_map_whatever_is_assigned_and_taken_away) {
  std::mt19937_64 random(1);
  NumberTable table;
  std::map<Digest, std::uint32_t> map;
  for (int i = 0; i < 50'000; ++i) {
    const Digest digest{random() % 5000, random() % 3 + 1};
    const auto number = static_cast<std::uint32_t>(random() % 4);
    table.assign(digest, number);
    map[digest] = number;
  }
  for (std::uint64_t high = 0; high < 5000; ++high) {
    for (std::uint64_t low = 1; low < 5; ++low) {
      const auto known = map.find({high, low});
      const std::uint32_t expected = known == map.end() ? 0 : known->second;
      ASSERT_EQ(table.find({high, low}).value_or(0), expected);
    }
  }
  table.clear();
  EXPECT_EQ(table.find({1, 1}), std::nullopt);
}

}  // namespace
}  // namespace news::build
