// Small files that are replaced whole or not at all.
#include "common/durable_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

using testing::TemporaryFolder;
using testing::text_of;
using testing::write_text;

template <typename Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::io);
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return {};
}

TEST(DurableFile, is_read_whole) {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  write_text(folder / "file", bytes);
  EXPECT_EQ(read_file(folder / "file"), bytes);
  write_text(folder / "empty", "");
  EXPECT_EQ(read_file(folder / "empty"), "");
}

TEST(DurableFile, is_replaced_by_content_of_any_size) {
  const TemporaryFolder folder;
  for (const std::size_t size : {10U, 1'000'000U, 0U}) {
    replace_file(folder / "file", std::string(size, 'x'));
    EXPECT_EQ(text_of(folder / "file"), std::string(size, 'x'));
  }
  // Nothing is left beside it.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(DurableFile, leftovers_of_a_killed_writer_do_no_harm) {
  const TemporaryFolder folder;
  write_text(folder / "file.new", "half of something much longer");
  replace_file(folder / "file", "whole");
  EXPECT_EQ(text_of(folder / "file"), "whole");
}

TEST(DurableFile, stands_where_it_can_not_be_replaced) {
  const TemporaryFolder folder;
  write_text(folder / "file", "old");
  std::filesystem::create_directory(folder / "file.new");
  const std::string message = message_of([&] { replace_file(folder / "file", "new"); });
  EXPECT_NE(message.find(folder / "file.new"), std::string::npos) << message;
  EXPECT_EQ(text_of(folder / "file"), "old");
}

TEST(DurableFile, errors_name_the_path_and_the_reason) {
  const TemporaryFolder folder;
  const auto expect = [&](const std::string& path, const std::string& reason, auto action) {
    const std::string message = message_of([&] { action(path); });
    EXPECT_NE(message.find(path), std::string::npos) << message;
    EXPECT_NE(message.find(reason), std::string::npos) << message;
  };
  expect(folder / "none", "No such file", [](const std::string& path) { static_cast<void>(read_file(path)); });
  expect(folder.path(), "Is a directory", [](const std::string& path) { static_cast<void>(read_file(path)); });
  expect(folder / "none/file", "No such file", [](const std::string& path) { replace_file(path, "x"); });
  expect(folder / "none", "No such file", [](const std::string& path) { sync_path(path); });
  expect(folder / "none", "No such file", [](const std::string& path) { sync_folder(path); });
}

TEST(DurableFile, a_folder_is_flushed_with_its_files) {
  const TemporaryFolder folder;
  write_text(folder / "file", "x");
  std::filesystem::create_directory(folder / "below");
  EXPECT_NO_THROW(sync_folder(folder.path()));
}

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  FileLines in(path);
  while (const std::optional<std::string_view> line = in.next()) lines.emplace_back(*line);
  EXPECT_FALSE(in.next());
  return lines;
}

TEST(FileLines, are_those_of_getline) {
  const TemporaryFolder folder;
  const std::string path = folder / "lines";
  const std::string filler(70'000, 'x');  // more than is read at once
  for (const std::string& text : {std::string(), std::string("\n"), std::string("a"), std::string("a\n"),
                                  std::string("\n\nb"), std::string("a\0b\r\n\n", 6), filler + "\n" + filler,
                                  std::string(65'535, 'y') + "\n" + filler + "\n", std::string(65'536, 'z') + "\n"}) {
    write_text(path, text);
    std::vector<std::string> expected;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) expected.push_back(line);
    EXPECT_EQ(lines_of(path), expected) << text.size();
  }
}

TEST(FileLines, do_not_end_where_reading_fails) {
  const TemporaryFolder folder;
  EXPECT_THROW(FileLines(folder / "none"), Error);
  FileLines lines(folder.path());  // a folder can be opened, not read
  EXPECT_THROW(lines.next(), Error);
}

TEST(Replacement, that_is_not_put_changes_nothing) {
  const TemporaryFolder folder;
  const std::string path = folder / "file";
  replace_file(path, "old");
  {
    Replacement replacement(path);
    for (int i = 0; i < 100; ++i) replacement.write(std::string(10'000, 'n'));
  }
  EXPECT_EQ(read_file(path), "old");
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
  Replacement replacement(path);
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string piece(static_cast<std::size_t>(i * 2'000), static_cast<char>('a' + i % 26));
    replacement.write(piece);
    expected += piece;
  }
  EXPECT_EQ(read_file(path), "old");
  replacement.put();
  EXPECT_EQ(read_file(path), expected);
}

TEST(UpdatedFile, keeps_its_mode_and_the_link_that_leads_to_it) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "kept");
  write_text(folder / "kept/file", "one");
  std::filesystem::permissions(folder / "kept/file", std::filesystem::perms(0640));
  std::filesystem::create_symlink("kept/file", folder / "link");
  update_file(folder / "link", [](const std::string& content) { return content + " two"; });
  EXPECT_EQ(text_of(folder / "kept/file"), "one two");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(std::filesystem::status(folder / "kept/file").permissions(), std::filesystem::perms(0640));
  // A link to what is not there yet.
  std::filesystem::create_symlink(folder / "new", folder / "dangling");
  update_file(folder / "dangling", [](const std::string&) { return "made"; });
  EXPECT_EQ(text_of(folder / "new"), "made");
}

TEST(UpdatedFile, is_made_with_its_folder_but_not_where_the_change_fails) {
  const TemporaryFolder folder;
  update_file(folder / "a/b/file", [](const std::string& content) { return content + "x"; });
  EXPECT_EQ(text_of(folder / "a/b/file"), "x");
  const auto fails = [](const std::string&) -> std::string { throw Error(Code::usage, "no"); };
  EXPECT_THROW(update_file(folder / "none", fails), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
  EXPECT_THROW(update_file(folder / "a/b/file", fails), Error);
  EXPECT_EQ(text_of(folder / "a/b/file"), "x");
  EXPECT_EQ(message_of([&] { update_file(folder / "a/b", [](const std::string& text) { return text; }); }),
            (folder / "a/b") + " is a folder");
}

TEST(UpdatedFile, is_a_regular_file) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink("/dev/full", folder / "device");
  for (const std::string& path : {folder / "pipe", folder / "device", std::string("/dev/null")}) {
    EXPECT_EQ(message_of([&] { update_file(path, [](const std::string& text) { return text + "x"; }); }),
              path + " is no regular file");
  }
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "pipe"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "device"));
}

TEST(UpdatedFile, leaves_nothing_beside_it_where_the_disk_is_full) {
  const TemporaryFolder folder;
  write_text(folder / "file", "old");
  // A limit on the size of files, which fails a write as a full disk does.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string message =
      message_of([&] { update_file(folder / "file", [](const std::string&) { return std::string(5000, 'x'); }); });
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(message, "can't write " + (folder / "file.new") + ": File too large");
  EXPECT_EQ(text_of(folder / "file"), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(UpdatedFile, loses_nothing_when_processes_change_it_at_once) {
  const TemporaryFolder folder;
  const std::string path = folder / "count";
  constexpr std::size_t kProcesses = 8;
  constexpr std::size_t kRounds = 25;
  std::vector<pid_t> children;
  for (std::size_t i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (std::size_t round = 0; round < kRounds; ++round)
        update_file(path, [](const std::string& text) { return text + "x"; });
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(text_of(path), std::string(kProcesses * kRounds, 'x'));
}

}  // namespace
}  // namespace news
