// Which texts are put together as copies, given that what their sketches tell is right.
#include "searcher/match/copy_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
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

constexpr std::size_t kBins = std::tuple_size_v<Sketch>;
/// Bins that a candidate for a copy has in common with it, at least.
constexpr unsigned kCandidateBins = 39;

const CopyGroups::Confirm kYes = [](const CopyGroups::Candidate&) { return true; };

/// With its last bins changed, so that its first bands are equal for certain.
Sketch changed_at_the_end(Sketch sketch, std::size_t bins) {
  for (std::size_t i = 0; i < bins; ++i) ++sketch[kBins - 1 - i];
  return sketch;
}

/// The candidates that a text is offered, in order, as "group:bins", each refused.
std::string offered(CopyGroups& groups, const Sketch& sketch) {
  std::string text;
  const auto refuse = [&](const CopyGroups::Candidate& each) {
    text += (text.empty() ? "" : " ") + std::to_string(each.group) + ":" + std::to_string(each.equal_bins);
    return false;
  };
  EXPECT_FALSE(groups.add(sketch, refuse));
  return text;
}

TEST(CopyGroups, candidates_are_those_with_enough_bins_in_common) {
  Sketches sketches;
  const Sketch first = sketches.other();
  CopyGroups groups;
  EXPECT_FALSE(groups.add(first, kYes));
  EXPECT_FALSE(groups.add(sketches.other(), kYes));
  EXPECT_EQ(groups.add(first, kYes), 0U);
  EXPECT_EQ(groups.add(changed_at_the_end(first, kBins - kCandidateBins), kYes), 0U);
  EXPECT_FALSE(groups.add(changed_at_the_end(first, kBins - kCandidateBins + 1), kYes));
  EXPECT_EQ(groups.size(), 3U);
  EXPECT_TRUE(groups.complete());
}

TEST(CopyGroups, the_best_candidate_is_offered_first_and_of_equal_ones_the_earliest_group) {
  Sketches sketches;
  const Sketch first = sketches.other();
  CopyGroups groups;
  for (const std::size_t changes : {10U, 20U, 5U, 20U, 15U}) offered(groups, changed_at_the_end(first, changes));
  EXPECT_EQ(offered(groups, first), "2:59 0:54 4:49") << "and no more than three";
  EXPECT_EQ(offered(groups, changed_at_the_end(first, 20)).substr(0, 4), "1:64") << "what was refused began a group";
}

TEST(CopyGroups, a_copy_begins_no_group) {
  Sketches sketches;
  const Sketch first = sketches.other();
  CopyGroups groups;
  EXPECT_FALSE(groups.add(first, kYes));
  EXPECT_EQ(groups.add(changed_at_the_end(first, 20), kYes), 0U);
  EXPECT_FALSE(groups.add(changed_at_the_end(first, 30), kYes)) << "a copy of a copy is no copy";
}

TEST(CopyGroups, texts_without_words_are_no_copies_of_each_other) {
  CopyGroups groups;
  EXPECT_FALSE(groups.add(std::nullopt, kYes));
  EXPECT_FALSE(groups.add(std::nullopt, kYes));
  EXPECT_EQ(groups.size(), 2U);
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
               : sketches.changed(firsts[sketches.below(firsts.size())], sketches.below(kBins - kCandidateBins + 6));
    std::optional<std::uint32_t> best;
    for (std::uint32_t i = 0; i < firsts.size(); ++i) {
      const unsigned equal = analysis::equal_bins(sketch, firsts[i]);
      if (equal >= kCandidateBins && (!best || equal > analysis::equal_bins(sketch, firsts[*best]))) best = i;
    }
    const std::optional<std::uint32_t> group = groups.add(sketch, kYes);
    if (best) ++copies;
    if (best && group != best) ++missed;
    if (!best) {
      EXPECT_FALSE(group);
    }
    if (!group) firsts.push_back(sketch);
    ASSERT_EQ(groups.size(), firsts.size());
  }
  EXPECT_GT(copies, 1000U);
  EXPECT_LT(missed * 100, copies) << "those at the border share a band with probability .994";
}

TEST(CopyGroups, behind_the_most_that_are_kept_texts_are_compared_with_those_only) {
  Sketches sketches;
  CopyGroups groups({.kept = 2, .steps = 100});
  const std::vector<Sketch> texts = {sketches.other(), sketches.other(), sketches.other()};
  for (const Sketch& text : texts) groups.add(text, kYes);
  EXPECT_FALSE(groups.complete());
  EXPECT_EQ(groups.add(texts[1], kYes), 1U);
  EXPECT_FALSE(groups.add(texts[2], kYes));
  EXPECT_EQ(groups.size(), 4U);
}

// Tables of prices, the same page in all but the numbers: none is a copy, and each would be compared with all before
// it.
TEST(CopyGroups, near_copies_in_great_numbers_are_not_all_compared) {
  Sketches sketches;
  const Sketch page = sketches.other();
  CopyGroups groups({.kept = 10'000, .steps = 1000});
  for (int text = 0; text < 1500; ++text) {
    if (text == 500) {
      EXPECT_TRUE(groups.complete());
    }
    Sketch one = page;
    for (std::size_t bin = 3; bin < one.size(); ++bin) one[bin] = static_cast<std::uint8_t>(sketches.below(256));
    groups.add(one, kYes);
  }
  EXPECT_EQ(groups.size(), 1500U);
  EXPECT_FALSE(groups.complete());
}

}  // namespace
}  // namespace news::match
