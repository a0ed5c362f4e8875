// Containers made with libarchive's writer, then read; and what damage does to them.
#include "indexer/sources/containers.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

#include "common/error.h"
#include "indexer/sources/memory_stream.h"

namespace news::sources {
namespace {

struct FreeWriter {
  void operator()(archive* writer) const noexcept { archive_write_free(writer); }
};
using Writer = std::unique_ptr<archive, FreeWriter>;

struct Entry {
  std::string name;
  std::string data;
  int type = AE_IFREG;
  std::string link = {};
};

/// `setup` chooses format and filter on a fresh writer.
std::string packed(const std::vector<Entry>& entries, const std::function<void(archive*)>& setup) {
  std::string out(std::size_t{1} << 20, '\0');
  std::size_t used = 0;
  {
    const Writer writer(archive_write_new());
    setup(writer.get());
    archive_write_set_bytes_per_block(writer.get(), 0);
    EXPECT_EQ(archive_write_open_memory(writer.get(), out.data(), out.size(), &used), ARCHIVE_OK);
    for (const Entry& entry : entries) {
      archive_entry* header = archive_entry_new();
      archive_entry_set_pathname(header, entry.name.c_str());
      archive_entry_set_filetype(header, static_cast<unsigned>(entry.type));
      archive_entry_set_perm(header, 0644);
      archive_entry_set_size(header, static_cast<la_int64_t>(entry.data.size()));
      if (entry.type == AE_IFLNK) archive_entry_set_symlink(header, entry.link.c_str());
      if (entry.type == AE_IFREG && !entry.link.empty()) archive_entry_set_hardlink(header, entry.link.c_str());
      EXPECT_EQ(archive_write_header(writer.get(), header), ARCHIVE_OK) << archive_error_string(writer.get());
      if (!entry.data.empty()) archive_write_data(writer.get(), entry.data.data(), entry.data.size());
      archive_entry_free(header);
    }
    archive_write_close(writer.get());
  }
  out.resize(used);
  return out;
}

std::string tar(const std::vector<Entry>& entries) {
  return packed(entries, [](archive* writer) { archive_write_set_format_ustar(writer); });
}

std::string zip(const std::vector<Entry>& entries, const char* password = nullptr) {
  return packed(entries, [&](archive* writer) {
    archive_write_set_format_zip(writer);
    if (password == nullptr) return;
    archive_write_set_options(writer, "zip:encryption=traditional");
    archive_write_set_passphrase(writer, password);
  });
}

std::string compressed(const std::string& data, int (*filter)(archive*)) {
  return packed({{"data", data}}, [&](archive* writer) {
    archive_write_set_format_raw(writer);
    filter(writer);
  });
}

std::string gzip(const std::string& data) { return compressed(data, archive_write_add_filter_gzip); }

/// What a sink saw, one line each: "name: content" or "! name: reason".
class Seen : public MemberSink {
 public:
  void member(std::string_view member, ByteStream& bytes) override {
    std::string content;
    std::string buffer(977, '\0');
    try {
      while (const std::size_t got = bytes.read(buffer)) content.append(buffer, 0, got);
    } catch (const Error&) {
      lines.push_back(std::string(member) + ": " + content + " (cut)");
      throw;
    }
    lines.push_back(std::string(member) + ": " + content);
  }
  void unreadable(std::string_view member, std::string_view reason) override {
    lines.push_back("! " + std::string(member) + ": " + std::string(reason));
  }
  std::vector<std::string> lines;
};

std::vector<std::string> seen(std::string_view bytes, const Limits& limits = {}) {
  Seen sink;
  MemoryStream stream(bytes);
  read_members(stream, "test", limits, sink);
  return sink.lines;
}

using Lines = std::vector<std::string>;

/// Text that does not compress to nothing.
std::string noise(std::size_t length) {
  std::mt19937 random(7);
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + random() % 26);
  return text;
}

TEST(Containers, a_plain_file_is_one_member_without_a_name) {
  EXPECT_EQ(seen("story"), Lines{": story"});
  EXPECT_EQ(seen(""), Lines{": "});
  EXPECT_EQ(seen("PK is no zip"), Lines{": PK is no zip"});
  EXPECT_EQ(seen("BZh9 is no bzip2"), Lines{": BZh9 is no bzip2"});
}

TEST(Containers, compressed_files_are_told_by_their_first_bytes) {
  const std::string story = noise(200'000);
  for (const auto filter :
       {archive_write_add_filter_gzip, archive_write_add_filter_bzip2, archive_write_add_filter_xz,
        archive_write_add_filter_zstd, archive_write_add_filter_lz4, archive_write_add_filter_compress}) {
    EXPECT_EQ(seen(compressed(story, filter)), Lines{": " + story});
  }
}

TEST(Containers, an_empty_text_is_a_member_too) {
  EXPECT_EQ(seen(gzip("")), Lines{": "});
  EXPECT_EQ(seen(compressed("", archive_write_add_filter_xz)), Lines{": "});
}

TEST(Containers, gzip_members_on_end_are_one_text) {
  EXPECT_EQ(seen(gzip("one ") + gzip("") + gzip("two")), Lines{": one two"});
  EXPECT_EQ(seen(gzip("one") + std::string(512, '\0')), Lines{": one"});
}

TEST(Containers, a_truncated_gzip_gives_what_was_there) {
  const std::string story = noise(5000);
  const std::string whole = gzip(story);
  const Lines lines = seen(whole.substr(0, whole.size() / 2));
  ASSERT_EQ(lines.size(), 2U);
  ASSERT_TRUE(lines[0].ends_with(" (cut)"));
  const std::string got = lines[0].substr(2, lines[0].size() - 8);
  EXPECT_GT(got.size(), 1500U);
  EXPECT_TRUE(story.starts_with(got));
  EXPECT_EQ(lines[1], "! : truncated gzip data");
}

TEST(Containers, damaged_gzip_is_told_at_its_place) {
  std::string damaged = gzip(noise(5000));
  damaged[damaged.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(seen(damaged).back(), "! : damaged gzip data: incorrect data check");
  EXPECT_EQ(seen(gzip("one") + "garbage"),
            (Lines{": one (cut)", "! : bytes that are no gzip follow the end of the gzip data"}));
}

TEST(Containers, members_of_tar_and_zip_come_in_order_with_their_names) {
  const std::vector<Entry> entries = {{"b.txt", "two"}, {"news/a.txt", "one"}, {"empty", ""}};
  EXPECT_EQ(seen(tar(entries)), (Lines{"b.txt: two", "news/a.txt: one", "empty: "}));
  EXPECT_EQ(seen(zip(entries)), (Lines{"b.txt: two", "news/a.txt: one", "empty: "}));
}

TEST(Containers, names_keep_their_letters_and_lose_ill_formed_bytes) {
  EXPECT_EQ(seen(tar({{"caf\xc3\xa9", "x"}, {"caf\xe9", "y"}})), (Lines{"caf\xc3\xa9: x", "caf\xef\xbf\xbd: y"}));
}

TEST(Containers, folders_links_and_devices_are_passed_over) {
  EXPECT_EQ(seen(tar({{"d", "", AE_IFDIR},
                      {"a", "one"},
                      {"soft", "", AE_IFLNK, "a"},
                      {"hard", "", AE_IFREG, "a"},
                      {"device", "", AE_IFCHR}})),
            Lines{"a: one"});
}

TEST(Containers, containers_inside_containers_are_opened) {
  const std::string inner = gzip(tar({{"x", "deep"}, {"y.gz", gzip("deeper")}}));
  EXPECT_EQ(seen(zip({{"a", "one"}, {"t.tgz", inner}, {"z", "last"}})),
            (Lines{"a: one", "t.tgz/x: deep", "t.tgz/y.gz: deeper", "z: last"}));
}

TEST(Containers, one_bad_member_does_not_lose_the_others) {
  const std::string cut = gzip(noise(1000)).substr(0, 300);
  const Lines lines = seen(tar({{"a", "one"}, {"bad.gz", cut}, {"z", "last"}}));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0], "a: one");
  EXPECT_EQ(lines[2], "! bad.gz: truncated gzip data");
  EXPECT_EQ(lines[3], "z: last");
}

TEST(Containers, a_damaged_tar_header_is_told_once_and_passed) {
  std::string damaged = tar({{"a", "one"}, {"b", "two"}, {"c", "three"}});
  damaged[1024] ^= 1;  // first byte of the name of "b": its checksum is wrong now
  const Lines lines = seen(damaged);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "a: one");
  EXPECT_TRUE(lines[1].starts_with("! : ")) << lines[1];
  EXPECT_EQ(lines[2], "c: three");
}

