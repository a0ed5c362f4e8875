// Runs over a real archive: what is added, replaced, kept and withdrawn, and what readers see of it when.
#include "indexer/build/archive_writer.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "common/error.h"
#include "tests/unit/archive_runs.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

TEST_F(ArchiveRuns, the_first_run_adds) {
  EXPECT_EQ(run({{"/a", {story("1", "one"), story("2", "two")}}, {"/b", {story("3", "three")}}}), "++ +");
  EXPECT_EQ(held(), "1:one#1[/a] 2:two#1[/a] 3:three#1[/b]");
  EXPECT_EQ(live_generations(archive()), (Names{"gen-000001"}));
  EXPECT_EQ(complete_through(), 1U);
  expect_sound();
}

TEST_F(ArchiveRuns, the_database_holds_what_was_analysed) {
  Article article = story("1", "Dockers strike. The strike of the dockers ends.\n\nShips sail");
  article.title = "Strike ends";
  article.bylines = {"Ada Quill"};
  article.published = parse_iso("2024-03-29");
  normalise(article);
  run({{"/a", {article}}});
  const Xapian::Database database = open_for_reading(archive());
  Article stored = decode_article(database.get_document(1).get_data());
  Analyser analyser{Zone()};
  const AnalysedArticle& expected = analyser.analyse(stored, digests_of(stored), 1);
  std::map<std::string, TermPostings> terms;
  for (const TermPostings& postings : expected.terms) terms.emplace(analyser.terms().text(postings.term), postings);
  auto held = database.termlist_begin(1);
  for (const auto& [term, postings] : terms) {
    ASSERT_NE(held, database.termlist_end(1)) << term;
    EXPECT_EQ(*held, term);
    EXPECT_EQ(held.get_wdf(), postings.wdf) << term;
    const std::vector<std::uint32_t> positions(database.positionlist_begin(1, term),
                                               database.positionlist_end(1, term));
    const auto analysed = expected.positions_of(postings);
    EXPECT_EQ(positions, std::vector<std::uint32_t>(analysed.begin(), analysed.end())) << term;
    ++held;
  }
  EXPECT_EQ(held, database.termlist_end(1));
  for (const auto& [slot, value] : expected.values) EXPECT_EQ(database.get_document(1).get_value(slot), value) << slot;
  stored.provenances.clear();
  EXPECT_EQ(stored, article);
}

TEST_F(ArchiveRuns, an_empty_archive_has_an_empty_generation) {
  EXPECT_EQ(run({}), "");
  EXPECT_EQ(held(), "");
  EXPECT_EQ(live_generations(archive()).size(), 1U);
  EXPECT_EQ(run({{"/a", {story("1", "one")}}}), "+");
  EXPECT_EQ(held(), "1:one#2[/a]");
  expect_sound();
}

TEST_F(ArchiveRuns, reading_the_same_again_changes_nothing) {
  const std::vector<Stating> files = {{"/a", {story("1", "one"), story("2", "two")}}};
  run(files);
  EXPECT_EQ(run(files), "==");
  EXPECT_EQ(held(), "1:one#1[/a] 2:two#1[/a]");
  EXPECT_EQ(live_generations(archive()), (Names{"gen-000001"}));
  EXPECT_EQ(complete_through(), 1U);
  expect_sound();
}

TEST_F(ArchiveRuns, a_changed_article_is_replaced_in_place_and_the_others_keep_their_number) {
  run({{"/a", {story("1", "one"), story("2", "two")}}});
  EXPECT_EQ(run({{"/a", {story("1", "one"), story("2", "TWO")}}}), "=!");
  EXPECT_EQ(held(), "1:one#1[/a] 2:TWO#2[/a]");
  EXPECT_EQ(live_generations(archive()), (Names{"gen-000001"}));
  EXPECT_EQ(complete_through(), 2U);
  expect_sound();
}

TEST_F(ArchiveRuns, new_articles_make_a_generation_that_is_listed_first) {
  run({{"/a", {story("1", "one"), story("2", "two")}}});
  EXPECT_EQ(run({{"/b", {story("3", "three"), story("1", "uno")}}}), "+!");
  EXPECT_EQ(held(), "1:uno#2[/a/b] 2:two#1[/a] 3:three#2[/b]");
  EXPECT_EQ(live_generations(archive()), (Names{"gen-000002", "gen-000001"}));
  EXPECT_EQ(complete_through(), 2U);
  // The first generation's articles are found and replaced from a third run too.
  EXPECT_EQ(run({{"/a", {story("1", "eins"), story("2", "two")}}, {"/c", {story("4", "four")}}}), "!= +");
  EXPECT_EQ(held(), "1:eins#3[/b/a] 2:two#1[/a] 3:three#2[/b] 4:four#3[/c]");
  expect_sound();
}

