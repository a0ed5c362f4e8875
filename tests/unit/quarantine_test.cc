// What is refused is listed, and the list is kept whatever becomes of its file.
#include "indexer/build/quarantine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>

#include "common/error.h"
#include "common/text.h"
#include "tests/unit/temporary_folder.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
using testing::text_of;
using testing::write_text;

ReadEvent at(std::string_view path, std::uint64_t record, std::uint64_t offset) {
  return {path, "inner.json", "json", {record, offset, 17}};
}

TEST(Quarantine, keeps_a_record_over_runs) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    EXPECT_TRUE(quarantine.entries().empty());
    EXPECT_TRUE(quarantine.add(at("/a", 3, 1204), "no JSON: line 1", "{\"title\": "));
    quarantine.save();
  }
  const Quarantine quarantine(folder / "q", 2);
  ASSERT_EQ(quarantine.entries().size(), 1U);
  const QuarantineEntry entry = quarantine.entries().front();
  EXPECT_EQ(entry.path, "/a");
  EXPECT_EQ(entry.member, "inner.json");
  EXPECT_EQ(entry.format, "json");
  EXPECT_EQ(entry.record, 3U);
  EXPECT_EQ(entry.offset, 1204U);
  EXPECT_EQ(entry.length, 17U);
  EXPECT_EQ(entry.reason, "no JSON: line 1");
  EXPECT_EQ(entry.first_bytes, "{\"title\": ");
}

TEST(Quarantine, lists_the_first_thousand_records_of_a_file_and_says_that_there_are_more) {
  const TemporaryFolder folder;
  Quarantine quarantine(folder / "q", 1);
  for (std::uint64_t record = 1; record <= 5000; ++record) {
    EXPECT_EQ(quarantine.add(at("/a", record, record), "bad", ""), record <= 1001) << record;
  }
  ASSERT_EQ(quarantine.entries().size(), 1001U);
  EXPECT_NE(quarantine.entries().back().reason.find("more records"), std::string::npos);
  EXPECT_TRUE(quarantine.add(at("/b", 1, 0), "bad", ""));
}

TEST(Quarantine, a_record_that_comes_back_is_not_new) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    EXPECT_TRUE(quarantine.add(at("/a", 1, 0), "bad", ""));
    EXPECT_TRUE(quarantine.add(at("/a", 2, 50), "bad", ""));
    quarantine.save();
  }
  {
    Quarantine quarantine(folder / "q", 2);
    quarantine.forget("/a");
    EXPECT_TRUE(quarantine.entries().empty());
    EXPECT_FALSE(quarantine.add(at("/a", 1, 0), "bad in another way", ""));
    EXPECT_TRUE(quarantine.add(at("/a", 3, 90), "bad", ""));  // another record is
    EXPECT_TRUE(quarantine.add(at("/b", 1, 0), "bad", ""));   // as in another file
    quarantine.save();
  }
  const Quarantine quarantine(folder / "q", 3);
  ASSERT_EQ(quarantine.entries().size(), 3U);
  EXPECT_EQ(quarantine.entries().front().reason, "bad in another way");
}

TEST(Quarantine, what_an_interrupted_run_left_is_new_to_the_run_that_finishes_it) {
  const TemporaryFolder folder;
  const auto refuse = [&](std::uint64_t run) {
    Quarantine quarantine(folder / "q", run);
    quarantine.forget("/a");
    const bool is_new = quarantine.add(at("/a", 1, 0), "bad", "");
    quarantine.save();
    return is_new;
  };
  EXPECT_TRUE(refuse(5));
  EXPECT_TRUE(refuse(5));  // the first one was killed before it published
  EXPECT_FALSE(refuse(6));
  EXPECT_FALSE(refuse(7));
  const Quarantine quarantine(folder / "q", 8);
  ASSERT_EQ(quarantine.entries().size(), 1U);
  EXPECT_EQ(quarantine.entries().front().run, 5U);
}

TEST(Quarantine, what_a_run_refused_is_the_next_ones_to_tell_until_one_has_told_it) {
  const TemporaryFolder folder;
  const std::string file = folder / "q";
  {
    Quarantine quarantine(file, 1);
    quarantine.add(at("/told", 1, 0), "bad", "");
    quarantine.save();
    EXPECT_TRUE(is_untold(file));
    note_told(file);
    EXPECT_FALSE(is_untold(file));
  }
  {
    Quarantine quarantine(file, 2);
    quarantine.add(at("/a", 1, 0), "bad", "");
    quarantine.add(at("/a", 2, 9), "bad", "");
    quarantine.save();  // and the run is published, and ends without a word
    EXPECT_EQ(quarantine.new_records(), 2U);
    EXPECT_EQ(quarantine.untold_records(), 0U);
  }
  {
    Quarantine quarantine(file, 3);
    EXPECT_EQ(quarantine.new_records(), 0U);
    EXPECT_EQ(quarantine.untold_records(), 2U);
    quarantine.forget("/a");
    EXPECT_FALSE(quarantine.add(at("/a", 1, 0), "bad", ""));
    quarantine.add(at("/b", 1, 0), "bad", "");
    quarantine.save();  // as this one
  }
  {
    const Quarantine quarantine(file, 4);
    EXPECT_EQ(quarantine.untold_records(), 2U);
    note_told(file);
  }
  EXPECT_EQ(Quarantine(file, 4).untold_records(), 0U);
  write_text(file + ".untold", "");  // rather told twice than never
  EXPECT_EQ(Quarantine(file, 4).untold_records(), 3U);
}

