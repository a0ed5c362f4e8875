// The entries of each table and the version file, byte by byte, as worked out by hand from Xapian's sources.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <thread>

#include "common/codec.h"
#include "common/error.h"
#include "indexer/build/glass/database_writer.h"
#include "tests/unit/glass_items.h"
#include "tests/unit/temporary_folder.h"

namespace news::glass {
namespace {

using testing::hex;
using testing::read_entries;
using testing::TemporaryFolder;
using testing::text_of;
using Entries = std::vector<std::pair<std::string, std::string>>;

class GlassTables : public ::testing::Test {
 protected:
  Entries postlist(const std::function<void(PostlistWriter&)>& fill) {
    PostlistWriter writer(folder_ / "t.glass");
    fill(writer);
    writer.finish();
    statistics_ = writer.statistics();
    return read_entries(text_of(folder_ / "t.glass"));
  }

  TemporaryFolder folder_;
  Statistics statistics_;
};

TEST_F(GlassTables, postlist_holds_metadata_values_lengths_and_postings) {
  ValueStatistics statistics;
  statistics.add(0, "b");
  statistics.add(0, "a");
  statistics.add(0, "");
  statistics.add(7, "only");
  const Entries entries = postlist([&](PostlistWriter& writer) {
    writer.metadata("empty", "");
    writer.metadata("key", "value");
    writer.value_statistics(statistics);
    writer.add_value(0, 3, "b");
    writer.add_value(0, 4, "");
    writer.add_value(0, 300, "a");
    writer.add_value(7, 3, "only");
    writer.add_length(3, 5);
    writer.add_length(4, 0);
    writer.add_length(300, 2);
    writer.begin_term(std::string("\0", 1));
    writer.add_posting(300, 0);
    writer.end_term();
    writer.begin_term("nothing");
    writer.end_term();
    writer.begin_term("oil");
    writer.add_posting(3, 5);
    writer.add_posting(300, 2);
    writer.end_term();
  });
  const Entries truth = {
      {hex("00 C0 'key'"), "value"},
      {hex("00 D0"), hex("02 01 'a' 'b'")},
      {hex("00 D0 07"), hex("01 04 'only'")},
      {hex("00 D8 00 0003"), hex("01 'b' A802 01 'a'")},  // 300 - 3 - 1 = 296
      {hex("00 D8 07 0003"), hex("04 'only'")},
      {hex("00 E0"), hex("00 00 02 '1' A902 05 00 00 A702 02")},  // documents - 3 apart: 297; gaps 0 and 295
      {hex("00 FF"), hex("01 00 AB02 '1' 00 00")},
      {hex("'oil'"), hex("02 07 02 '1' A902 05 A802 02")},
  };
  EXPECT_EQ(entries, truth);
  EXPECT_EQ(statistics_, (Statistics{3, 300, 2, 5, 5, 7}));
}

TEST_F(GlassTables, postlist_cuts_lists_at_2000_bytes) {
  const Entries entries = postlist([](PostlistWriter& writer) {
    for (DocId docid = 1; docid <= 1500; ++docid) writer.add_length(docid, 1);
    writer.begin_term("oil");
    std::vector<Posting> postings;
    for (DocId docid = 1; docid <= 2001; ++docid) postings.push_back({2 * docid, 1});
    writer.add_postings(postings);
    writer.end_term();
  });
  // The first posting of a chunk has a byte, each further one two: the 1,001st ends at 2,001.
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].first, hex("00 E0"));
  EXPECT_EQ(entries[0].second.substr(0, 10), hex("00 00 00 '0' E807 01 00 01 00"));
  EXPECT_EQ(entries[1].first, hex("00 E0 03EA"));
  EXPECT_EQ(entries[1].second.substr(0, 5), hex("'1' F203 01 00"));  // 1500 - 1002
  EXPECT_EQ(entries[2].first, "oil");
  EXPECT_EQ(entries[2].second.substr(0, 10), hex("D10F D10F 01 '0' D00F 01 01"));  // 2,001 twice; from 2 to 2,002
  EXPECT_EQ(entries[2].second.size(), 8U + 2001);
  EXPECT_EQ(entries[3].first, hex("'oil' 00 07D4"));  // 2,004
  EXPECT_EQ(entries[3].second.size(), 3U + 1999);
  EXPECT_EQ(entries[3].second.substr(0, 5), hex("'1' CE0F 01 01"));  // 4,002 - 2,004
}

