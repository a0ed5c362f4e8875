// What a killed process leaves in a place for temporary files is removed by the next one, and nothing else is.
#include "indexer/build/scratch_folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "tests/unit/temporary_folder.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
using testing::write_text;

std::size_t folders_in(const std::string& place) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(place), fs::directory_iterator()));
}

/// Makes one in a process that is killed.
void leave_one(const std::string& place, const std::string& file) {
  const pid_t child = fork();
  if (child == 0) {
    const ScratchFolder scratch(place);
    fs::create_directories(fs::path(scratch.path() + "/" + file).parent_path());
    write_text(scratch.path() + "/" + file, "half");
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(WTERMSIG(status), SIGKILL);
}

TEST(ScratchFolder, goes_with_what_is_in_it) {
  const TemporaryFolder place;
  {
    const ScratchFolder scratch(place.path());
    write_text(scratch.path() + "/anything", "of this process");
    EXPECT_EQ(folders_in(place.path()), 1U);
  }
  EXPECT_EQ(folders_in(place.path()), 0U);
}

TEST(ScratchFolder, of_a_dead_process_is_removed_and_of_a_living_one_not) {
  const TemporaryFolder place;
  leave_one(place.path(), "bulk/postlist.glass");
  leave_one(place.path(), "api/part-1/iamglass");  // removes the first
  ASSERT_EQ(folders_in(place.path()), 1U);
  const ScratchFolder living(place.path());
  EXPECT_EQ(folders_in(place.path()), 1U);
  fs::create_directory(living.path() + "/bulk");
  const ScratchFolder other(place.path());
  EXPECT_TRUE(fs::exists(living.path() + "/bulk"));
  EXPECT_EQ(folders_in(place.path()), 2U);
}

TEST(ScratchFolder, removes_nothing_that_may_be_somebodys) {
  const TemporaryFolder place;
  for (const char* file : {"news-indexer.backup/letter.txt", "news-indexer.abcdef/bulk/letter.txt",
                           "news-indexer.conf.d/bulk/iamglass", "other.abcdef/bulk/iamglass"}) {
    fs::create_directories(fs::path(place / file).parent_path());
    write_text(place / file, "Dear ...");
  }
  fs::create_directory(place / "elsewhere");
  write_text(place / "elsewhere/iamglass", "kept");
  fs::create_directory_symlink(place / "elsewhere", place / "news-indexer.linked");
  const ScratchFolder scratch(place.path());
  EXPECT_EQ(folders_in(place.path()), 7U);
  EXPECT_TRUE(fs::exists(place / "news-indexer.backup/letter.txt"));
  EXPECT_TRUE(fs::exists(place / "news-indexer.abcdef/bulk/letter.txt"));
  EXPECT_TRUE(fs::exists(place / "elsewhere/iamglass"));
}

}  // namespace
}  // namespace news::build
