// What a run remembers of files, in memory and on disk.
#include "indexer/build/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <map>
#include <random>
#include <string>

#include "common/error.h"
#include "indexer/build/manifest_file.h"
#include "tests/unit/archive_state.h"
#include "tests/unit/temporary_folder.h"

namespace news::build {
namespace {

using testing::files_of;
using testing::TemporaryFolder;
using testing::text_of;
using testing::write_text;

template <typename Action>
Error error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {Code::usage, ""};
}

ManifestEntry entry(std::uint64_t size) { return {size, -5, digest_of(std::to_string(size)), 2, 3, 4}; }

TEST(Manifest, is_a_map_of_paths) {
  std::mt19937 random(1);
  const auto below = [&](unsigned end) { return static_cast<unsigned>(random() % end); };
  Manifest manifest;
  std::map<std::string, ManifestEntry> expected;
  EXPECT_EQ(manifest.find(""), nullptr);
  for (unsigned i = 0; i < 20'000; ++i) {
    std::string path(below(3), 'a');
    for (unsigned part = below(4); part > 0; --part) path += "/folder-" + std::to_string(below(20));
    if (below(10) == 0) path += std::string(below(300), '\0');
    if (below(3) == 0) {
      manifest.erase(path);
      expected.erase(path);
    } else {
      manifest.insert_or_assign(path, entry(i));
      expected.insert_or_assign(path, entry(i));
    }
    const ManifestEntry* found = manifest.find(path);
    ASSERT_EQ(found != nullptr, expected.contains(path));
    ASSERT_TRUE(found == nullptr || found->size == i);
    ASSERT_EQ(manifest.size(), expected.size());
    ASSERT_EQ(manifest.empty(), expected.empty());
  }
  for (const auto& [path, each] : expected) {
    ASSERT_NE(manifest.find(path), nullptr);
    EXPECT_TRUE(*manifest.find(path) == each);
  }
  EXPECT_TRUE(files_of(manifest) == expected);
}

TEST(Manifest, keeps_the_order_in_which_files_come) {
  Manifest manifest = {{"/b", entry(1)}, {"/a", entry(2)}, {"/c", entry(3)}};
  manifest.erase("/b");
  manifest.insert_or_assign("/b", entry(4));
  std::string order;
  manifest.for_each([&](const std::string& path, const ManifestEntry&) { order += path; });
  EXPECT_EQ(order, "/b/a/c");
}

TEST(ManifestFile, comes_back_whatever_the_path_is) {
  const TemporaryFolder folder;
  const Manifest manifest = {{"/news/a \"b\".json", entry(1)},
                             {"/news/\u00E9\n", entry(2)},
                             {"/news/\xFF\x80", entry(3)},
                             {"", entry(std::numeric_limits<std::uint64_t>::max())}};
  write_manifest(folder.path(), manifest);
  Manifest back;
  read_manifest(folder.path(), back);
  EXPECT_TRUE(files_of(back) == files_of(manifest));
}

TEST(ManifestFile, of_a_newer_part_replaces_what_an_older_one_says) {
  const TemporaryFolder folder;
  Manifest manifest = {{"/a", entry(1)}, {"/b", entry(2)}};
  write_manifest(folder.path(), {{"/b", entry(9)}});
  read_manifest(folder.path(), manifest);
  EXPECT_EQ(manifest.find("/a")->size, 1U);
  EXPECT_EQ(manifest.find("/b")->size, 9U);
}

TEST(ManifestFile, is_changed_line_by_line) {
  const TemporaryFolder folder;
  const auto held = [&] {
    Manifest manifest;
    read_manifest(folder.path(), manifest);
    return files_of(manifest);
  };
  using Files = std::map<std::string, ManifestEntry>;
  const std::string path = manifest_path(folder.path());
  write_manifest(folder.path(), {{"/b", entry(2)}, {"/d", entry(4)}, {"/f", entry(6)}});
  update_manifest(folder.path(), {{"/a", entry(1)}, {"/d", entry(40)}, {"/e", entry(5)}}, {"/f"});
  const Files expected = {{"/a", entry(1)}, {"/b", entry(2)}, {"/d", entry(40)}, {"/e", entry(5)}};
  EXPECT_TRUE(held() == expected);

  const auto written = std::filesystem::last_write_time(path);
  update_manifest(folder.path(), {}, {"/none"});
  EXPECT_EQ(std::filesystem::last_write_time(path), written);
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));

  // Lines that somebody has doubled: all of them change.
  const std::string text = text_of(path);
  write_text(path, text + text);
  update_manifest(folder.path(), {{"/b", entry(20)}}, {"/e"});
  EXPECT_TRUE(held() == Files({{"/a", entry(1)}, {"/b", entry(20)}, {"/d", entry(40)}}));
}

TEST(ManifestFile, that_is_missing_or_damaged_is_an_error) {
  const TemporaryFolder folder;
  Manifest manifest;
  EXPECT_EQ(error_of([&] { read_manifest(folder.path(), manifest); }).code(), Code::archive_damaged);
  write_manifest(folder.path(), {{"/a", entry(1)}});
  const std::string good = text_of(manifest_path(folder.path()));
  const std::string hex = R"({"path_hex":"zz","size":1,"mtime_ns":1,"digest":")" + to_hex({}) +
                          R"(","members":1,"articles":1,"refused":0})";
  for (const std::string& bad : {std::string("{"), std::string("{}"), std::string("\n"), hex,
                                 good.substr(0, good.find("digest") + 12) + "\"}"}) {
    write_text(manifest_path(folder.path()), good + bad);
    const Error error = error_of([&] { read_manifest(folder.path(), manifest); });
    EXPECT_EQ(error.code(), Code::archive_damaged) << bad;
    EXPECT_NE(std::string(error.what()).find("line 2"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace news::build