TEST_F(ArchiveRuns, an_archive_keeps_its_identity) {
  run({{"/a", {story("1", "one")}}});
  const std::string identity = read_facts(open_for_reading(archive())).identity;
  EXPECT_EQ(identity.size(), 32U);
  EXPECT_EQ(identity.find_first_not_of("0123456789abcdef"), std::string::npos);
  run({{"/b", {story("2", "two")}}});
  EXPECT_EQ(read_facts(open_for_reading(archive())).identity, identity);
}

TEST_F(ArchiveRuns, what_is_gone_from_a_changed_file_is_withdrawn) {
  run({{"/a", {story("1", "one"), story("2", "two"), story("3", "three")}}});
  EXPECT_EQ(run({{"/a", {story("2", "two")}}}), "=-2");
  EXPECT_EQ(held(), "2:two#1[/a]");
  expect_sound();
  EXPECT_EQ(run({{"/a", {}}}), "-1");
  EXPECT_EQ(held(), "");
}

TEST_F(ArchiveRuns, what_another_file_states_too_stays) {
  run({{"/a", {story("1", "one"), story("2", "two")}}, {"/b", {story("1", "one")}}});
  EXPECT_EQ(held(), "1:one#1[/a/b] 2:two#1[/a]");
  EXPECT_EQ(run({{"/a", {}}}), "-1");
  EXPECT_EQ(held(), "1:one#1[/b]");
  EXPECT_EQ(run({{"/b", {}}}), "-1");
  EXPECT_EQ(held(), "");
  expect_sound();
}

TEST_F(ArchiveRuns, an_article_that_moves_to_another_file_stays_whichever_is_read_first) {
  run({{"/b", {story("1", "one")}}});
  EXPECT_EQ(run({{"/a", {story("1", "one")}}, {"/b", {}}}), "= ");
  EXPECT_EQ(held(), "1:one#1[/a]");
  EXPECT_EQ(run({{"/a", {}}, {"/c", {story("1", "one")}}}), "-1 +");
  EXPECT_EQ(held(), "1:one#3[/c]");
  expect_sound();
}

TEST_F(ArchiveRuns, a_file_that_could_not_be_read_to_its_end_withdraws_nothing) {
  run({{"/a", {story("1", "one"), story("2", "two")}}});
  EXPECT_EQ(run({{"/a", {story("1", "uno")}, false}}), "!");
  EXPECT_EQ(held(), "1:uno#2[/a] 2:two#1[/a]");
}

TEST_F(ArchiveRuns, a_copy_in_another_file_is_remembered_without_being_a_change) {
  run({{"/a", {story("1", "one")}}});
  EXPECT_EQ(run({{"/b", {story("1", "one")}}}), "=");
  EXPECT_EQ(held(), "1:one#1[/a/b]");
  EXPECT_EQ(run({{"/a", {story("0", "nil"), story("1", "one")}}}), "+=");  // at another offset
  EXPECT_EQ(held(), "0:nil#3[/a] 1:one#1[/b/a]");
  expect_sound();
}

TEST_F(ArchiveRuns, the_later_update_wins_where_a_run_meets_an_id_twice) {
  const Article older = story("1", "older", "2024-03-01");
  const Article newer = story("1", "newer", "2024-03-02");
  const Article undated = story("1", "undated");
  struct Case {
    std::vector<Article> articles;
    std::string kept;
  };
  const std::vector<Case> cases = {
      {{older, newer}, "newer"},
      {{newer, older}, "newer"},
      {{older, undated}, "older"},
      {{undated, older}, "older"},
      {{newer, newer}, "newer"},
      {{older, newer, older}, "newer"},
      {{undated, story("1", "later in the file")}, "later in the file"},
  };
  for (const Case& c : cases) {
    // In a new segment, and in place of an article that the archive holds.
    for (const bool stored : {false, true}) {
      fs::remove_all(archive());
      if (stored) run({{"/z", {story("1", "first")}}});
      const std::string verdicts = run({{"/a", c.articles}});
      EXPECT_EQ(verdicts, (stored ? "!" : "+") + std::string(c.articles.size() - 1, '2'));
      const std::string files = stored ? "/z/a" : "/a";  // one file is one source, however often it states an id
      EXPECT_EQ(held(), "1:" + c.kept + "#" + (stored ? "2" : "1") + "[" + files + "]");
      expect_sound();
    }
  }
}

