// A table's blocks, byte by byte, as worked out by hand from Xapian's sources.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "common/error.h"
#include "indexer/build/glass/btree.h"
#include "tests/unit/glass_items.h"
#include "tests/unit/temporary_folder.h"

namespace news::glass {
namespace {

using testing::Block;
using testing::hex;
using testing::read_block;
using testing::read_entries;
using testing::read_leaf_item;
using testing::TemporaryFolder;
using testing::text_of;

using Fill = std::function<void(TableWriter&)>;

class GlassTable : public ::testing::Test {
 protected:
  /// The file's bytes after `fill`.
  std::string written(const Fill& fill) {
    TableWriter table(path_, WhenEmpty::no_file);
    fill(table);
    root_ = table.finish();
    return text_of(path_);
  }
  /// The whole tag that makes an item of the greatest size.
  static std::string most(const std::string& key, char filling = 't') {
    return std::string(2040 - key.size(), filling);
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "t.glass";
  TableRoot root_;
};

TEST_F(GlassTable, of_two_entries_is_this_block) {
  const std::string file = written([](TableWriter& table) {
    table.add("k", "v", Packing::plain);
    table.add(std::string("k\0", 2), "", Packing::deflated);
  });
  // Revision, level, free bytes twice: 8179 - 17, end of directory; the directory from the empty key on.
  const std::string front = hex("00000001 00 1FE2 1FE2 0011 1FFD 1FF8 1FF3");
  const std::string back = hex("E002 02 'k' 00  6002 01 'k' 'v'  6000 00");
  EXPECT_EQ(file, front + std::string(8192 - front.size() - back.size(), '\0') + back);
  EXPECT_EQ(root_, (TableRoot{0, 0, 2, 1}));
}

TEST_F(GlassTable, splits_long_tags) {
  std::string tag;
  for (int i = 0; i < 5000; ++i) tag += static_cast<char>(i * 31);
  const std::string file = written([&](TableWriter& table) { table.add("k", tag, Packing::deflated); });
  const Block leaf = read_block(file, 0);
  ASSERT_EQ(leaf.items.size(), 4U);
  // 8176 bytes are free: three items of 2043 with their directory, and 2041. The first piece takes those.
  EXPECT_EQ(leaf.items[1], hex("A7F4 01 'k'") + tag.substr(0, 2035));
  EXPECT_EQ(leaf.items[2], hex("87F8 01 'k' 0002") + tag.substr(2035, 2037));
  EXPECT_EQ(leaf.items[3], hex("C3A3 01 'k' 0003") + tag.substr(4072));
  EXPECT_EQ(root_, (TableRoot{0, 0, 1, 1}));
}

TEST_F(GlassTable, does_not_split_what_fits_an_item) {
  const std::string key(20, 'k');
  const Block whole = read_block(written([&](TableWriter& table) { table.add(key, most(key), Packing::plain); }), 0);
  EXPECT_EQ(whole.items.size(), 2U);
  EXPECT_EQ(whole.items[1].size(), 2043U);
  const Block split =
      read_block(written([&](TableWriter& table) { table.add(key, most(key) + 't', Packing::plain); }), 0);
  EXPECT_EQ(split.items.size(), 3U);
}

TEST_F(GlassTable, fills_the_rest_of_a_leaf_with_a_first_piece_unless_it_is_a_crumb) {
  // Leaves this many bytes free behind two items of full size.
  const auto with_rest = [](std::size_t rest) {
    return [rest](TableWriter& table) {
      table.add("a", std::string(2000, 'a'), Packing::plain);
      table.add("b", std::string(8176 - 2 * 2045 - rest - 2006 - 6, 'b'), Packing::plain);
      table.add("c", std::string(6111, 'c'), Packing::plain);
    };
  };
  const auto first_piece = [&](std::size_t rest) {
    return read_leaf_item(read_block(written(with_rest(rest)), 0).items[3]).bytes.size();
  };
  // 2 for the directory, 6 for a piece's header: 35 bytes of tag, 1 + 34. A first piece has 2 more for want of a
  // number.
  EXPECT_EQ(first_piece(43), 37U);
  EXPECT_EQ(first_piece(42), 2039U);
}

TEST_F(GlassTable, separates_leaves_by_the_fewest_bytes) {
  const std::string file = written([](TableWriter& table) {
    // Three items fit into the first leaf and four into the others.
    for (const char* key : {"aa", "ab", "harbour", "hard", "he", "hi", "hill", "hit"}) {
      table.add(key, most(key), Packing::plain);
    }
  });
  EXPECT_EQ(root_, (TableRoot{3, 1, 8, 4}));
  const Block root = read_block(file, 3);
  EXPECT_EQ(root.revision, 1U);
  EXPECT_EQ(root.level, 1U);
  const std::vector<std::string> separators = {hex("00000000 00 0000"), hex("00000001 04 'hard' 0001"),
                                               hex("00000002 03 'hit' 0001")};
  EXPECT_EQ(root.items, separators);
  EXPECT_EQ(root.max_free, 8192U - 11 - 3 * 2 - 7 - 11 - 10);
  EXPECT_EQ(root.total_free, root.max_free);
}

TEST_F(GlassTable, separates_pieces_by_the_whole_key_and_their_number) {
  const std::string file =
      written([](TableWriter& table) { table.add("key", std::string(9000, 't'), Packing::plain); });
  const std::vector<std::string> separators = {hex("00000000 00 0000"), hex("00000001 03 'key' 0005")};
  EXPECT_EQ(read_block(file, 2).items, separators);
  EXPECT_EQ(root_, (TableRoot{2, 1, 1, 3}));
}

TEST_F(GlassTable, an_earlier_key_that_begins_a_later_one_is_told_apart_by_one_byte_more) {
  const std::string file = written([](TableWriter& table) {
    for (const char* key : {"a", "b", "har", "harbour"}) table.add(key, most(key), Packing::plain);
  });
  EXPECT_EQ(read_block(file, 2).items[1], hex("00000001 04 'harb' 0001"));
}

/// Follows the tree from its root as a reader does, and checks what each reader relies on.
class Descent {
 public:
  explicit Descent(std::string_view file) : file_(file) {}

