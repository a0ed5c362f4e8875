// Document values by slot: their statistics and their chunks, both parts of the posting table.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "indexer/build/glass/btree.h"
#include "indexer/build/glass/codings.h"

namespace news::glass {

/// What a table says of the values in one slot.
struct SlotStatistics {
  std::uint32_t frequency = 0;  ///< documents with a value
  std::string lower;            ///< the least value, by bytes
  std::string upper;            ///< the greatest

  bool operator==(const SlotStatistics&) const = default;
};

/// Counts values while documents are read, since the table wants the counts before the values. Give each thread its own
/// and merge them.
class ValueStatistics {
 public:
  /// An empty value is no value.
  void add(std::uint32_t slot, std::string_view value);
  void merge(const ValueStatistics& other);

  /// By slot, ascending; slots without values are absent.
  [[nodiscard]] const std::map<std::uint32_t, SlotStatistics>& slots() const noexcept { return slots_; }

 private:
  std::map<std::uint32_t, SlotStatistics> slots_;
};

/// Whether the values of slot `left` come before those of slot `right` in the table. By number for slots below 128; the
/// number is in the key with its low bits first, so that above, slot 300 (AC 02) comes before slot 200 (C8 01).
[[nodiscard]] bool comes_before(std::uint32_t left, std::uint32_t right);

/// Writes the statistics (GlassValueManager::set_value_stats in glass_values.cc, Xapian 1.4.22). Key: 00 D0, then the
/// slot in as few bytes as it has, low first. Tag: varint frequency, counted string lower bound, the rest is the upper
/// bound, left out where it is the same.
void write_statistics(TableWriter& table, const ValueStatistics& statistics);

/// Writes the values (ValueUpdater in glass_values.cc). Key: 00 D8, varint slot, first docid. Tag: a counted string,
/// then for each further document varint docid - previous docid - 1 and a counted string; cut where it reaches 2,000
/// bytes.
class ValueChunks {
 public:
  explicit ValueChunks(TableWriter& table) : table_(table) {}

  /// Slots come in the order of comes_before, docids ascend strictly within each; else std::logic_error. An empty value
  /// is left out.
  void add(std::uint32_t slot, DocId docid, std::string_view value);

  /// Writes the last chunk. More may be added.
  void flush();

  /// What was added so far, by slot.
  [[nodiscard]] const std::map<std::uint32_t, std::uint32_t>& frequencies() const noexcept { return frequencies_; }

 private:
  TableWriter& table_;
  std::map<std::uint32_t, std::uint32_t> frequencies_;
  std::uint32_t* frequency_ = nullptr;  ///< of the slot
  std::uint32_t slot_ = 0;
  DocId last_ = 0;
  std::string key_;
  std::string tag_;
};

}  // namespace news::glass
