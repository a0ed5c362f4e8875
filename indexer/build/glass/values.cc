#include "indexer/build/glass/values.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "common/codec.h"

namespace news::glass {
namespace {

/// A chunk ends with the value that makes it this long (CHUNK_SIZE_THRESHOLD in glass_values.cc).
constexpr std::size_t kChunkBytes = 2000;

void widen(SlotStatistics& slot, std::string_view lower, std::string_view upper, std::uint32_t frequency) {
  if (slot.frequency == 0 || lower < slot.lower) slot.lower = lower;
  if (slot.frequency == 0 || upper > slot.upper) slot.upper = upper;
  slot.frequency += frequency;
}

std::string statistics_key(std::uint32_t slot) {
  std::string key("\0\xD0", 2);
  for (; slot != 0; slot >>= 8U) key += static_cast<char>(slot);
  return key;
}

std::string chunk_key(std::uint32_t slot) {
  std::string key("\0\xD8", 2);
  put_varint(key, slot);
  return key;
}

}  // namespace

void ValueStatistics::add(std::uint32_t slot, std::string_view value) {
  if (!value.empty()) widen(slots_[slot], value, value, 1);
}

void ValueStatistics::merge(const ValueStatistics& other) {
  for (const auto& [number, slot] : other.slots_) widen(slots_[number], slot.lower, slot.upper, slot.frequency);
}

bool comes_before(std::uint32_t left, std::uint32_t right) { return chunk_key(left) < chunk_key(right); }

void write_statistics(TableWriter& table, const ValueStatistics& statistics) {
  std::vector<std::pair<std::string, const SlotStatistics*>> entries;
  for (const auto& [number, slot] : statistics.slots()) entries.emplace_back(statistics_key(number), &slot);
  // By key: its bytes have the low ones first.
  std::sort(entries.begin(), entries.end());
  std::string tag;
  for (const auto& [key, slot] : entries) {
    tag.clear();
    put_varint(tag, slot->frequency);
    put_string(tag, slot->lower);
    if (slot->upper != slot->lower) tag.append(slot->upper);
    table.add(key, tag, Packing::plain);
  }
}

void ValueChunks::add(std::uint32_t slot, DocId docid, std::string_view value) {
  if (value.empty()) return;
  if (frequency_ == nullptr || slot != slot_) {
    flush();
    slot_ = slot;
    last_ = 0;
    frequency_ = &frequencies_[slot];
  }
  if (docid <= last_) throw std::logic_error("docids of a value slot do not ascend");
  if (tag_.empty()) {
    key_ = chunk_key(slot);
    append_docid(key_, docid);
  } else {
    put_varint(tag_, docid - last_ - 1);
  }
  put_string(tag_, value);
  last_ = docid;
  ++*frequency_;
  if (tag_.size() >= kChunkBytes) flush();
}

void ValueChunks::flush() {
  if (tag_.empty()) return;
  table_.add(key_, tag_, Packing::plain);
  tag_.clear();
}

}  // namespace news::glass
