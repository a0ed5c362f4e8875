// An archive that is built anew from what it stores is the same archive.
#include "indexer/build/rebuild.h"

#include <filesystem>

#include "common/analysis/fingerprint.h"
#include "common/error.h"
#include "indexer/build/database_comparison.h"
#include "indexer/build/generation_merge.h"
#include "tests/unit/archive_runs.h"
#include "tests/unit/archive_state.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

bool to_the_end(std::uint64_t /*done*/) { return true; }

class Rebuilding : public ArchiveRuns, public ::testing::WithParamInterface<Builder> {
 protected:
  /// Three generations, in which articles were replaced and withdrawn; some are undated, dated without a zone in a run
  /// that had one, or have words of odd forms.
  void make_generations() {
    BuilderOptions far;
    far.zone = Zone("America/New_York");
    Article dated = story("1", "one");
    dated.published = parse_iso("2024-03-29T13:14");
    Article zoned = story("7", "seven");
    zoned.published = parse_iso("2024-03-29T13:14+05:00");
    run({{"/a", {dated, story("2", "dying two"), zoned}}}, far);
    run({{"/b", {story("3", "three")}}, {"/a", {dated, story("2", "dying two, again"), zoned}}}, far);
    run({{"/c", {story("4", "died four"), story("3", "three")}}, {"/d", {story("5", "five"), story("6", "six")}}});
    run({{"/d", {story("5", "five")}}});
    ASSERT_EQ(live_generations(archive()).size(), 3U);
  }
  [[nodiscard]] static BuilderOptions options() {
    BuilderOptions options = kTinyBatches;
    options.builder = GetParam();
    return options;
  }
  void change_metadata(const std::string& key, const std::string& value) const {
    const std::string newest = archive() + "/" + live_generations(archive()).front();
    Xapian::WritableDatabase(newest, Xapian::DB_OPEN).set_metadata(key, value);
  }
};

TEST_P(Rebuilding, keeps_all_that_an_archive_holds) {
  make_generations();
  const news::testing::TemporaryFolder folder;
  const std::string merged = folder / "merged";
  fs::copy(archive(), merged, fs::copy_options::recursive);
  merge_generations(merged, MergeWhich::all);

  const std::string before = held();
  const Rebuilt rebuilt = rebuild_archive(archive(), options(), to_the_end);
  EXPECT_TRUE(rebuilt.finished);
  EXPECT_EQ(rebuilt.articles, 6U);
  EXPECT_EQ(rebuilt.taken_up, 0U);
  EXPECT_EQ(held(), before);
  EXPECT_EQ(live_generations(archive()), std::vector<std::string>{"gen-000004"});
  for (const char* old : {"gen-000001", "gen-000002", "gen-000003", "merging"}) {
    EXPECT_FALSE(fs::exists(archive() + "/" + old)) << old;
  }
  EXPECT_FALSE(fs::exists(archive() + "/gen-000004/job"));
  EXPECT_FALSE(fs::exists(archive() + "/gen-000004/run-1"));
  EXPECT_EQ(news::testing::state_of(archive()), news::testing::state_of(merged));
  expect_sound();

  // All but the numbers of documents, which withdrawn articles leave unused where generations are merged.
  EXPECT_TRUE(rebuild_archive(merged, options(), to_the_end).finished);
  EXPECT_EQ(differences_between(open_for_reading(archive()), open_for_reading(merged)), "");
  // Life goes on: what is there is recognised.
  EXPECT_EQ(run({{"/d", {story("5", "five again")}}, {"/b", {story("3", "three")}}, {"/e", {story("8", "x")}}}),
            "! = +");
}

TEST_P(Rebuilding, keeps_instants_that_another_zone_gave) {
  make_generations();
  const auto instants = [&] {
    std::string text;
    const Xapian::Database database = open_for_reading(archive());
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const Xapian::Document document = database.get_document(*it);
      for (const auto slot : {slot::kInstant, slot::kSortKey})
        text += to_hex(digest_of(document.get_value(slot))) + "\n";
    }
    return text;
  };
  merge_generations(archive(), MergeWhich::all);
  const std::string before = instants();
  EXPECT_TRUE(rebuild_archive(archive(), options(), to_the_end).finished);
  EXPECT_EQ(instants(), before);
}

