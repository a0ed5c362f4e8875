// Which runs an archive has had, and which it can't have had.
#include "common/run_history.h"

#include <gtest/gtest.h>

#include <string>

namespace news {
namespace {

TEST(RunHistory, reads_what_it_writes_newest_first) {
  RunHistory runs;
  EXPECT_EQ(runs.text(), "");
  runs.add({1, "aaaa"});
  runs.add({2, "bbbb"});
  EXPECT_EQ(runs.text(), "2 bbbb\n1 aaaa\n");
  const RunHistory read(runs.text());
  EXPECT_EQ(read.text(), runs.text());
  EXPECT_EQ(read.id_of(1), "aaaa");
  EXPECT_EQ(read.id_of(2), "bbbb");
  EXPECT_EQ(read.id_of(3), "");
  EXPECT_EQ(RunHistory("x\n\n7\n8 \n2 bbbb\n 1 aaaa\n3-cccc").text(), "2 bbbb\n");
}

TEST(RunHistory, excludes_runs_that_were_lost) {
  RunHistory runs;
  runs.add({4, "aaaa"});  // those before it had no ids
  runs.add({5, "bbbb"});
  EXPECT_FALSE(runs.excludes({4, "aaaa"}));
  EXPECT_FALSE(runs.excludes({5, "bbbb"}));
  EXPECT_FALSE(runs.excludes({3, ""}));
  EXPECT_FALSE(runs.excludes({5, ""}));
  EXPECT_TRUE(runs.excludes({5, "aaaa"}));
  EXPECT_TRUE(runs.excludes({4, "cccc"}));
  EXPECT_TRUE(runs.excludes({3, "cccc"}));
  EXPECT_TRUE(runs.excludes({6, "cccc"}));
  EXPECT_TRUE(RunHistory().excludes({1, "aaaa"}));
}

TEST(RunHistory, is_bounded_and_knows_nothing_of_what_it_forgot) {
  RunHistory runs;
  for (std::uint64_t number = 1; number <= RunHistory::kMost + 2; ++number) {
    runs.add({number, "id" + std::to_string(number)});
  }
  EXPECT_EQ(runs.id_of(2), "");
  EXPECT_EQ(runs.id_of(3), "id3");
  EXPECT_FALSE(runs.excludes({2, "other"}));
  EXPECT_TRUE(runs.excludes({3, "other"}));
  EXPECT_TRUE(runs.excludes({RunHistory::kMost + 3, "other"}));
}

// generation_merge keeps the text that is longer, or greater where both are as long.
TEST(RunHistory, a_newer_one_is_longer_or_greater) {
  RunHistory runs;
  std::string before;
  for (std::uint64_t number = 1; number <= 2 * RunHistory::kMost; ++number) {
    runs.add({number, number % 2 == 0 ? "aaaa" : "bbbb"});
    std::string now = runs.text();
    EXPECT_TRUE(now.size() > before.size() || (now.size() == before.size() && now > before)) << number;
    before = std::move(now);
  }
}

}  // namespace
}  // namespace news
