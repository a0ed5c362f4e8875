// Reads records that are a head of lines and a block of stated length.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// Holds one record at a time, from its mark on. Views are valid until the next call.
class BlockInput {
 public:
  /// Of records longer than `max_record_bytes` only the beginning is held.
  BlockInput(sources::ByteStream& bytes, std::uint64_t max_record_bytes)
      : supply_(bytes), max_record_bytes_(max_record_bytes) {}

  /// A record begins where we are.
  void mark();

  /// The next line without its end, passed over; nullopt at the end of the stream. What is longer than 64 KiB is given
  /// in pieces.
  [[nodiscard]] std::optional<std::string_view> line();

  /// Passes over so many bytes; fewer where the stream ends. Returns how many.
  [[nodiscard]] std::uint64_t pass(std::uint64_t size);

  /// Goes back to where a line began: the next line is the same again. Only directly after line().
  void unread_line();

  [[nodiscard]] std::uint64_t mark_offset() const noexcept { return mark_offset_; }
  /// Bytes passed over since the mark.
  [[nodiscard]] std::uint64_t length() const noexcept { return offset_ - mark_offset_; }
  [[nodiscard]] bool is_oversized() const noexcept { return oversized_; }
  /// The record's bytes since the mark; the first ones of one that is too large.
  [[nodiscard]] std::string_view raw() const noexcept { return std::string_view(buffer_).substr(0, at_); }
  /// The damage that ended the stream, if one did.
  void rethrow_damage() const { supply_.rethrow_damage(); }

 private:
  ByteSupply supply_;
  std::uint64_t max_record_bytes_;
  std::string buffer_;  // from the mark on
  std::size_t at_ = 0;
  std::uint64_t mark_offset_ = 0;
  std::uint64_t offset_ = 0;  // of the next byte
  std::size_t last_line_ = 0;
  bool oversized_ = false;
};

}  // namespace news::formats
