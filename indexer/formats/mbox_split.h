// Cuts a mailbox into the records of its messages, in bounded memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/formats/input.h"

namespace news::formats {

/// The bytes of one message with the separator before it.
struct MailRecord {
  std::string_view raw;       ///< valid until the next call; only the beginning where it is too large
  std::uint64_t offset = 0;   ///< of the first byte in the member
  std::uint64_t length = 0;   ///< bytes, also where `raw` holds fewer
  bool too_large = false;     ///< larger than the limit
  std::size_t separator = 0;  ///< bytes of the `From ` line at the beginning; 0 in a file of one message
};

/// Whether a member is a mailbox or one message is told by its first line that is not blank. In a mailbox a message
/// begins at
/// - a `From ` line with one word and a full date, behind a blank line;
/// - a looser one with a date, behind a blank line and before a header field;
/// - one with a full date before a field that only mail has, wherever it stands: mailboxes lose blank lines.
/// Other lines that begin with `From ` are text.
class MboxSplitter {
 public:
  /// `input` outlives this.
  MboxSplitter(LineInput& input, std::uint64_t max_record_bytes) : input_(input), max_record_bytes_(max_record_bytes) {}

  [[nodiscard]] std::optional<MailRecord> next();

 private:
  /// Bytes of the record that is being gathered; no more than the limit are held.
  struct Piece {
    std::string raw;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::size_t separator = 0;
  };

  [[nodiscard]] MailRecord hand_out(Piece begun);
  [[nodiscard]] bool begins_message(const std::optional<Line>& below) const;
  [[nodiscard]] bool is_candidate(const Line& line);
  void append(std::string_view raw, std::uint64_t length);

  LineInput& input_;
  std::uint64_t max_record_bytes_;
  std::optional<bool> mailbox_;  // not known before the first line with text
  bool after_blank_ = true;
  std::optional<Piece> candidate_;  // a `From ` line, until the line below it decides
  bool candidate_after_blank_ = false;
  Piece gathered_;
  std::string handed_out_;
};

}  // namespace news::formats