TEST(Containers, a_truncated_container_is_told_once) {
  const std::string whole = gzip(tar({{"a", "one"}, {"b", noise(20'000)}}));
  const Lines lines = seen(whole.substr(0, whole.size() / 2));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "a: one");
  EXPECT_EQ(lines[2], "! b: truncated gzip data");
}

TEST(Containers, a_wrong_checksum_in_a_zip_is_told_after_the_text) {
  std::string damaged = zip({{"a", noise(5000)}, {"z", "last"}});
  damaged[1000] ^= 0x10;  // in the compressed data of "a"
  const Lines lines = seen(damaged);
  ASSERT_GE(lines.size(), 2U);
  EXPECT_TRUE(lines[1].starts_with("! a: ")) << lines[1];
}

TEST(Containers, encrypted_members_are_refused_as_such) {
  const Lines lines = seen(zip({{"secret", "one"}}, "password"));
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0], "! secret: encrypted");
}

TEST(Containers, depth_is_limited) {
  std::string nested = "core";
  for (int i = 0; i < 4; ++i) nested = gzip(nested);
  EXPECT_EQ(seen(nested, {.max_depth = 4}), Lines{": core"});
  EXPECT_EQ(seen(nested, {.max_depth = 3}), Lines{"! : more than 3 containers inside one another"});
}

TEST(Containers, the_number_of_members_is_limited) {
  EXPECT_EQ(seen(tar({{"a", "1"}, {"b", "2"}, {"c", "3"}}), {.max_members = 2}),
            (Lines{"a: 1", "b: 2", "! : more than 2 members"}));
}

/// Reads nothing but counts.
class Counting : public MemberSink {
 public:
  void member(std::string_view, ByteStream& bytes) override {
    std::string buffer(1 << 16, '\0');
    while (const std::size_t got = bytes.read(buffer)) total += got;
  }
  void unreadable(std::string_view, std::string_view reason) override { reasons.emplace_back(reason); }
  std::size_t total = 0;
  std::vector<std::string> reasons;
};

TEST(Containers, a_bomb_is_ended) {
  const std::string zeros(std::size_t{48} << 20, '\0');
  const std::string bomb = gzip(zeros) + gzip(zeros) + gzip(zeros);
  Counting sink;
  MemoryStream stream(bomb);
  read_members(stream, "bomb", {.max_ratio = 100}, sink);
  EXPECT_EQ(sink.reasons, Lines{"unpacks to more than 100 times its size"});
  EXPECT_LT(sink.total, std::size_t{100} << 20);
}

TEST(Containers, a_file_that_unpacks_to_too_much_in_all_is_ended) {
  const std::string packed = tar({{"a", gzip(std::string(3000, 'x'))}, {"b", std::string(9000, 'y')}, {"c", "z"}});
  Counting sink;
  MemoryStream stream(packed);
  read_members(stream, "much", {.max_total = 8000}, sink);
  EXPECT_EQ(sink.reasons, Lines{"unpacks to more than 8000 bytes"});
  EXPECT_GE(sink.total, 3000U);
  EXPECT_LT(sink.total, 8000U);
}

/// Leaves most of what it gets unread, or throws.
class Picky : public MemberSink {
 public:
  void member(std::string_view member, ByteStream& bytes) override {
    names.emplace_back(member);
    std::string one(1, '\0');
    (void)bytes.read(one);
    if (member == "unreadable") throw Error(Code::source_unreadable, "the reader gave up");
    if (member == "fatal") throw Error(Code::io, "disk full");
  }
  void unreadable(std::string_view member, std::string_view reason) override {
    names.push_back("! " + std::string(member) + ": " + std::string(reason));
  }
  std::vector<std::string> names;
};

TEST(Containers, what_a_sink_leaves_or_gives_up_is_passed_over) {
  Picky sink;
  const std::string bytes = tar({{"a", noise(3000)}, {"unreadable", noise(3000)}, {"z", "last"}});
  MemoryStream stream(bytes);
  read_members(stream, "test", {}, sink);
  EXPECT_EQ(sink.names, (Lines{"a", "unreadable", "! unreadable: the reader gave up", "z"}));
}

TEST(Containers, other_errors_of_a_sink_end_the_run) {
  Picky sink;
  const std::string bytes = zip({{"fatal", "x"}, {"z", "last"}});
  MemoryStream stream(bytes);
  EXPECT_THROW(read_members(stream, "test", {}, sink), Error);
  EXPECT_EQ(sink.names, Lines{"fatal"});
}

}  // namespace
}  // namespace news::sources
