// Writes one table of a glass database: a B-tree in a file, from its first key to its last.
//
// A table is a file of 8,192-byte blocks (glass_table.cc and glass_table.h, Xapian 1.4.22). Blocks of level 0, leaves,
// hold items: a key with its tag or a piece of it. Blocks above hold, for each block below, its number and the least
// key that leads there. All fields of a block are big-endian:
//
//   offset  0  u32  revision       1: nothing was ever changed
//           4  u8   level          0 for leaves, the root has the highest
//           5  u16  max_free       the gap between directory and items
//           7  u16  total_free     all free bytes: the same, in a block that was filled once
//           9  u16  dir_end        where the directory ends
//          11  u16  item offsets   in the order of keys; the items fill the block from its end downwards
//
//   leaf item    u16  flags and size: 0x8000 deflated, 0x4000 last piece, 0x2000 first piece, size - 3
//                u8   length of key, key
//                u16  number of the piece, from 1; absent on the first
//                     tag or piece of it
//   branch item  u32  number of the block below
//                u8   length of key, key
//                u16  number of the piece
//
// The first item of the first leaf has an empty key and no tag; that of each branch block has an empty key, since
// whatever is less than the second key leads there.
//
// Blocks get their numbers when they are full, and a block above is full after those below it. So the file is written
// front to back, and the numbers of leaves ascend, as readers of a table that is marked `sequential` take for granted
// (GlassTable::next_for_sequential).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/glass/block_file.h"

namespace news::glass {

/// No key may be longer (GLASS_BTREE_MAX_KEY_LEN in glass_table.h).
inline constexpr std::size_t kMaxKeyBytes = 255;

/// Whether a tag is stored as it is or went through Deflater.
enum class Packing : std::uint8_t { plain, deflated };

/// What becomes of the file of a table that got no entry: Xapian creates some tables only when they are needed, and
/// won't open a database without the others.
enum class WhenEmpty : std::uint8_t { no_file, empty_file };

/// What the version file says of a table (RootInfo in glass_version.h).
struct TableRoot {
  std::uint32_t block = 0;    ///< number of the root block
  unsigned level = 0;         ///< its level; 0 where the only block is a leaf
  std::uint64_t entries = 0;  ///< keys; 0 where the table is empty, and then there is no root block
  std::uint32_t blocks = 0;   ///< in the file

  bool operator==(const TableRoot&) const = default;
};

/// Bytes of a block that is being made: a directory grows from the front, items from the end.
class BlockMaker {
 public:
  /// Begins a block in kBlockBytes bytes.
  void begin(unsigned char* block) noexcept;
  [[nodiscard]] bool empty() const noexcept { return dir_end_ == kDirectory; }
  /// Bytes between directory and items. An item needs its size and two more.
  [[nodiscard]] std::size_t free() const noexcept { return low_ - dir_end_; }
  /// Makes room for an item behind all others, and returns its place. There must be room.
  [[nodiscard]] unsigned char* add(std::size_t size) noexcept;
  /// Writes the header and clears the gap.
  void complete(unsigned level) noexcept;

  static constexpr std::size_t kDirectory = 11;
  static constexpr std::size_t kDirectoryEntry = 2;

 private:
  unsigned char* block_ = nullptr;
  std::size_t dir_end_ = kDirectory;
  std::size_t low_ = kBlockBytes;
};

/// Writes a table in one pass:
///
///   TableWriter table(folder + "/docdata.glass", WhenEmpty::no_file);
///   for (...) table.add(key, tag, Packing::plain);   // in the order of keys
///   TableRoot root = table.finish();                 // for the version file
///
/// Memory: the buffer of BlockFile and one block a level. Used by one thread at a time. Every failure to write is an
/// Error(Code::io) that names the path; afterwards the writer is only good to be destroyed.
class TableWriter {
 public:
  /// Makes the file, or empties the one that is there.
  TableWriter(std::string path, WhenEmpty when_empty);

  /// Adds an entry. Keys come in strictly ascending order of their bytes, none is empty; else std::logic_error. Throws
  /// Error(Code::io) for a key longer than kMaxKeyBytes and for a tag of more than 65,535 pieces (about 117 MB at
  /// least).
  void add(std::string_view key, std::string_view tag, Packing packing);
  /// The same for a key of which the caller knows that it comes after the one before. REQUIRES: finish() was not
  /// called.
  void add_ascending(std::string_view key, std::string_view tag, Packing packing);

  /// Completes the tree, flushes the file to the disk and closes it. A second call returns the same.
  TableRoot finish();

  [[nodiscard]] const std::string& path() const noexcept { return file_.path(); }

 private:
  /// A block above the leaves, and the least key that leads to it.
  struct Branch {
    std::array<unsigned char, kBlockBytes> bytes;
    BlockMaker block;
    std::string key;
    std::uint16_t piece = 0;
  };

  void begin_leaf();
  void complete_leaf();
  void put(std::string_view key, std::uint32_t piece, std::string_view bytes, unsigned flags);
  void separate(std::string_view key, std::uint32_t piece);
  void add_child(unsigned level, std::string_view key, std::uint16_t piece, std::uint32_t child);
  void add_split(std::string_view key, std::string_view tag, unsigned flags);
  std::uint32_t complete_branch(unsigned level);

  BlockFile file_;
  WhenEmpty when_empty_;
  BlockMaker leaf_;
  std::vector<std::unique_ptr<Branch>> branches_;  ///< by level, from 1
  std::string leaf_key_;                           ///< the least key that leads to the leaf
  std::uint16_t leaf_piece_ = 0;
  std::array<char, kMaxKeyBytes> last_key_{};
  std::size_t last_key_size_ = 0;
  TableRoot root_;
  bool finished_ = false;
};

}  // namespace news::glass
