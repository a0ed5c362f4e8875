#include "indexer/build/glass/btree.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "common/durable_file.h"
#include "common/error.h"

namespace news::glass {
namespace {

constexpr std::uint32_t kRevision = 1;

// Of a leaf item (I_COMPRESSED_BIT and so on in glass_table.h).
constexpr unsigned kDeflatedPiece = 0x8000;
constexpr unsigned kLastPiece = 0x4000;
constexpr unsigned kFirstPiece = 0x2000;
constexpr std::size_t kSizeBytes = 2;
constexpr std::size_t kKeySizeBytes = 1;
constexpr std::size_t kPieceBytes = 2;
constexpr std::size_t kChildBytes = 4;
constexpr std::size_t kDirectoryEntry = BlockMaker::kDirectoryEntry;

/// Four items of the greatest size fit into a block (GlassTable::set_max_item_size).
constexpr std::size_t kMostItemBytes = (kBlockBytes - BlockMaker::kDirectory - 4 * kDirectoryEntry) / 4;

/// The number of a piece has 16 bits (BYTE_PAIR_RANGE in GlassTable::add).
constexpr std::size_t kMostPieces = 65535;

void put_u16(unsigned char* place, std::size_t value) noexcept {
  place[0] = static_cast<unsigned char>(value >> 8U);
  place[1] = static_cast<unsigned char>(value);
}

void put_u32(unsigned char* place, std::uint32_t value) noexcept {
  put_u16(place, value >> 16U);
  put_u16(place + 2, value);
}

/// memcpy, but for views that may hold no bytes at all.
unsigned char* put_bytes(unsigned char* place, std::string_view bytes) noexcept {
  if (!bytes.empty()) std::memcpy(place, bytes.data(), bytes.size());
  return place + bytes.size();
}

unsigned char* put_key(unsigned char* place, std::string_view key) noexcept {
  *place = static_cast<unsigned char>(key.size());
  return put_bytes(place + kKeySizeBytes, key);
}

}  // namespace

void BlockMaker::begin(unsigned char* block) noexcept {
  block_ = block;
  dir_end_ = kDirectory;
  low_ = kBlockBytes;
}

unsigned char* BlockMaker::add(std::size_t size) noexcept {
  low_ -= size;
  put_u16(block_ + dir_end_, low_);
  dir_end_ += kDirectoryEntry;
  return block_ + low_;
}

void BlockMaker::complete(unsigned level) noexcept {
  put_u32(block_, kRevision);
  block_[4] = static_cast<unsigned char>(level);
  put_u16(block_ + 5, free());
  put_u16(block_ + 7, free());
  put_u16(block_ + 9, dir_end_);
  // Not for readers: so that the same entries give the same file.
  std::memset(block_ + dir_end_, 0, free());
}

TableWriter::TableWriter(std::string path, WhenEmpty when_empty) : file_(std::move(path)), when_empty_(when_empty) {
  leaf_.begin(file_.next_block());
  // The item that readers stand on before the first key (GlassTable::read_root).
  unsigned char* item = leaf_.add(kSizeBytes + kKeySizeBytes);
  put_u16(item, kFirstPiece | kLastPiece);
  item[kSizeBytes] = 0;
}

void TableWriter::add(std::string_view key, std::string_view tag, Packing packing) {
  if (key <= std::string_view(last_key_.data(), last_key_size_) || finished_) {
    throw std::logic_error("keys of " + path() + " do not ascend");
  }
  add_ascending(key, tag, packing);
}

void TableWriter::add_ascending(std::string_view key, std::string_view tag, Packing packing) {
  if (key.size() > kMaxKeyBytes) {
    throw Error(Code::io, "can't write " + path() + ": a key has " + std::to_string(key.size()) +
                              " bytes, a table holds keys of " + std::to_string(kMaxKeyBytes));
  }
  const unsigned flags = packing == Packing::deflated ? kDeflatedPiece : 0;
  if (kSizeBytes + kKeySizeBytes + key.size() + tag.size() <= kMostItemBytes) {
    put(key, 1, tag, flags | kFirstPiece | kLastPiece);
  } else {
    add_split(key, tag, flags);
  }
  std::memcpy(last_key_.data(), key.data(), key.size());
  last_key_size_ = key.size();
  ++root_.entries;
}

void TableWriter::add_split(std::string_view key, std::string_view tag, unsigned flags) {
  const std::size_t header = kSizeBytes + kKeySizeBytes + key.size() + kPieceBytes;
  const std::size_t most = kMostItemBytes - header;
  // The first piece has no number in front of it.
  std::size_t first = most + kPieceBytes;
  // It may fill what would stay free of this leaf behind as many full items as fit. That is worth it where it saves a
  // piece, or where it is no crumb; the bound of 34 is Xapian's for full compaction, found by trial (GlassTable::add).
  const std::size_t rest = leaf_.free() % (kMostItemBytes + kDirectoryEntry);
  if (rest > kDirectoryEntry + header) {
    const std::size_t fill = rest - kDirectoryEntry - header;
    if (fill >= (tag.size() - kPieceBytes) % most || fill >= key.size() + 34) first = fill + kPieceBytes;
  }
  const std::size_t pieces = 1 + (tag.size() - first + most - 1) / most;
  if (pieces > kMostPieces) {
    throw Error(Code::io, "can't write " + path() + ": an entry has " + std::to_string(tag.size()) +
                              " bytes, more than a table can hold");
  }
  put(key, 1, tag.substr(0, first), flags | kFirstPiece);
  tag.remove_prefix(first);
  for (std::uint32_t piece = 2; piece <= pieces; ++piece) {
    const std::size_t size = std::min(most, tag.size());
    put(key, piece, tag.substr(0, size), flags | (piece == pieces ? kLastPiece : 0));
    tag.remove_prefix(size);
  }
}

void TableWriter::put(std::string_view key, std::uint32_t piece, std::string_view bytes, unsigned flags) {
  const std::size_t numbered = piece == 1 ? 0 : kPieceBytes;
  const std::size_t size = kSizeBytes + kKeySizeBytes + key.size() + numbered + bytes.size();
  if (leaf_.free() < size + kDirectoryEntry) {
    complete_leaf();
    leaf_.begin(file_.next_block());
    separate(key, piece);
  }
  unsigned char* item = leaf_.add(size);
  put_u16(item, flags | (size - 3));
  unsigned char* behind = put_key(item + kSizeBytes, key);
  if (numbered != 0) {
    put_u16(behind, piece);
    behind += kPieceBytes;
  }
  put_bytes(behind, bytes);
}

void TableWriter::separate(std::string_view key, std::uint32_t piece) {
  leaf_piece_ = static_cast<std::uint16_t>(piece);
  if (piece > 1) {
    leaf_key_ = key;
    return;
  }
  // One byte beyond what it shares with the key before tells them apart (GlassTable::enter_key_above_leaf).
  const std::string_view last(last_key_.data(), last_key_size_);
  const auto [differs, unused] = std::mismatch(key.begin(), key.end(), last.begin(), last.end());
  const auto shared = static_cast<std::size_t>(differs - key.begin());
  leaf_key_ = key.substr(0, shared + 1);
}

void TableWriter::complete_leaf() {
  leaf_.complete(0);
  const std::uint32_t number = file_.commit();
  add_child(1, leaf_key_, leaf_piece_, number);
}

void TableWriter::add_child(unsigned level, std::string_view key, std::uint16_t piece, std::uint32_t child) {
  if (branches_.size() < level) {
    branches_.push_back(std::make_unique<Branch>());
    branches_.back()->block.begin(branches_.back()->bytes.data());
  }
  Branch& branch = *branches_[level - 1];
  const std::size_t most = kChildBytes + kKeySizeBytes + key.size() + kPieceBytes;
  if (branch.block.free() < most + kDirectoryEntry) {
    const std::uint32_t number = complete_branch(level);
    add_child(level + 1, branch.key, branch.piece, number);
    branch.block.begin(branch.bytes.data());
  }
  const bool leads = branch.block.empty();
  if (leads) {
    branch.key = key;
    branch.piece = piece;
  }
  const std::string_view stored = leads ? std::string_view() : key;
  unsigned char* item = branch.block.add(kChildBytes + kKeySizeBytes + stored.size() + kPieceBytes);
  put_u32(item, child);
  put_u16(put_key(item + kChildBytes, stored), leads ? 0 : piece);
}

std::uint32_t TableWriter::complete_branch(unsigned level) {
  Branch& branch = *branches_[level - 1];
  branch.block.complete(level);
  std::memcpy(file_.next_block(), branch.bytes.data(), kBlockBytes);
  return file_.commit();
}

TableRoot TableWriter::finish() {
  if (finished_) return root_;
  if (root_.entries > 0 && branches_.empty()) {
    leaf_.complete(0);
    root_.block = file_.commit();
  } else if (root_.entries > 0) {
    complete_leaf();
    for (unsigned level = 1; level <= branches_.size(); ++level) {
      root_.level = level;
      root_.block = complete_branch(level);
      // A level below the last may still overflow the one above it, which then adds a level.
      if (level < branches_.size())
        add_child(level + 1, branches_[level - 1]->key, branches_[level - 1]->piece, root_.block);
    }
  }
  root_.blocks = file_.blocks();
  file_.close();
  if (root_.entries == 0 && when_empty_ == WhenEmpty::no_file && ::unlink(path().c_str()) != 0) {
    throw io_error("remove", path(), errno);
  }
  finished_ = true;
  return root_;
}

}  // namespace news::glass
