// Cuts the transmission of a wire service into its messages, in bounded memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// One message: SYN SYN SOH header STX text ETX trailer EOT.
struct WireMessage {
  std::string_view raw;      ///< valid until the next call; only the beginning where it is too large
  std::uint64_t offset = 0;  ///< of the first SYN, or of SOH, in the member
  std::uint64_t length = 0;
  bool too_large = false;
  bool truncated = false;   ///< the member ends before its text does
  bool has_text = false;    ///< there is an STX (or the message is unframed)
  std::string_view header;  ///< these three without the control characters between them, 7-bit where it was sent so;
  std::string_view text;    ///< NUL, DEL and SYN are left out
  std::string_view trailer;
};

/// The control characters are those of ISO 646: SOH 01, STX 02, ETX 03, EOT 04, SYN 16. SYN, ETX and EOT may be
/// missing: then a message ends where the next begins. What stands between messages is passed over. Bytes may carry an
/// even or odd parity bit, which is told from the first 64 KiB and taken off.
class WireSplitter {
 public:
  /// Whether a line is the first of an unframed message.
  using BeginsMessage = bool (*)(std::string_view line);

  /// The stream outlives this. Where its first 64 KiB hold no SOH, messages begin at the lines that `begins_unframed`
  /// knows, if it is not null; they have no text of their own then: all is header.
  WireSplitter(sources::ByteStream& bytes, std::uint64_t max_record_bytes, BeginsMessage begins_unframed);

  [[nodiscard]] std::optional<WireMessage> next();

 private:
  enum class Parity { none, even, odd };

  bool refill();
  void look_at_beginning();
  [[nodiscard]] char sent(char control) const;
  [[nodiscard]] std::optional<WireMessage> next_framed();
  [[nodiscard]] std::optional<WireMessage> next_unframed();
  [[nodiscard]] bool find_start();
  [[nodiscard]] std::size_t before_idle(std::size_t at) const;
  [[nodiscard]] bool line_begins_message(std::size_t at);
  WireMessage cut(std::size_t length, std::uint64_t dropped);
  void take_apart(WireMessage& message);
  void forget(std::size_t count);

  ByteSupply supply_;
  std::uint64_t max_record_bytes_;
  BeginsMessage begins_unframed_;
  bool started_ = false;
  bool framed_ = true;
  Parity parity_ = Parity::none;
  std::string buffer_;  // not yet handed out, from begin_
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;  // of buffer_[begin_] in the member
  std::string raw_;
  std::string clean_;
};

}  // namespace news::formats