TEST_F(ArchiveRuns, the_highest_version_wins_and_a_cancellation_takes_back_what_is_not_later) {
  const Article one = version(1, "one");
  const Article two = version(2, "two");
  const Article later = story("1", "dated", "2024-03-02");
  struct Case {
    std::vector<Article> articles;
    std::string verdicts;
    std::string stored_verdicts;  // where the archive holds version 1 of another file already
    std::string kept;
  };
  const std::vector<Case> cases = {
      {{two, one}, "+2", "!2", "two"},
      {{one, two}, "+2", "=2", "two"},
      {{cancellation(2)}, "0", "-", ""},
      {{one, cancellation(2)}, "+0", "=-", ""},
      {{cancellation(2), one}, "0x", "-x", ""},
      {{cancellation(2), two}, "0x", "-x", ""},
      {{cancellation(1), two}, "0+", "-+", "two"},
      {{two, cancellation(1)}, "+0", "!0", "two"},
      {{one, cancellation(1), cancellation(2), one}, "+00x", "=-0x", ""},
      {{cancellation(0), one}, "0x", "-x", ""},
      {{cancellation(0), later}, "0+", "-+", "dated"},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const bool stored : {false, true}) {
      SCOPED_TRACE(std::to_string(i) + (stored ? " stored" : ""));
      fs::remove_all(archive());
      if (stored) run({{"/z", {one}}});
      EXPECT_EQ(run({{"/a", cases[i].articles}}), stored ? cases[i].stored_verdicts : cases[i].verdicts);
      const std::string kept = held();
      EXPECT_EQ(kept.substr(0, kept.find('#')), cases[i].kept.empty() ? "" : "1:" + cases[i].kept);
      expect_sound();
    }
  }
}

TEST_F(ArchiveRuns, the_same_id_of_another_source_is_another_article) {
  Article other = story("1", "other");
  other.source = "Ledger";
  Article shouted = story("1", "one");
  shouted.source = "COURIER";
  EXPECT_EQ(run({{"/a", {story("1", "one"), other, shouted}}}), "++2");
  EXPECT_EQ(open_for_reading(archive()).get_doccount(), 2U);
}

TEST_F(ArchiveRuns, odd_forms_of_all_generations_are_listed_by_the_newest) {
  run({{"/a", {story("1", "dying")}}});
  EXPECT_EQ(words_of_form("en/die"), "dying");
  run({{"/b", {story("2", "dyings a fly")}}});  // a new generation
  EXPECT_EQ(words_of_form("en/fli"), "fly");
  EXPECT_EQ(words_of_form("en/die"), "dying");
  run({{"/b", {story("2", "lying")}}});  // in place
  EXPECT_EQ(words_of_form("en/lie"), "lying");
  EXPECT_EQ(words_of_form("en/die"), "dying");
}

TEST_F(ArchiveRuns, the_manifest_knows_every_file_as_it_was_last_read) {
  run({{"/a", {story("1", "one")}}, {"/b", {story("2", "two"), story("3", "three")}}});
  run({{"/b", {story("2", "two"), story("4", "four"), story("5", "five")}}});
  run({{"/c", {}}});
  ArchiveWriter writer(archive(), {});
  ASSERT_NE(writer.known_file("/a"), nullptr);
  EXPECT_EQ(writer.known_file("/a")->articles, 1U);
  ASSERT_NE(writer.known_file("/b"), nullptr);
  EXPECT_EQ(writer.known_file("/b")->articles, 3U);
  EXPECT_EQ(writer.known_file("/b")->digest, digest_of("/b"));
  EXPECT_NE(writer.known_file("/c"), nullptr);
  EXPECT_EQ(writer.known_file("/d"), nullptr);
}

TEST_F(ArchiveRuns, a_touched_file_keeps_its_entry_under_the_new_time) {
  run({{"/a", {story("1", "one")}}});
  {
    ArchiveWriter writer(archive(), {});
    ManifestEntry touched = *writer.known_file("/a");
    touched.mtime_ns = 42;
    writer.note_unchanged("/a", touched);
    writer.publish();
  }
  EXPECT_EQ(ArchiveWriter(archive(), {}).known_file("/a")->mtime_ns, 42);
  EXPECT_EQ(held(), "1:one#1[/a]");
}