TEST_F(GlassTables, postlist_cuts_values_at_2000_bytes) {
  ValueStatistics statistics;
  const Entries entries = postlist([&](PostlistWriter& writer) {
    for (DocId docid = 1; docid <= 3; ++docid) statistics.add(1, std::string(1200, 'v'));
    writer.value_statistics(statistics);
    for (DocId docid = 1; docid <= 3; ++docid) writer.add_value(1, docid, std::string(1200, 'v'));
  });
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[1].first, hex("00 D8 01 0001"));
  EXPECT_EQ(entries[1].second.size(), 2 + 1200U + 1 + 2 + 1200);
  EXPECT_EQ(entries[2].first, hex("00 D8 01 0003"));
}

TEST_F(GlassTables, postlist_orders_great_slots_by_their_bytes) {
  ValueStatistics statistics;
  for (const std::uint32_t slot : {1U, 200U, 256U, 300U}) statistics.add(slot, "v");
  const Entries entries = postlist([&](PostlistWriter& writer) {
    writer.value_statistics(statistics);
    for (const std::uint32_t slot : {1U, 256U, 300U, 200U}) writer.add_value(slot, 1, "v");
  });
  std::vector<std::string> keys;
  for (const auto& [key, tag] : entries) keys.push_back(key);
  const std::vector<std::string> truth = {hex("00D0 0001"),      hex("00D0 01"),       hex("00D0 2C01"),
                                          hex("00D0 C8"),        hex("00D8 01 0001"),  hex("00D8 8002 0001"),
                                          hex("00D8 AC02 0001"), hex("00D8 C801 0001")};
  EXPECT_EQ(keys, truth);
  EXPECT_TRUE(comes_before(1, 2) && comes_before(127, 128) && comes_before(256, 200) && comes_before(300, 200));
  EXPECT_FALSE(comes_before(2, 1) || comes_before(2, 2) || comes_before(200, 300));
}

TEST_F(GlassTables, postlist_is_written_in_order) {
  ValueStatistics one;
  one.add(0, "v");
  const std::vector<std::function<void(PostlistWriter&)>> wrong = {
      [](PostlistWriter& writer) { writer.metadata("", "v"); },
      [](PostlistWriter& writer) { writer.add_length(0, 1); },
      [](PostlistWriter& writer) { writer.add_length(5, 1), writer.add_length(5, 1); },
      [](PostlistWriter& writer) { writer.add_length(1, 1), writer.metadata("k", "v"); },
      [](PostlistWriter& writer) { writer.add_posting(1, 1); },
      [](PostlistWriter& writer) { writer.end_term(); },
      [](PostlistWriter& writer) { writer.begin_term(""); },
      [](PostlistWriter& writer) { writer.begin_term("a"), writer.begin_term("b"); },
      [](PostlistWriter& writer) { writer.begin_term("a"), writer.finish(); },
      [](PostlistWriter& writer) { writer.begin_term("a"), writer.add_posting(2, 1), writer.add_posting(1, 1); },
      [](PostlistWriter& writer) { writer.finish(), writer.add_length(1, 1); },
      [&](PostlistWriter& writer) { writer.value_statistics(one), writer.finish(); },
      [&](PostlistWriter& writer) { writer.add_value(0, 1, "v"), writer.add_length(1, 1); },
      [&](PostlistWriter& writer) { writer.add_value(0, 2, "v"), writer.add_value(0, 2, "v"); },
      [&](PostlistWriter& writer) { writer.value_statistics(one), writer.value_statistics(one); },
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    PostlistWriter writer(folder_ / "t.glass");
    EXPECT_THROW(wrong[i](writer), std::logic_error) << i;
  }
  PostlistWriter writer(folder_ / "t.glass");
  for (const char* term : {"b", "a"}) {
    writer.begin_term(term);
    writer.add_posting(1, 1);
    if (*term == 'b') writer.end_term();
  }
  EXPECT_THROW(writer.end_term(), std::logic_error);
}

