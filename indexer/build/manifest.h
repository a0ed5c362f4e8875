// What each file was when it was last read: the memory by which a second run reads only what is new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/digest.h"

namespace news::build {

/// One outermost file.
struct ManifestEntry {
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  Digest digest;
  std::uint64_t members = 0;
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;

  bool operator==(const ManifestEntry&) const = default;
};

/// Entries by real path, as small in memory as it goes: some 90 bytes a file, however long its path is, where
/// neighbours are added one behind the other. Up to 2^32 - 2 files.
class Manifest {
 public:
  using File = std::pair<std::string, ManifestEntry>;

  Manifest() = default;
  Manifest(std::initializer_list<File> files);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// The entry of a path, or nullptr; valid until the file is erased.
  [[nodiscard]] const ManifestEntry* find(std::string_view path) const;
  void insert_or_assign(std::string_view path, const ManifestEntry& entry);
  void erase(std::string_view path);
  /// In the order in which the paths were first added.
  void for_each(const std::function<void(const std::string& path, const ManifestEntry& entry)>& visit) const;

 private:
  using Number = std::uint32_t;
  /// Place in the hash table. An erased file keeps its own, and its path, for others were put behind it.
  struct Place {
    std::uint32_t tag = 0;  // of the path's hash
    Number number = kNone;
  };
  static constexpr Number kNone = UINT32_MAX;

  /// The number of a file that is not erased, or kNone.
  [[nodiscard]] Number number_of(std::string_view path) const;
  /// Where the path is in the table, or the free place where it would be.
  [[nodiscard]] std::size_t place_of(std::string_view path, std::uint64_t hash) const;
  void grow();
  void append_path(std::string_view path);
  [[nodiscard]] std::string path(Number file) const;

  std::deque<ManifestEntry> entries_;
  std::vector<bool> erased_;
  std::vector<std::string> groups_;  // paths, each without what it shares with the one before it in its group
  std::string last_path_;
  std::vector<Place> places_;  // a power of two of them, at most three quarters taken
  std::size_t size_ = 0;
};

}  // namespace news::build
