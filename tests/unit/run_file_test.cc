// Runs in memory and on the disk: what is written is read, what has changed is told.
#include "indexer/build/run_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "common/codec.h"
#include "common/error.h"
#include "indexer/build/inverter.h"
#include "indexer/build/term_merge.h"
#include "tests/unit/temporary_folder.h"

namespace news::build {
namespace {

Article story(const std::string& id, const std::string& body) {
  Article article;
  article.id = id;
  article.language = "en";
  if (!body.empty()) article.paragraphs = {body};
  return article;
}

Run run_of(const std::vector<Article>& articles) {
  Inverter inverter{Zone()};
  for (const Article& article : articles) inverter.add(article, digests_of(article), 1);
  return inverter.finish("where from");
}

std::string all_of(const RunSource& run, Section section) {
  std::string bytes(run.size(section) + 10, '\0');
  bytes.resize(run.read(section, 0, bytes.data(), bytes.size()));
  return bytes;
}

class RunFiles : public ::testing::Test {
 protected:
  const std::vector<Article> articles_ = {story("1", "oil and ice"), story("2", std::string(5000, 'o') + " oil"),
                                          story("3", "")};
  news::testing::TemporaryFolder folder_;
  const std::string path_ = folder_ / "run-1";
};

TEST_F(RunFiles, are_read_as_they_were_written) {
  const build::Run run = run_of(articles_);
  write_run(path_, run);
  const RunSource file(path_);
  const RunSource memory(run);
  for (const RunSource* source : {&file, &memory}) {
    EXPECT_EQ(source->articles(), 3U);
    for (std::size_t i = 0; i < kSections; ++i) EXPECT_EQ(all_of(*source, static_cast<Section>(i)), run.sections[i]);
    for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(stored_article(*source, i), articles_[i]);
    EXPECT_THROW(static_cast<void>(stored_article(*source, 3)), Error);
  }
  EXPECT_EQ(run[Section::coverage], "where from");
  EXPECT_EQ(run[Section::digests].size(), 3U * 32U);
}

TEST_F(RunFiles, of_nothing_are_runs) {
  write_run(path_, run_of({}));
  EXPECT_EQ(RunSource(path_).articles(), 0U);
}

TEST_F(RunFiles, that_were_cut_off_or_are_no_runs_are_told) {
  write_run(path_, run_of(articles_));
  const std::string whole = news::testing::text_of(path_);
  for (const std::size_t size : {std::size_t{0}, std::size_t{8}, whole.size() / 2, whole.size() - 1}) {
    news::testing::write_text(path_, whole.substr(0, size));
    EXPECT_THROW(RunSource{path_}, Error) << size;
  }
  EXPECT_THROW(RunSource(folder_ / "none"), Error);
}

TEST_F(RunFiles, that_have_changed_are_told_wherever_it_was) {
  const build::Run run = run_of(articles_);
  write_run(path_, run);
  const std::string whole = news::testing::text_of(path_);
  const auto read_all = [&] {
    const RunSource source(path_);
    for (std::size_t i = 0; i < kSections; ++i) {
      SectionReader reader(source, static_cast<Section>(i), 100);
      while (!reader.at_end()) reader.take(1);
    }
  };
  EXPECT_NO_THROW(read_all());
  for (std::size_t place = 8; place < whole.size(); place += 13) {
    std::string changed = whole;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    news::testing::write_text(path_, changed);
    EXPECT_THROW(read_all(), Error) << place;
  }
}

TEST_F(RunFiles, are_read_through_windows_of_any_size) {
  const RunSource source(run_of(articles_));
  for (const std::size_t window : {1U, 64U, 1000U, 1U << 20U}) {
    std::string read;
    SectionReader reader(source, Section::values, window);
    while (!reader.at_end()) {
      const std::uint64_t slot = reader.take_number();
      const std::uint64_t count = reader.take_number();
      const std::string_view list = reader.take_text();
      put_varint(read, slot);
      put_varint(read, count);
      put_string(read, list);
    }
    EXPECT_EQ(read, all_of(source, Section::values));
    EXPECT_THROW(reader.take(1), Error);
  }
}

TEST(TermMerge, gives_each_term_once_in_byte_order_with_the_runs_that_hold_it) {
  std::vector<RunSource> runs;
  runs.emplace_back(run_of({story("1", "ice oil oilfield")}));
  runs.emplace_back(run_of({}));
  runs.emplace_back(run_of({story("2", "apple ice"), story("3", "zulu oil")}));
  std::string seen;
  TermMerge merge(runs, Section::positions, 64);
  while (merge.next()) {
    seen += std::string(merge.term()) + ":";
    for (const std::size_t run : merge.runs()) {
      seen += std::to_string(run);
      for (std::uint64_t left = merge.reader(run).take_number(); left > 0; --left) {
        merge.reader(run).take_number();
        merge.reader(run).take_text();
      }
    }
    seen += ' ';
  }
  EXPECT_EQ(seen, "apple:2 ice:02 oil:02 oilfield:0 zulu:2 ");
}

}  // namespace
}  // namespace news::build