TEST_F(ArchiveRuns, nothing_is_seen_of_a_run_before_it_publishes_nor_of_one_that_never_does) {
  // Even where Xapian would flush on its own.
  ::setenv("XAPIAN_FLUSH_THRESHOLD", "2", 1);
  run({{"/a", {story("1", "one"), story("2", "two"), story("3", "three"), story("4", "four")}}});
  const std::string before = held();
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    read(writer, {{"/a", {story("1", "ONE"), story("2", "TWO"), story("3", "THREE")}},
                  {"/b", {story("5", "dying"), story("6", "six"), story("7", "seven")}}});
    EXPECT_EQ(held(), before);
  }
  EXPECT_EQ(held(), before);
  EXPECT_EQ(words_of_form("en/die"), "");
  ::unsetenv("XAPIAN_FLUSH_THRESHOLD");
  expect_sound();
  EXPECT_EQ(run({{"/a", {story("1", "one"), story("2", "TWO")}}}), "=!-2");
  EXPECT_EQ(held(), "1:one#1[/a] 2:TWO#2[/a]");
  EXPECT_FALSE(fs::exists(archive() + "/building"));
}

TEST_F(ArchiveRuns, the_leftovers_of_a_killed_run_are_removed_by_the_next) {
  run({{"/a", {story("1", "one")}}});
  const std::string before = held();
  const pid_t child = fork();
  if (child == 0) {
    ArchiveWriter writer(archive(), kTinyBatches);
    read(writer, {{"/a", {story("1", "ONE")}}, {"/b", {story("2", "two"), story("3", "three")}}});
    _exit(0);  // as if killed: nothing is destroyed
  }
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(fs::exists(archive() + "/building"));
  EXPECT_EQ(held(), before);
  // A run that was killed after it had named its generation and before it published.
  fs::copy(archive() + "/gen-000001", archive() + "/gen-000002");
  EXPECT_EQ(run({{"/b", {story("2", "two")}}}), "+");
  EXPECT_EQ(held(), "1:one#1[/a] 2:two#2[/b]");
  EXPECT_EQ(live_generations(archive()), (Names{"gen-000002", "gen-000001"}));
  EXPECT_FALSE(fs::exists(archive() + "/building"));
  expect_sound();
}

TEST_F(ArchiveRuns, a_run_that_refused_something_new_counts_even_if_it_changes_no_article) {
  run({{"/a", {story("1", "one")}}});
  {
    ArchiveWriter writer(archive(), {});
    EXPECT_EQ(writer.run(), 2U);
    writer.note_refusal();
    writer.publish();
  }
  EXPECT_EQ(complete_through(), 2U);
  EXPECT_EQ(ArchiveWriter(archive(), {}).run(), 3U);
  EXPECT_EQ(held(), "1:one#1[/a]");
  expect_sound();
}

TEST_F(ArchiveRuns, only_one_writes_at_a_time) {
  ArchiveWriter writer(archive(), {});
  try {
    ArchiveWriter second(archive(), {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::archive_locked);
  }
}

TEST_F(ArchiveRuns, an_archive_of_another_schema_is_left_alone) {
  run({{"/a", {story("1", "one")}}});
  {
    Xapian::WritableDatabase database(archive() + "/gen-000001", Xapian::DB_OPEN);
    database.set_metadata(metadata::kSchema, "99");
    database.commit();
  }
  EXPECT_THROW(ArchiveWriter(archive(), {}), Error);
}

TEST_F(ArchiveRuns, little_memory_gives_the_same_archive) {
  std::vector<Article> articles;
  articles.reserve(51);
  for (int i = 0; i < 50; ++i) articles.push_back(story(std::to_string(i), "word" + std::to_string(i)));
  articles.push_back(story("7", "later"));
  EXPECT_EQ(run({{"/a", articles}}, kTinyBatches), std::string(50, '+') + "2");
  EXPECT_EQ(open_for_reading(archive()).get_doccount(), 50U);
  EXPECT_TRUE(open_for_reading(archive()).term_exists("later"));
  EXPECT_FALSE(open_for_reading(archive()).term_exists("word7"));
  expect_sound();
}

}  // namespace
}  // namespace news::build
