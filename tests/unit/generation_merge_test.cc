// Merging generations changes nothing that an archive holds.
#include "indexer/build/generation_merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "tests/unit/archive_runs.h"
#include "tests/unit/archive_state.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

TEST(GenerationsToMerge, are_the_newest_of_alike_size) {
  struct Case {
    std::vector<std::uint64_t> articles;  // newest first
    std::size_t alike;
    std::size_t all;
  };
  const std::vector<Case> truth = {
      {{}, 0, 0},
      {{5}, 0, 0},
      {{5, 5}, 2, 2},
      {{5, 15}, 2, 2},
      {{5, 16}, 0, 2},
      {{10, 1}, 2, 2},
      {{1000, 3000, 12000, 10'000'000}, 3, 4},
      {{1000, 4000, 5000}, 0, 3},
      {{1, 3, 13, 0}, 2, 4},
      {{0, 0}, 2, 2},
  };
  for (const Case& each : truth) {
    EXPECT_EQ(generations_to_merge(each.articles, MergeWhich::alike), each.alike)
        << ::testing::PrintToString(each.articles);
    EXPECT_EQ(generations_to_merge(each.articles, MergeWhich::all), each.all)
        << ::testing::PrintToString(each.articles);
  }
}

TEST(GenerationsToMerge, stay_few_over_the_years) {
  std::vector<std::uint64_t> articles = {10'000'000};
  std::uint64_t written = 0;
  std::size_t most = 0;
  for (std::uint64_t night = 0; night < 3000; ++night) {
    articles.insert(articles.begin(), 900 + night % 200);
    if (const std::size_t count = generations_to_merge(articles, MergeWhich::alike); count > 0) {
      const auto end = articles.begin() + static_cast<std::ptrdiff_t>(count);
      const std::uint64_t sum = std::accumulate(articles.begin(), end, std::uint64_t{0});
      articles.erase(articles.begin(), end);
      articles.insert(articles.begin(), sum);
      written += sum;
    }
    most = std::max(most, articles.size());
  }
  EXPECT_LE(most, 12U);
  EXPECT_LT(written, 10 * 3'000'000U);  // each article some few times
}

class Merging : public ArchiveRuns {
 protected:
  void make_three_generations() {
    run({{"/a", {story("1", "one"), story("2", "dying two")}}});
    run({{"/b", {story("3", "three")}}, {"/a", {story("1", "one again"), story("2", "dying two")}}});
    run({{"/c", {story("4", "died four"), story("3", "three")}}, {"/d", {story("5", "five")}}});
    ASSERT_EQ(live_generations(archive()).size(), 3U);
  }
  [[nodiscard]] std::map<std::string, ManifestEntry> files() const { return testing::manifest_of(archive()); }
};

TEST_F(Merging, keeps_all_that_an_archive_holds) {
  make_three_generations();
  const std::string before = held();
  const auto files_before = files();
  const std::string forms = words_of_form("en/die");
  EXPECT_EQ(forms, "dying");
  EXPECT_EQ(merge_generations(archive(), MergeWhich::all), 3U);
  EXPECT_EQ(held(), before);
  EXPECT_EQ(files(), files_before);
  EXPECT_EQ(words_of_form("en/die"), forms);
  EXPECT_EQ(complete_through(), 3U);
  EXPECT_EQ(live_generations(archive()), std::vector<std::string>{"gen-000004"});
  for (const char* old : {"gen-000001", "gen-000002", "gen-000003", "merging"}) {
    EXPECT_FALSE(fs::exists(archive() + "/" + old));
  }
  expect_sound();
  EXPECT_EQ(merge_generations(archive(), MergeWhich::all), 0U);
  // Life goes on.
  EXPECT_EQ(run({{"/d", {story("5", "five again")}}, {"/e", {story("6", "six")}}}), "! +");
  EXPECT_EQ(live_generations(archive()), (std::vector<std::string>{"gen-000005", "gen-000004"}));
  expect_sound();
}

TEST_F(Merging, leaves_readers_what_they_have_opened) {
  make_three_generations();
  const Xapian::Database reader = open_for_reading(archive());
  merge_generations(archive(), MergeWhich::all);
  EXPECT_EQ(reader.get_doccount(), 5U);
  Xapian::doccount read = 0;
  for (auto it = reader.postlist_begin(""); it != reader.postlist_end(""); ++it) {
    EXPECT_FALSE(decode_article(reader.get_document(*it).get_data()).id.empty());
    for (auto term = reader.termlist_begin(*it); term != reader.termlist_end(*it); ++term) {
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) ++read;
    }
  }
  EXPECT_GT(read, 5U);
}

TEST_F(Merging, leaves_what_an_interrupted_run_made_durable) {
  make_three_generations();
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    read(writer, {{"/x", {story("7", "seven")}}, {"/y", {story("8", "eight")}}});
    EXPECT_EQ(writer.suspend(), 2U);
  }
  EXPECT_EQ(merge_generations(archive(), MergeWhich::all), 3U);
  ArchiveWriter writer(archive(), kTinyBatches);
  EXPECT_TRUE(writer.can_take_up({"/x"}));
}

TEST_F(Merging, that_died_is_cleared_away) {
  make_three_generations();
  const std::string before = held();
  fs::create_directory(archive() + "/merging");
  std::ofstream(archive() + "/merging/postlist.glass") << "half";
  run({});
  EXPECT_FALSE(fs::exists(archive() + "/merging"));
  EXPECT_EQ(held(), before);
}

TEST_F(Merging, forgotten_files_are_forgotten_in_every_generation) {
  make_three_generations();
  {
    ArchiveWriter writer(archive(), {});
    EXPECT_EQ(writer.known_files().size(), 4U);
    EXPECT_EQ(writer.forget_file("/a"), 2U);
    EXPECT_EQ(writer.forget_file("/b"), 0U);  // another file states its article
    writer.publish();
  }
  EXPECT_EQ(held(), "3:three#2[/c] 4:died four#3[/c] 5:five#3[/d]");
  ArchiveWriter writer(archive(), {});
  EXPECT_EQ(writer.known_file("/a"), nullptr);
  EXPECT_EQ(writer.known_file("/b"), nullptr);
  EXPECT_NE(writer.known_file("/c"), nullptr);
  expect_sound();
}

}  // namespace
}  // namespace news::build