TEST(Quarantine, a_file_that_is_read_again_and_fine_is_forgotten_the_others_not) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    quarantine.add(at("/a", 1, 0), "bad", "");
    quarantine.add(at("/ab", 1, 0), "bad", "");
    quarantine.save();
  }
  {
    Quarantine quarantine(folder / "q", 2);
    quarantine.forget("/a");
    quarantine.save();
  }
  const Quarantine quarantine(folder / "q", 3);
  ASSERT_EQ(quarantine.entries().size(), 1U);
  EXPECT_EQ(quarantine.entries().front().path, "/ab");
}

TEST(Quarantine, hostile_text_is_kept_harmless_and_short) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    const std::string raw = "\x1B[2J\xFF" + std::string(100'000, 'x');
    quarantine.add(at("/\xFF\x1B", 1, 0), "two\nlines \x1B[31m", raw);
    quarantine.save();
  }
  const std::string text = text_of(folder / "q");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(first_invalid_utf8(text), std::string::npos);
  EXPECT_LT(text.size(), 1000U);
  Quarantine quarantine(folder / "q", 2);
  EXPECT_EQ(quarantine.entries().front().reason, "two lines \uFFFD[31m");
  quarantine.forget("/\xFF\x1B");
  EXPECT_TRUE(quarantine.entries().empty());
}

TEST(Quarantine, is_written_only_when_something_changed) {
  const TemporaryFolder folder;
  Quarantine quarantine(folder / "q", 1);
  quarantine.forget("/a");
  quarantine.save();
  EXPECT_FALSE(fs::exists(folder / "q"));
  quarantine.add(at("/a", 1, 0), "bad", "");
  quarantine.save();
  fs::remove(folder / "q");
  quarantine.save();
  EXPECT_FALSE(fs::exists(folder / "q"));
}

TEST(Quarantine, goes_on_with_what_is_readable_and_names_and_keeps_the_rest) {
  const TemporaryFolder folder;
  const std::string file = folder / "q";
  {
    Quarantine quarantine(file, 1);
    quarantine.add(at("/a", 1, 0), "bad", "");
    quarantine.add(at("/b", 1, 0), "bad", "");
    quarantine.save();
  }
  const std::string good = text_of(file);
  EXPECT_EQ(Quarantine(file, 2).damage(), "");
  for (const std::string bad : {"{", "[]", R"({"path": 3})", "", R"({"path_hex": "zz"})"}) {
    write_text(file, good + bad + "\n");
    const Quarantine quarantine(file, 2);
    EXPECT_EQ(quarantine.damage(), file + " line 3 is damaged: the file was cut or changed") << bad;
    EXPECT_EQ(quarantine.paths(), (std::vector<std::string>{"/a", "/b"})) << bad;
  }
  const std::string cut = good.substr(good.find('\n') - 5);
  write_text(file, cut + "x\nx\ny\n");
  Quarantine quarantine(file, 2);
  EXPECT_EQ(quarantine.damage(), file + " lines 1, 3, 4, 5 are damaged: the file was cut or changed");
  EXPECT_TRUE(quarantine.must_read_again("/a", 1));
  EXPECT_FALSE(quarantine.must_read_again("/a", 0));
  EXPECT_FALSE(quarantine.must_read_again("/b", 1));
  EXPECT_TRUE(quarantine.must_read_again("/b", 2));
  quarantine.save();
  EXPECT_EQ(text_of(file), good.substr(good.find('\n') + 1));
  EXPECT_EQ(text_of(file + ".damaged"), cut.substr(0, 6) + "x\ny\n");
  EXPECT_EQ(quarantine.damage(), "");
  EXPECT_FALSE(quarantine.must_read_again("/a", 1));
  // Set aside, and killed before the file was replaced.
  write_text(file, cut + "x\nz\n");
  Quarantine(file, 2).save();
  EXPECT_EQ(text_of(file + ".damaged"), cut.substr(0, 6) + "x\ny\nz\n");
}

TEST(Quarantine, what_an_unpublished_run_says_of_a_file_counts_only_if_it_is_found_again) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    quarantine.add(at("/a", 1, 0), "bad", "");
    quarantine.save();
  }
  EXPECT_FALSE(Quarantine(folder / "q", 2).must_read_again("/a", 1));
  Quarantine quarantine(folder / "q", 1);  // the run before was killed
  EXPECT_TRUE(quarantine.must_read_again("/a", 0));
  EXPECT_FALSE(quarantine.must_read_again("/b", 0));
  quarantine.forget("/a");
  EXPECT_EQ(quarantine.new_records(), 0U);
}

TEST(Quarantine, of_a_file_with_more_records_than_are_listed_lacks_nothing) {
  const TemporaryFolder folder;
  {
    Quarantine quarantine(folder / "q", 1);
    for (std::uint64_t record = 1; record <= 5000; ++record) quarantine.add(at("/a", record, record), "bad", "");
    quarantine.save();
  }
  const std::string text = text_of(folder / "q");
  write_text(folder / "q", text + "{\n");
  EXPECT_FALSE(Quarantine(folder / "q", 2).must_read_again("/a", 5000));
  write_text(folder / "q", text.substr(9));
  EXPECT_TRUE(Quarantine(folder / "q", 2).must_read_again("/a", 5000));
}

}  // namespace
}  // namespace news::build
