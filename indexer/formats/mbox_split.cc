// Finds the separators of a mailbox.
#include "indexer/formats/mbox_split.h"

#include <algorithm>
#include <utility>

#include "indexer/formats/mail_lines.h"

namespace news::formats {
namespace {

constexpr std::string_view kSeparatorStart = "From ";
constexpr std::string_view kMark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void MboxSplitter::append(std::string_view raw, std::uint64_t length) {
  const std::size_t room = max_record_bytes_ - std::min<std::uint64_t>(max_record_bytes_, gathered_.raw.size());
  gathered_.raw += raw.substr(0, room);
  gathered_.length += length;
}

MailRecord MboxSplitter::hand_out(Piece begun) {
  MailRecord record;
  record.offset = gathered_.offset;
  record.length = gathered_.length;
  record.separator = gathered_.separator;
  record.too_large = gathered_.length > max_record_bytes_;
  handed_out_ = std::exchange(gathered_, std::move(begun)).raw;
  record.raw = handed_out_;
  return record;
}

/// Whether the line could be a separator; tells at the first line with text whether there are any.
bool MboxSplitter::is_candidate(const Line& line) {
  std::string_view text = line.text;
  if (!mailbox_ && line.offset == 0 && text.starts_with(kMark)) text.remove_prefix(kMark.size());
  const bool separator = text.starts_with(kSeparatorStart) && !line.cut && envelope_of(text) != Envelope::no;
  // A file that does not begin like a message either may be a mailbox with debris before it.
  if (!mailbox_ && !is_blank(text)) mailbox_ = separator || field_name(text).empty();
  return separator && mailbox_.value_or(false);
}

bool MboxSplitter::begins_message(const std::optional<Line>& below) const {
  const bool strict = envelope_of(candidate_->raw) == Envelope::strict;
  if (!below) return strict && candidate_after_blank_;
  const std::string_view name = field_name(below->text);
  if (!candidate_after_blank_) return strict && field_kind(name) == FieldKind::mail_only;
  if (!name.empty()) return true;
  return strict && (is_blank(below->text) || below->text.starts_with(">From "));
}

std::optional<MailRecord> MboxSplitter::next() {
  while (true) {
    const std::optional<Line> line = input_.next();
    std::optional<MailRecord> finished;
    if (candidate_) {
      if (begins_message(line)) {
        // Blank lines before the first message are no record.
        const bool nothing = gathered_.length <= max_record_bytes_ && is_blank(gathered_.raw);
        candidate_->separator = candidate_->raw.size();
        if (nothing) {
          gathered_ = std::move(*candidate_);
        } else {
          finished = hand_out(std::move(*candidate_));
        }
      } else {
        append(candidate_->raw, candidate_->length);
      }
      candidate_.reset();
    }
    if (!line) {
      if (!finished && gathered_.length > 0) finished = hand_out({});
      return finished;
    }
    if (is_candidate(*line)) {
      candidate_ = Piece{std::string(line->raw), line->offset, line->length, 0};
      candidate_after_blank_ = after_blank_;
    } else {
      if (gathered_.length == 0) gathered_.offset = line->offset;
      append(line->raw, line->length);
    }
    after_blank_ = is_blank(line->text);
    if (finished) return finished;
  }
}

}  // namespace news::formats