TEST_F(GlassTables, postlist_refuses_what_a_database_can_not_hold) {
  PostlistWriter writer(folder_ / "t.glass");
  EXPECT_THROW(writer.metadata(std::string(254, 'k'), "v"), Error);
  EXPECT_THROW(writer.begin_term(std::string(246, 't')), Error);
  writer.begin_term("often");
  writer.add_posting(1, 0xFFFF'FFFF);
  writer.end_term();
  writer.begin_term("oftener");
  writer.add_posting(1, 0xFFFF'FFFF);
  writer.add_posting(2, 1);
  EXPECT_THROW(writer.end_term(), Error);
  EXPECT_EQ(writer.statistics().largest_wdf, 0xFFFF'FFFFU);
}

TEST_F(GlassTables, statistics_of_values_are_merged) {
  ValueStatistics left;
  ValueStatistics right;
  left.add(1, "m");
  right.add(1, "z");
  right.add(1, "\x01");
  right.add(2, "x");
  left.merge(right);
  left.merge(ValueStatistics());
  const std::map<std::uint32_t, SlotStatistics> truth = {{1, {3, "\x01", "z"}}, {2, {1, "x", "x"}}};
  EXPECT_EQ(left.slots(), truth);
}

TEST_F(GlassTables, positions_are_kept_by_term_and_docid) {
  PositionWriter writer(folder_ / "t.glass");
  writer.begin_term("a");
  writer.add(0x8000, "x");
  writer.begin_term(std::string("a\0", 2));
  writer.add(1, "y");
  writer.begin_term("b");
  writer.add(1, "z");
  EXPECT_THROW(writer.add(1, "z"), std::logic_error);
  writer.begin_term("a");
  EXPECT_THROW(writer.add(0x8001, "z"), std::logic_error);
  writer.begin_term("c");
  EXPECT_EQ(writer.finish().entries, 3U);
  const Entries truth = {{hex("'a' 00 80 8000"), "x"}, {hex("'a' 00 FF 00 0001"), "y"}, {hex("'b' 00 0001"), "z"}};
  EXPECT_EQ(read_entries(text_of(folder_ / "t.glass")), truth);
  EXPECT_EQ(writer.last_docid(), 0x8000U);
}

TEST_F(GlassTables, term_lists_and_slots_are_kept_by_docid) {
  TermlistWriter writer(folder_ / "t.glass");
  writer.add(1, "terms", Packing::plain, hex("00"));
  writer.add(2, "", Packing::plain, "");
  writer.add(0x8000, "terms", Packing::deflated, hex("01"));
  writer.finish();
  const Entries truth = {{hex("0001"), "terms"},
                         {hex("0001 00"), hex("00")},
                         {hex("0002"), ""},
                         {hex("80 8000"), "terms"},
                         {hex("80 8000 00"), hex("01")}};
  EXPECT_EQ(read_entries(text_of(folder_ / "t.glass")), truth);
  EXPECT_EQ(writer.documents(), 3U);
}

TEST_F(GlassTables, data_is_kept_by_docid_unless_empty) {
  DocdataWriter writer(folder_ / "t.glass");
  writer.add(1, "data", Packing::plain);
  writer.add(2, "", Packing::plain);
  writer.add(3, "packed", Packing::deflated);
  writer.finish();
  const Entries truth = {{hex("0001"), "data"}, {hex("0003"), "packed"}};
  EXPECT_EQ(read_entries(text_of(folder_ / "t.glass")), truth);
}

TEST(GlassVersionFile, is_these_bytes) {
  const Uuid uuid = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  const DatabaseRoots roots = {{299, 2, 70000, 300}, {0, 0, 3, 1}, {9, 1, 200, 10}, {}};
  const Statistics statistics = {200, 205, 3, 1000, 40, 0x1'0000'0000};
  EXPECT_EQ(encode_version_file(uuid, roots, statistics),
            hex("0F 0D 'Xapian Glass' 046E 01020304 05060708 090A0B0C 0D0E0F10 01"
                // Root, level << 2 | sequential, entries, 8192 >> 11, deflated above, free list.
                "AB02 0A F0A204 04 00 07 01 AC02 00000000"
                "00 02 03 04 12 06 01 01 00000000"
                "09 06 C801 04 12 06 01 0A 00000000"
                "00 03 00 04 00 00"
                "00 03 00 04 12 00"
                "00 03 00 04 12 00"
                // 200, 205 - 200, 3, 40, 1000 - 40, 0, 2^32, 0
                "C801 05 03 28 C007 00 8080808010 00"));
}

TEST_F(GlassTables, database_is_written_by_three_threads) {
  DatabaseWriter database(folder_ / "db");
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    for (DocId docid = 1; docid <= 5000; ++docid) database.postlist().add_length(docid, 2);
    database.postlist().begin_term("t");
    for (DocId docid = 1; docid <= 5000; ++docid) database.postlist().add_posting(docid, 2);
    database.postlist().end_term();
    database.postlist().finish();
  });
  threads.emplace_back([&] {
    database.positions().begin_term("t");
    for (DocId docid = 1; docid <= 5000; ++docid) database.positions().add(docid, "\x05");
  });
  threads.emplace_back([&] {
    for (DocId docid = 1; docid <= 5000; ++docid) {
      database.termlist().add(docid, hex("02 01 01 't' 02"), Packing::plain, "");
      database.docdata().add(docid, "data", Packing::plain);
    }
  });
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "db/iamglass"));
  database.finish({});
  EXPECT_TRUE(std::filesystem::exists(folder_ / "db/iamglass"));
  EXPECT_EQ(read_entries(text_of(folder_ / "db/docdata.glass")).size(), 5000U);
}

