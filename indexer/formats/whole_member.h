// Gives readers that cut records at ASCII bytes a stream in which they can, whatever the member's encoding.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "common/report.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/charset.h"
#include "indexer/sources/memory_stream.h"

namespace news::formats {

/// The raw bytes of a record and where they stand in the member.
struct RawRecord {
  std::string_view bytes;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

/// Streams a member in an encoding that ASCII is part of as it is. UTF-16 and UTF-32 are read whole, decoded to UTF-8,
/// and places in the UTF-8 are translated back to the raw bytes.
class WholeOrStreamed {
 public:
  /// A wide member of more than `max_bytes` is refused; then bytes() is empty.
  WholeOrStreamed(sources::ByteStream& member, std::uint64_t max_bytes, Reporter& reporter);

  /// What to read. Records cut out of it must be asked for in order.
  [[nodiscard]] sources::ByteStream& bytes() noexcept { return *chosen_; }

  /// Whether bytes() is UTF-8 whatever the records declare.
  [[nodiscard]] bool is_decoded() const noexcept { return wide_.has_value(); }

  /// The raw bytes behind a piece of bytes(), which stands at `offset` and is `length` long; `piece` may be cut off.
  [[nodiscard]] RawRecord raw_of(std::uint64_t offset, std::string_view piece, std::uint64_t length);

 private:
  /// The bytes looked at to tell the encoding, and then the rest.
  class Joined : public sources::ByteStream {
   public:
    explicit Joined(sources::ByteStream& rest);
    [[nodiscard]] std::string_view head() const noexcept { return head_; }
    std::size_t read(std::span<char> buffer) override;

   private:
    std::string head_;
    std::size_t taken_ = 0;
    sources::ByteStream& rest_;
    std::exception_ptr failure_;
  };

  [[nodiscard]] std::uint64_t raw_length(std::string_view utf8) const noexcept;

  Joined joined_;
  std::optional<sources::WideCharset> wide_;
  sources::ByteStream* chosen_;
  std::string raw_;
  std::string utf8_;
  std::optional<sources::MemoryStream> memory_;
  std::uint64_t translated_ = 0;      // bytes of utf8_ whose raw length is known
  std::uint64_t translated_raw_ = 0;  // that length, mark included
};

}  // namespace news::formats
