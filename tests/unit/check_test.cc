// What --check finds in an archive that somebody or something has damaged.
#include "indexer/check.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <sstream>
#include <string>

#include "common/error.h"
#include "indexer/build/quarantine.h"
#include "tests/unit/archive_runs.h"

/// Xapian::Database::check deletes an object as another type; AddressSanitizer is not to stop at that.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the sanitizer asks for it by this name
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "new_delete_type_mismatch=0"; }
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace news::build {
namespace {

class Check : public ArchiveRuns {
 protected:
  /// Two generations: four articles and one.
  Check() {
    run({{"/a", {story("1", "one"), story("2", "two"), story("3", "three"), story("4", "four")}}});
    run({{"/b", {story("5", "five")}}});
  }

  [[nodiscard]] std::string folder(const std::string& generation) const { return archive() + "/" + generation; }

  /// What is told, line by line, and the counts.
  std::string check() {
    std::ostringstream log_text;
    Log log(log_text, {}, true);
    Progress progress(log, Progress::Display::none, 1);
    std::string told;
    const Soundness soundness =
        check_archive(archive(), progress, [&](std::string_view line) { told.append(line).append("\n"); });
    return told + soundness_text(soundness);
  }

  /// Changes the first article of the older generation behind the indexer's back.
  void change(const std::function<void(Xapian::Document&)>& action) const {
    Xapian::WritableDatabase database(folder("gen-000001"), Xapian::DB_OPEN);
    Xapian::Document document = database.get_document(1);
    action(document);
    database.replace_document(1, document);
    database.commit();
  }

  /// Whether what is told has this in it, and the archive counts as unsound.
  void expect_told(const std::string& problem) {
    const std::string told = check();
    EXPECT_NE(told.find(problem), std::string::npos) << told;
    EXPECT_NE(told.find(" problem"), std::string::npos) << told;
  }
};

TEST_F(Check, an_archive_as_it_should_be_is_sound) { EXPECT_EQ(check(), "5 articles in 2 generations: sound\n"); }

// Of length 0, with positions: of words that only restrict, and of the ends of what would be sentences.
TEST_F(Check, articles_without_a_word_are_sound) {
  Article wordless = story("6", "– … !");
  wordless.paragraphs = {"– … !", "?"};
  wordless.source = "Harbour Courier";
  wordless.bylines = {"Ilse Marten"};
  run({{"/c", {wordless}}});
  EXPECT_EQ(check(), "6 articles in 3 generations: sound\n");
}

TEST_F(Check, replacements_and_withdrawals_leave_it_sound) {
  run({{"/a", {story("1", "one anew"), story("3", "three")}}});
  EXPECT_EQ(check(), "3 articles in 2 generations: sound\n");
}

TEST_F(Check, articles_of_a_file_that_no_run_finished_are_told_and_no_problem) {
  {
    ArchiveWriter writer(archive(), {});
    writer.begin_file({"/c"});
    Article article = story("6", "six");
    article.provenances = {{"/c", "", 0, 10, digest_of("6")}};
    static_cast<void>(writer.add(article));
    writer.publish();
  }
  EXPECT_EQ(check(),
            "6 articles in 3 generations: sound; 1 are of files that were not read to their end and will be read "
            "again\n");
}

TEST_F(Check, a_changed_byte_in_a_table) {
  const std::string table = folder("gen-000001") + "/postlist.glass";
  const int file = open(table.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(file, 0);
  constexpr off_t kLevel = 4;  // of the first block
  const char wrong = 99;
  ASSERT_EQ(pwrite(file, &wrong, 1, kLevel), 1);
  close(file);
  expect_told("gen-000001: ");
}

TEST_F(Check, a_table_that_is_gone) {
  std::filesystem::remove(folder("gen-000002") + "/postlist.glass");
  expect_told("gen-000002: ");
}

TEST_F(Check, an_identity_twice) {
  {
    Xapian::WritableDatabase database(folder("gen-000002"), Xapian::DB_OPEN);
    database.add_document(Xapian::Database(folder("gen-000001")).get_document(1));
    database.commit();
  }
  expect_told("2 articles have this identity");
}

TEST_F(Check, an_article_without_identity) {
  change([](Xapian::Document& document) { document.remove_term(unique_term(identity_digest(story("1", "one")))); });
  const std::string told = check();
  EXPECT_EQ(told, archive() +
                      ": 5 articles have 4 identities\n"
                      "gen-000001 document 1 (1): it lacks its identity\n"
                      "5 articles in 2 generations: 2 problems\n");
}

TEST_F(Check, data_that_is_no_article) {
  change([](Xapian::Document& document) { document.set_data("\x7f\xff"); });
  expect_told("gen-000001 document 1: ");
}

TEST_F(Check, content_that_is_not_what_was_indexed) {
  change([](Xapian::Document& document) {
    Article article = decode_article(document.get_data());
    article.paragraphs = {"two"};
    document.set_data(encode_article(article));
  });
  expect_told("gen-000001 document 1 (1): its content is not what its digest says");
}

TEST_F(Check, a_hit_record_of_another_article) {
  change([](Xapian::Document& document) { document.add_value(slot::kHit, encode_hit(story("2", "two"))); });
  expect_told("its hit record is another article's");
}

TEST_F(Check, a_sketch_of_another_article) {
  change([](Xapian::Document& document) { document.add_value(slot::kSketch, std::string(64, 'y')); });
  expect_told("gen-000001 document 1 (1): its sketch is another text's");
  change([](Xapian::Document& document) { document.remove_value(slot::kSketch); });
  EXPECT_EQ(check(), "5 articles in 2 generations: sound\n") << "it may be from before there were sketches";
}

TEST_F(Check, a_sequence_number_from_the_future) {
  change([](Xapian::Document& document) { document.add_value(slot::kSequence, big_endian(3, 8)); });
  expect_told("its sequence number 3 is not that of one of the 2 finished runs");
}

TEST_F(Check, an_article_that_its_file_does_not_lead_to) {
  change([](Xapian::Document& document) { document.remove_term(file_term("/a")); });
  expect_told("it lacks the term of its file /a");
}

TEST_F(Check, a_manifest_that_is_cut) {
  const std::string path = folder("gen-000001") + "/manifest.jsonl";
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 5);
  expect_told("manifest: ");
}

TEST_F(Check, a_quarantine_that_is_cut) {
  testing::write_text(quarantine_path(archive()), "{\"path\":");
  expect_told("quarantine: ");
}

TEST_F(Check, is_not_made_while_an_indexer_is_at_work) {
  const ArchiveLock lock(archive());
  try {
    static_cast<void>(check());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::archive_locked);
  }
}

}  // namespace
}  // namespace news::build
