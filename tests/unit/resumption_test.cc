// Runs that are interrupted anywhere and taken up again leave the archive that an undisturbed run leaves.
#include "indexer/build/resumption.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "common/error.h"
#include "tests/unit/archive_runs.h"
#include "tests/unit/archive_state.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

using testing::articles_of;
using testing::state_of;
using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }

FileStamp stamp_of(const Stating& file) { return {file.path, file.articles.size() * 10, 7}; }

/// Reads the files as far as `articles` allows, and what can be taken up is not read. Returns whether all were read.
bool read_some(ArchiveWriter& writer, const std::vector<Stating>& files, std::uint64_t articles,
               std::uint64_t* taken_up = nullptr) {
  for (const Stating& file : files) {
    if (writer.can_take_up(stamp_of(file))) {
      const TakenUp taken = writer.take_up(stamp_of(file));
      if (taken_up != nullptr) *taken_up += taken.articles;
      continue;
    }
    writer.begin_file(stamp_of(file));
    std::uint64_t offset = 0;
    for (Article article : file.articles) {
      if (articles-- == 0) return false;
      article.provenances = {{file.path, "", offset, 10, digest_of(article.id + file.path)}};
      offset += 10;
      if (article.paragraphs.empty()) {
        writer.cancel(article);
      } else {
        writer.add(std::move(article));
      }
    }
    writer.end_file({stamp_of(file).size, 7, digest_of(file.path), 1, file.articles.size(), 0},
                    file.whole ? Completeness::whole : Completeness::partial);
  }
  return true;
}

/// Files whose articles share few ids, some of them cancellations, some with an odd form.
std::vector<Stating> random_files(Random& random, std::uint64_t ids) {
  std::vector<Stating> files(1 + below(random, 12));
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].path = "/file " + std::to_string(i);
    files[i].whole = below(random, 8) != 0;
    const bool cancels = below(random, 4) == 0;
    const std::uint64_t articles = below(random, 6);
    for (std::uint64_t k = 0; k < articles; ++k) {
      const std::string id = std::to_string(below(random, ids));
      Article article = story(id, below(random, 3) == 0 ? "dying storm" : "storm " + std::to_string(below(random, 4)));
      article.version = below(random, 3);
      if (cancels && below(random, 2) == 0) article.paragraphs.clear();
      files[i].articles.push_back(std::move(article));
    }
  }
  return files;
}

class Resuming : public ArchiveRuns {
 protected:
  /// One run, interrupted again and again, each time a little later: files that gave more than articles are read again.
  void run_interrupted(const std::vector<Stating>& files, Random& random) {
    for (std::uint64_t least = 0;; ++least) {
      ArchiveWriter writer(archive(), kTinyBatches);
      if (read_some(writer, files, least + below(random, 12))) return writer.publish();
      if (below(random, 2) == 0) writer.suspend();
    }
  }
  /// Two empty archives.
  void begin_anew() const {
    for (const std::string& folder : {archive(), calm_.path()}) {
      fs::remove_all(folder);
      fs::create_directory(folder);
    }
  }
  void run_calm(const std::vector<Stating>& files) {
    ArchiveWriter writer(calm_.path(), kTinyBatches);
    ASSERT_TRUE(read_some(writer, files, 1'000'000));
    writer.publish();
  }

  testing::TemporaryFolder calm_;
};

TEST_F(Resuming, comes_to_what_an_undisturbed_run_comes_to) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    begin_anew();
    const std::uint64_t ids = 1 + below(random, 40);
    for (int run = 0; run < 3; ++run) {
      const std::vector<Stating> files = random_files(random, ids);
      run_interrupted(files, random);
      run_calm(files);
      ASSERT_EQ(state_of(archive()), state_of(calm_.path()));
      EXPECT_FALSE(fs::exists(archive() + "/building"));
    }
    expect_sound();
  }
}

/// Files as they may be at another time: some are not there, some say something else, their order is another.
std::vector<Stating> at_another_time(const std::vector<Stating>& files, Random& random) {
  std::vector<Stating> others;
  for (const Stating& file : files) {
    if (below(random, 3) == 0) continue;
    others.push_back(file);
    if (below(random, 4) == 0 && !file.articles.empty()) others.back().articles.pop_back();
  }
  if (below(random, 3) == 0) std::shuffle(others.begin(), others.end(), random);
  return others;
}

TEST_F(Resuming, counts_only_what_is_still_stated) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    begin_anew();
    const std::uint64_t ids = 1 + below(random, 40);
    for (int run = 0; run < 3; ++run) {
      const std::vector<Stating> files = random_files(random, ids);
      for (std::uint64_t times = below(random, 4); times > 0; --times) {
        ArchiveWriter writer(archive(), kTinyBatches);
        read_some(writer, at_another_time(files, random), below(random, 40));
        writer.suspend();
      }
      {
        ArchiveWriter writer(archive(), kTinyBatches);
        ASSERT_TRUE(read_some(writer, files, 1'000'000));
        writer.publish();
      }
      run_calm(files);
      ASSERT_EQ(articles_of(archive()), articles_of(calm_.path()));
    }
    expect_sound();
  }
}

