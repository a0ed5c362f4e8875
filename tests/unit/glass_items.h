// The items of a table's leaves, read independently of what writes them, and bytes as tests like to write them down.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/codec.h"

namespace news::testing {

/// Bytes from hex digits ("0B 11 03"); blanks are passed over, what stands between quotes is text ("01 'k' 05").
inline std::string hex(std::string_view text) {
  const auto digit = [](char c) { return static_cast<int>(std::string_view("0123456789ABCDEF").find(c)); };
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text[i] == '\'') {
      const std::size_t end = text.find('\'', i + 1);
      bytes.append(text.substr(i + 1, end - i - 1));
      i = end;
    } else {
      bytes += static_cast<char>(16 * digit(text[i]) + digit(text.at(i + 1)));
      ++i;
    }
  }
  return bytes;
}

/// One item of a leaf.
struct LeafItem {
  std::string key;
  std::string bytes;
  std::uint64_t piece = 1;
  bool first = true;
  bool last = true;
  bool deflated = false;

  bool operator==(const LeafItem&) const = default;
};

/// A block's fields and items, as glass_table.h describes them.
struct Block {
  std::uint64_t revision;
  std::uint64_t level;
  std::uint64_t max_free;
  std::uint64_t total_free;
  std::vector<std::string> items;  ///< the bytes of each, in the order of the directory
};

inline std::uint64_t number_at(std::string_view bytes, std::size_t offset, std::size_t width) {
  if (offset + width > bytes.size()) throw std::runtime_error("a number lies outside");
  return from_big_endian(bytes.substr(offset, width));
}

inline Block read_block(std::string_view file, std::size_t number) {
  const std::string_view bytes = file.substr(number * 8192, 8192);
  Block block{number_at(bytes, 0, 4), number_at(bytes, 4, 1), number_at(bytes, 5, 2), number_at(bytes, 7, 2), {}};
  for (std::size_t entry = 11; entry < number_at(bytes, 9, 2); entry += 2) {
    const std::size_t offset = number_at(bytes, entry, 2);
    const std::size_t size =
        block.level == 0 ? (number_at(bytes, offset, 2) & 0x1FFFU) + 3 : 4 + 1 + number_at(bytes, offset + 4, 1) + 2;
    if (offset + size > bytes.size()) throw std::runtime_error("an item lies outside");
    block.items.emplace_back(bytes.substr(offset, size));
  }
  return block;
}

inline LeafItem read_leaf_item(std::string_view item) {
  const std::uint64_t flags = number_at(item, 0, 2);
  LeafItem read;
  read.deflated = (flags & 0x8000U) != 0;
  read.last = (flags & 0x4000U) != 0;
  read.first = (flags & 0x2000U) != 0;
  read.key = item.substr(3, number_at(item, 2, 1));
  item.remove_prefix(3 + read.key.size());
  if (!read.first) {
    read.piece = number_at(item, 0, 2);
    item.remove_prefix(2);
  }
  read.bytes = item;
  return read;
}

/// The entries of a table, whose leaves are in the order of the file: keys and whole tags, as stored.
inline std::vector<std::pair<std::string, std::string>> read_entries(std::string_view file) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (std::size_t number = 0; number < file.size() / 8192; ++number) {
    const Block block = read_block(file, number);
    if (block.level != 0) continue;
    for (const std::string& bytes : block.items) {
      const LeafItem item = read_leaf_item(bytes);
      if (item.first) entries.emplace_back(item.key, "");
      entries.back().second += item.bytes;
    }
  }
  // The one with the empty key, which every table has.
  if (!entries.empty()) entries.erase(entries.begin());
  return entries;
}

}  // namespace news::testing
