// Which texts are put together as copies, by their sketches alone.
#include "searcher/match/copy_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace news::match {
namespace {

using analysis::Sketch;

class Sketches {
 public:
  Sketch other() {
    Sketch made;
    for (std::uint8_t& bin : made) bin = static_cast<std::uint8_t>(random_());
    return made;
  }
  /// The same in all but some bins.
  Sketch changed(Sketch sketch, std::size_t bins) {
    std::vector<std::size_t> order(sketch.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random_);
    for (std::size_t i = 0; i < bins; ++i) sketch[order[i]] = static_cast<std::uint8_t>(sketch[order[i]] + 1);
    return sketch;
  }
  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::mt19937_64 random_{11};
};

constexpr std::size_t kMostChanged = std::tuple_size_v<Sketch> - analysis::kCopyBins;

TEST(CopyGroups, join_what_has_enough_bins_in_common) {
  Sketches sketches;
  const Sketch first = sketches.other();
  CopyGroups groups;
  EXPECT_EQ(groups.add(first).group, 0U);
  EXPECT_EQ(groups.add(sketches.other()).group, 1U);
  EXPECT_EQ(groups.add(first).equal_bins, 64U);
  // So that bands are equal for certain: all changes stand at the end.
  Sketch copy = first;
  for (std::size_t i = 0; i < kMostChanged; ++i) ++copy[63 - i];
  const CopyGroups::Place place = groups.add(copy);
  EXPECT_EQ(place.group, 0U);
  EXPECT_EQ(place.equal_bins, analysis::kCopyBins);
  ++copy[0];
  EXPECT_EQ(groups.add(copy).group, 2U) << "a copy of a copy is no copy";
  EXPECT_EQ(groups.size(), 3U);
  EXPECT_TRUE(groups.complete());
}

TEST(CopyGroups, a_text_joins_the_group_that_it_resembles_most) {
  Sketches sketches;
  const Sketch first = sketches.other();
  Sketch second = first;
  for (std::size_t i = 0; i < kMostChanged + 1; ++i) ++second[i];
  Sketch between = first;
  for (std::size_t i = 0; i < kMostChanged - 2; ++i) ++between[i];
  CopyGroups groups;
  groups.add(first);
  EXPECT_EQ(groups.add(second).group, 1U);
  EXPECT_EQ(groups.add(between).group, 1U);
}

TEST(CopyGroups, texts_without_words_are_no_copies_of_each_other) {
  CopyGroups groups;
  EXPECT_EQ(groups.add(std::nullopt).group, 0U);
  EXPECT_EQ(groups.add(std::nullopt).group, 1U);
}

// Against comparing each with all, with many groups: the tables grow meanwhile.
TEST(CopyGroups, are_those_that_comparing_all_finds) {
  Sketches sketches;
  CopyGroups groups;
  std::vector<Sketch> firsts;
  std::size_t missed = 0;
  std::size_t copies = 0;
  for (int text = 0; text < 3000; ++text) {
    const bool is_new = firsts.empty() || sketches.below(3) == 0;
    const Sketch sketch =
        is_new ? sketches.other()
               : sketches.changed(firsts[sketches.below(firsts.size())], sketches.below(kMostChanged + 6));
    std::optional<std::uint32_t> best;
    for (std::uint32_t i = 0; i < firsts.size(); ++i) {
      const unsigned equal = analysis::equal_bins(sketch, firsts[i]);
      if (equal >= analysis::kCopyBins && (!best || equal > analysis::equal_bins(sketch, firsts[*best]))) best = i;
    }
    const CopyGroups::Place place = groups.add(sketch);
    if (best) ++copies;
    if (best && place.group != *best) ++missed;
    if (!best) {
      EXPECT_EQ(place.group, firsts.size());
    }
    if (place.group == firsts.size()) firsts.push_back(sketch);
    ASSERT_EQ(groups.size(), firsts.size());
  }
  EXPECT_GT(copies, 1000U);
  EXPECT_LT(missed * 300, copies) << "those at the border share a band with probability .999";
}

TEST(CopyGroups, behind_the_most_that_are_compared_only_those_are) {
  Sketches sketches;
  CopyGroups groups({.kept = 2, .compared = 100});
  const std::vector<Sketch> texts = {sketches.other(), sketches.other(), sketches.other()};
  for (const Sketch& text : texts) groups.add(text);
  EXPECT_FALSE(groups.complete());
  EXPECT_EQ(groups.add(texts[1]).group, 1U);
  EXPECT_EQ(groups.add(texts[2]).group, 3U);
  EXPECT_EQ(groups.size(), 4U);
}

// Tables of prices, the same page in all but the numbers: none is a copy, and each would look at all before it.
TEST(CopyGroups, near_copies_in_great_numbers_are_not_all_compared) {
  Sketches sketches;
  const Sketch page = sketches.other();
  CopyGroups groups({.kept = 1000, .compared = 100});
  for (int text = 0; text < 102; ++text) {
    EXPECT_TRUE(groups.complete());
    Sketch one = page;
    for (std::size_t bin = 3; bin < one.size(); ++bin) one[bin] = static_cast<std::uint8_t>(sketches.below(256));
    groups.add(one);
  }
  EXPECT_EQ(groups.size(), 102U);
  EXPECT_FALSE(groups.complete());
}

}  // namespace
}  // namespace news::match