  /// `low` is the least key that leads to this block.
  void descend(std::uint64_t number, std::uint64_t level, const std::string& low) {
    const Block block = read_block(file_, number);
    ASSERT_EQ(block.level, level);
    if (level == 0) {
      leaves_.push_back(number);
      EXPECT_LT(last_, low.empty() ? "k" : low);
      EXPECT_GE(read_leaf_item(block.items.front()).key, low);
      last_ = read_leaf_item(block.items.back()).key;
      return;
    }
    ASSERT_GT(block.items.size(), 1U);
    EXPECT_EQ(block.items.front().substr(4), hex("00 0000"));
    for (const std::string& item : block.items) {
      const std::string key = item.substr(5, item.size() - 7);
      descend(testing::number_at(item, 0, 4), level - 1, key.empty() ? low : key);
    }
  }
  /// Their numbers, in the order of keys.
  [[nodiscard]] const std::vector<std::uint64_t>& leaves() const { return leaves_; }

 private:
  std::string_view file_;
  std::string last_;
  std::vector<std::uint64_t> leaves_;
};

TEST_F(GlassTable, grows_to_any_height) {
  std::vector<std::pair<std::string, std::string>> entries;
  entries.reserve(40'000);
  // Keys so long and alike that a branch block holds 31 of them: 31 * 31 leaves need a third level.
  for (int i = 0; i < 40'000; ++i) entries.emplace_back(std::string(244, 'k') + std::to_string(100'000 + i), "v");
  const std::string file = written([&](TableWriter& table) {
    for (const auto& [key, tag] : entries) table.add(key, tag, Packing::plain);
  });
  EXPECT_EQ(root_.level, 3U);
  EXPECT_EQ(root_.entries, entries.size());
  EXPECT_EQ(root_.blocks * 8192, file.size());
  EXPECT_EQ(root_.block, root_.blocks - 1);
  Descent descent(file);
  descent.descend(root_.block, root_.level, "");
  EXPECT_TRUE(std::is_sorted(descent.leaves().begin(), descent.leaves().end()));
  EXPECT_EQ(read_entries(file), entries);
}

TEST_F(GlassTable, without_entries_is_no_file_or_an_empty_one) {
  for (const WhenEmpty when : {WhenEmpty::no_file, WhenEmpty::empty_file}) {
    testing::write_text(path_, "of another table");
    TableWriter table(path_, when);
    EXPECT_EQ(table.finish(), TableRoot());
    EXPECT_EQ(std::filesystem::exists(path_), when == WhenEmpty::empty_file);
  }
  EXPECT_EQ(std::filesystem::file_size(path_), 0U);
}

TEST_F(GlassTable, is_finished_once) {
  TableWriter table(path_, WhenEmpty::no_file);
  table.add("k", "v", Packing::plain);
  EXPECT_EQ(table.finish(), table.finish());
  EXPECT_THROW(table.add("l", "v", Packing::plain), std::logic_error);
}

TEST_F(GlassTable, takes_keys_in_ascending_order_only) {
  TableWriter table(path_, WhenEmpty::no_file);
  EXPECT_THROW(table.add("", "v", Packing::plain), std::logic_error);
  table.add("b", "v", Packing::plain);
  for (const char* key : {"b", "a", "B", "", "aaaa"}) {
    EXPECT_THROW(table.add(key, "v", Packing::plain), std::logic_error) << key;
  }
  table.add("ba", "v", Packing::plain);
  table.add("\xFF", "v", Packing::plain);
  EXPECT_EQ(table.finish().entries, 3U);
}

template <typename Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::io);
    return std::string(error.what()) + " / " + error.hint();
  }
  ADD_FAILURE() << "no error";
  return {};
}

TEST_F(GlassTable, refuses_what_it_can_not_hold) {
  TableWriter table(path_, WhenEmpty::no_file);
  table.add(std::string(255, 'k'), "v", Packing::plain);
  const std::string key(256, 'l');
  EXPECT_EQ(message_of([&] { table.add(key, "v", Packing::plain); }),
            "can't write " + path_ + ": a key has 256 bytes, a table holds keys of 255 / ");
  std::string tag;
  tag.resize(133'496'832, 't');
  EXPECT_EQ(message_of([&] { table.add("m", tag, Packing::plain); }),
            "can't write " + path_ + ": an entry has 133496832 bytes, more than a table can hold / ");
  EXPECT_EQ(table.finish().entries, 1U);
}

TEST_F(GlassTable, errors_name_the_file_and_the_reason) {
  EXPECT_EQ(message_of([&] { TableWriter(folder_ / "none/t.glass", WhenEmpty::no_file); }),
            "can't open " + (folder_ / "none/t.glass") +
                ": No such file or directory / mend the cause and run the same command again");
  EXPECT_EQ(message_of([&] {
              TableWriter table("/dev/full", WhenEmpty::no_file);
              for (int i = 0; i < 2000; ++i) table.add(std::to_string(10'000 + i), most("10000"), Packing::plain);
              table.finish();
            }),
            "can't write /dev/full: No space left on device / make room and run the same command again");
}

}  // namespace
}  // namespace news::glass
