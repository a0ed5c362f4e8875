// Small files that are replaced whole or not at all.
#include "common/durable_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

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

}  // namespace
}  // namespace news
