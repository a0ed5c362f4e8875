// Reading a member by lines or as a whole, with byte offsets, in bounded memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// One line of a member.
struct Line {
  std::string_view text;     ///< without its end (LF, CRLF or lone CR is not split at); valid until the next call
  std::string_view raw;      ///< the same with its end, as the bytes stand; no longer than `text` where it was cut
  std::uint64_t offset = 0;  ///< of its first byte in the member
  std::uint64_t length = 0;  ///< bytes with the line end
  bool cut = false;          ///< longer than the limit: `text` holds only the first bytes, `length` counts all
};

/// Splits a stream into lines at LF.
class LineInput {
 public:
  /// Lines longer than `max_line_bytes` are cut, so that a file without line ends can't take all memory.
  LineInput(sources::ByteStream& bytes, std::uint64_t max_line_bytes);

  /// The next line, the last one with or without a line end; nullopt at the end of the stream.
  [[nodiscard]] std::optional<Line> next();

 private:
  bool refill();

  ByteSupply supply_;
  std::uint64_t max_line_bytes_;
  std::string buffer_;  // unread bytes begin at begin_
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;  // of buffer_[begin_] in the member
};

/// The whole member, or nullopt where it is larger than `max_bytes` (then an unknown part of it has been read).
[[nodiscard]] std::optional<std::string> read_all(sources::ByteStream& bytes, std::uint64_t max_bytes);

/// The provenance of a record that a reader has in hand: offset, length and digest of its raw bytes.
[[nodiscard]] Provenance record_at(std::uint64_t offset, std::string_view raw);

}  // namespace news::formats