std::vector<Stating> three_files() {
  return {{"/a", {story("1", "one"), story("2", "two")}}, {"/b", {story("3", "three")}}, {"/c", {story("4", "four")}}};
}

TEST_F(Resuming, does_not_read_again_what_is_safe) {
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    EXPECT_FALSE(read_some(writer, three_files(), 3));  // the end of /b is heard of
    EXPECT_EQ(writer.suspend(), 3U);
  }
  ArchiveWriter writer(archive(), kTinyBatches);
  std::uint64_t taken_up = 0;
  EXPECT_TRUE(read_some(writer, three_files(), 2, &taken_up));
  EXPECT_EQ(taken_up, 2U);  // the end of /b came behind the last batch
  writer.publish();
  EXPECT_EQ(held(), "1:one#1[/a] 2:two#1[/a] 3:three#1[/b] 4:four#1[/c]");
}

TEST_F(Resuming, takes_up_what_was_merged_and_not_published) {
  begin_anew();
  run_calm(three_files());
  const std::string expected = state_of(calm_.path());
  begin_anew();
  // As a run leaves it that is killed between its last two steps.
  {
    ArchiveWriter writer(calm_.path(), kTinyBatches);
    ASSERT_TRUE(read_some(writer, three_files(), 100));
    writer.suspend();
  }
  fs::rename(calm_.path() + "/building", calm_.path() + "/gen-000001");
  std::ofstream(calm_.path() + "/gen-000001/postlist.glass") << "half of it";
  ArchiveWriter writer(calm_.path(), kTinyBatches);
  std::uint64_t taken_up = 0;
  EXPECT_TRUE(read_some(writer, three_files(), 1, &taken_up));
  EXPECT_EQ(taken_up, 3U);
  writer.publish();
  EXPECT_EQ(state_of(calm_.path()), expected);
  EXPECT_EQ(live_generations(calm_.path()), std::vector<std::string>{"gen-000001"});
}

TEST_F(Resuming, reads_again_what_has_changed_since) {
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    EXPECT_FALSE(read_some(writer, three_files(), 3));
    writer.suspend();
  }
  ArchiveWriter writer(archive(), kTinyBatches);
  std::vector<Stating> files = three_files();
  files[0].articles = {story("1", "changed")};  // of another size
  EXPECT_TRUE(read_some(writer, files, 3));
  writer.publish();
  EXPECT_EQ(held(), "1:changed#1[/a] 3:three#1[/b] 4:four#1[/c]");
  expect_sound();
}

TEST_F(Resuming, is_for_the_same_job_only) {
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    EXPECT_FALSE(read_some(writer, three_files(), 3));
    writer.suspend();
  }
  BuilderOptions other = kTinyBatches;
  other.job = "another source";
  ArchiveWriter writer(archive(), other);
  EXPECT_FALSE(writer.can_take_up(stamp_of(three_files()[0])));
  EXPECT_TRUE(read_some(writer, three_files(), 4));
}

TEST_F(Resuming, counts_on_no_damaged_run) {
  {
    ArchiveWriter writer(archive(), kTinyBatches);
    EXPECT_FALSE(read_some(writer, three_files(), 3));
    writer.suspend();
  }
  {
    // A byte of the second run, as a power cut may leave it.
    std::fstream run(archive() + "/building/run-2", std::ios::in | std::ios::out | std::ios::binary);
    ASSERT_TRUE(run.is_open());
    run.seekp(100);
    run.put('\x7F');
    run.put('\x01');
  }
  ArchiveWriter writer(archive(), kTinyBatches);
  std::uint64_t taken_up = 0;
  EXPECT_TRUE(read_some(writer, three_files(), 4, &taken_up));
  EXPECT_EQ(taken_up, 0U);
  writer.publish();
  EXPECT_EQ(held(), "1:one#1[/a] 2:two#1[/a] 3:three#1[/b] 4:four#1[/c]");
}

TEST(Coverage, comes_back) {
  std::vector<Coverage> files(3);
  files[0] = {{"/a path \xFF", 5, -7}, 3, FileEnd{{5, -7, digest_of("x"), 1, 2, 3}, true}};
  files[1] = {{"", 0, 0}, 0, FileEnd{{0, 0, {}, 0, 0, 0}, false}};
  files[2] = {{"/b", 1ULL << 60U, 1}, 4'000'000'000U, {}};
  const std::string bytes = encode_coverage(files);
  const std::vector<Coverage> back = decode_coverage(bytes);
  ASSERT_EQ(back.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back[i].file, files[i].file);
    EXPECT_EQ(back[i].articles, files[i].articles);
    ASSERT_EQ(back[i].end.has_value(), files[i].end.has_value());
    if (!back[i].end) continue;
    EXPECT_EQ(back[i].end->articles_only, files[i].end->articles_only);
    EXPECT_TRUE(back[i].end->entry == files[i].end->entry);
  }
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    try {
      EXPECT_LT(decode_coverage(std::string_view(bytes).substr(0, size)).size(), 3U);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::archive_damaged);
    }
  }
}

}  // namespace
}  // namespace news::build
