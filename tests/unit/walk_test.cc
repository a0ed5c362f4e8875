// The walk over paths, in folders made for each test.
#include "indexer/sources/walk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "common/error.h"

namespace news::sources {
namespace {

namespace fs = std::filesystem;

class Walk : public ::testing::Test {
 protected:
  Walk() {
    std::string name = (fs::temp_directory_path() / "walk_test.XXXXXX").string();
    root_ = fs::canonical(::mkdtemp(name.data()));
  }
  ~Walk() override {
    std::error_code ignored;
    fs::permissions(root_ / "closed", fs::perms::owner_all, ignored);
    fs::remove_all(root_, ignored);
  }

  void write(const std::string& name, std::string_view text = "x") {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }

  /// Paths met, below the root, and problems as "path: reason".
  std::vector<std::string> walked(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back((root_ / name).string());
    std::vector<std::string> met;
    walk(
        paths, [&](const FileEntry& file) { met.push_back(fs::path(file.path).lexically_relative(root_).string()); },
        [&](std::string_view path, std::string_view reason) {
          met.push_back("! " + fs::path(path).lexically_relative(root_).string() + ": " + std::string(reason));
        });
    return met;
  }

  fs::path root_;
};

using Names = std::vector<std::string>;

TEST_F(Walk, folders_are_read_recursively_in_byte_order_with_dot_files) {
  for (const char* name : {"b.txt", "a/z", "a/B", "a/b", ".hidden/x", "\xc3\xa9.txt", "a.txt"}) write(name);
  EXPECT_EQ(walked({""}), (Names{".hidden/x", "a/B", "a/b", "a/z", "a.txt", "b.txt", "\xc3\xa9.txt"}));
}

TEST_F(Walk, paths_keep_their_order_and_each_file_comes_once) {
  write("a/one");
  write("a/two");
  EXPECT_EQ(walked({"a/two", "a", "a/../a/one", "a/two"}), (Names{"a/two", "a/one"}));
}

TEST_F(Walk, links_are_followed_and_loops_cut) {
  write("a/one");
  write("elsewhere/two");
  fs::create_directory_symlink(root_ / "a", root_ / "a/self");
  fs::create_directory_symlink(root_ / "elsewhere", root_ / "a/there");
  fs::create_symlink(root_ / "a/one", root_ / "a/zero");
  EXPECT_EQ(walked({"a"}), (Names{"a/one", "elsewhere/two"}));
}

TEST_F(Walk, problems_are_told_and_the_walk_goes_on) {
  write("a/one");
  fs::create_symlink(root_ / "nowhere", root_ / "a/dangling");
  EXPECT_EQ(walked({"missing", "a"}),
            (Names{"! missing: No such file or directory", "! a/dangling: No such file or directory", "a/one"}));
}

TEST_F(Walk, a_closed_folder_is_a_problem_and_no_end) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("closed/one");
  write("open/two");
  fs::permissions(root_ / "closed", fs::perms::none);
  EXPECT_EQ(walked({""}), (Names{"! closed: Permission denied", "open/two"}));
}

TEST_F(Walk, pipes_and_devices_are_passed_over) {
  write("a/one");
  ASSERT_EQ(::mkfifo((root_ / "a/pipe").c_str(), 0600), 0);
  EXPECT_EQ(walked({"a"}), (Names{"a/one"}));
}

TEST_F(Walk, a_file_is_told_with_size_and_time) {
  write("one", "12345");
  const struct timespec times[2] = {{1'700'000'000, 0}, {1'711'718'045, 123'456'789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (root_ / "one").c_str(), times, 0), 0);
  std::vector<FileEntry> files;
  walk(
      {(root_ / "one").string()}, [&](const FileEntry& file) { files.push_back(file); }, [](auto, auto) { FAIL(); });
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].size, 5U);
  EXPECT_EQ(files[0].mtime_ns, 1'711'718'045'123'456'789);
}

TEST_F(Walk, an_opened_file_is_read_to_its_end) {
  write("one", "12345");
  const auto bytes = open_file((root_ / "one").string());
  std::string buffer(3, '\0');
  EXPECT_EQ(bytes->read(buffer), 3U);
  EXPECT_EQ(buffer, "123");
  EXPECT_EQ(bytes->read(buffer), 2U);
  EXPECT_EQ(bytes->read(buffer), 0U);
  EXPECT_EQ(bytes->read(buffer), 0U);
}

TEST_F(Walk, a_missing_file_is_an_error_with_the_reason) {
  try {
    (void)open_file((root_ / "none").string());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::source_unreadable);
    EXPECT_NE(std::string(error.what()).find("No such file"), std::string::npos);
  }
}

}  // namespace
}  // namespace news::sources