TEST_F(GlassTables, database_does_not_contradict_itself) {
  const std::vector<std::function<void(DatabaseWriter&)>> wrong = {
      [](DatabaseWriter& database) { database.postlist().add_length(1, 0); },
      [](DatabaseWriter& database) { database.termlist().add(1, "", Packing::plain, ""); },
      [](DatabaseWriter& database) { database.docdata().add(1, "d", Packing::plain); },
      [](DatabaseWriter& database) {
        database.positions().begin_term("t");
        database.positions().add(1, "\x05");
      },
      [](DatabaseWriter& database) {
        database.postlist().add_length(1, 0);
        database.termlist().add(2, "", Packing::plain, "");
      },
      [](DatabaseWriter& database) {
        database.postlist().begin_term("t");
        database.postlist().add_posting(1, 1);
        database.postlist().end_term();
      },
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    DatabaseWriter database(folder_ / std::to_string(i));
    wrong[i](database);
    EXPECT_THROW(database.finish({}), std::logic_error) << i;
    EXPECT_FALSE(std::filesystem::exists(folder_ / std::to_string(i) + "/iamglass")) << i;
  }
}

TEST_F(GlassTables, database_is_not_written_over_another) {
  DatabaseWriter(folder_ / "db").finish({});
  EXPECT_THROW(DatabaseWriter(folder_ / "db"), Error);
  EXPECT_THROW(DatabaseWriter(folder_ / "none/db"), Error);
}

}  // namespace
}  // namespace news::glass