TEST_P(Rebuilding, makes_an_archive_of_another_text_analysis_one_of_this_programs) {
  make_generations();
  const std::string before = held();
  change_metadata(metadata::kAnalysis, std::string(32, '0'));
  EXPECT_THROW(static_cast<void>(open_for_reading(archive())), Error);
  EXPECT_TRUE(rebuild_archive(archive(), options(), to_the_end).finished);
  EXPECT_EQ(held(), before);
  EXPECT_EQ(read_facts(open_for_reading(archive())).analysis, analysis::fingerprint());
  EXPECT_EQ(complete_through(), 4U);
  EXPECT_EQ(words_of_form("en/die"), "dying");
}

TEST_P(Rebuilding, refuses_what_it_does_not_know) {
  make_generations();
  for (const auto& [key, value] :
       {std::pair{metadata::kSchema, "99"}, std::pair{metadata::kSchema, ""}, std::pair{metadata::kIdentity, ""}}) {
    const Xapian::Database newest(archive() + "/" + live_generations(archive()).front());
    const std::string was = newest.get_metadata(key);
    change_metadata(key, value);
    try {
      static_cast<void>(rebuild_archive(archive(), options(), to_the_end));
      ADD_FAILURE() << key << " " << value;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::archive_mismatch);
    }
    change_metadata(key, was);
  }
  EXPECT_EQ(live_generations(archive()).size(), 3U);
}

TEST_P(Rebuilding, names_an_article_that_cannot_be_read_and_leaves_all_as_it_is) {
  make_generations();
  {
    Xapian::WritableDatabase oldest(archive() + "/gen-000001", Xapian::DB_OPEN);
    Xapian::Document document = oldest.get_document(1);
    document.set_data("\x01\xFF\xFF");
    oldest.replace_document(1, document);
  }
  try {
    static_cast<void>(rebuild_archive(archive(), options(), to_the_end));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::archive_damaged);
    EXPECT_NE(std::string(error.what()).find("gen-000001, document 1"), std::string::npos) << error.what();
  }
  EXPECT_EQ(live_generations(archive()).size(), 3U);
}

TEST_P(Rebuilding, an_archive_without_articles_is_one_without_articles) {
  run({{"/a", {}}});
  const std::string before = news::testing::state_of(archive());
  EXPECT_TRUE(rebuild_archive(archive(), options(), to_the_end).finished);
  EXPECT_EQ(news::testing::state_of(archive()), before);
}

INSTANTIATE_TEST_SUITE_P(Builders, Rebuilding, ::testing::Values(Builder::bulk, Builder::api),
                         [](const auto& each) { return each.param == Builder::bulk ? "bulk" : "api"; });

class InterruptedRebuilding : public Rebuilding {};

TEST_P(InterruptedRebuilding, goes_on_where_it_was) {
  make_generations();
  const std::string before = held();
  for (std::uint64_t stop = 0; stop < 6; ++stop) {
    const Rebuilt part = rebuild_archive(archive(), options(), [&](std::uint64_t done) { return done < stop; });
    EXPECT_FALSE(part.finished);
    EXPECT_EQ(part.articles, stop);
    EXPECT_EQ(part.taken_up, stop == 0 ? 0 : stop - 1);
    EXPECT_EQ(live_generations(archive()).size(), 3U);
    EXPECT_EQ(held(), before);
  }
  const Rebuilt rebuilt = rebuild_archive(archive(), options(), to_the_end);
  EXPECT_TRUE(rebuilt.finished);
  EXPECT_EQ(rebuilt.taken_up, 5U);
  EXPECT_EQ(held(), before);
  EXPECT_EQ(live_generations(archive()).size(), 1U);
}

TEST_P(InterruptedRebuilding, begins_anew_after_a_run) {
  make_generations();
  EXPECT_FALSE(rebuild_archive(archive(), options(), [](std::uint64_t done) { return done < 3; }).finished);
  run({{"/b", {story("3", "three, told better")}}});
  const std::string before = held();
  const Rebuilt rebuilt = rebuild_archive(archive(), options(), to_the_end);
  EXPECT_EQ(rebuilt.taken_up, 0U);
  EXPECT_EQ(held(), before);
}

TEST_P(InterruptedRebuilding, leaves_what_an_interrupted_run_made_durable) {
  make_generations();
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    read(writer, {{"/x", {story("9", "nine")}}, {"/y", {story("10", "ten")}}});
    EXPECT_EQ(writer.suspend(), 2U);
  }
  EXPECT_TRUE(rebuild_archive(archive(), options(), to_the_end).finished);
  ArchiveWriter writer(archive(), kTinyBatches);
  EXPECT_TRUE(writer.can_take_up({"/x"}));
}

INSTANTIATE_TEST_SUITE_P(Builders, InterruptedRebuilding, ::testing::Values(Builder::bulk),
                         [](const auto&) { return "bulk"; });

}  // namespace
}  // namespace news::build
