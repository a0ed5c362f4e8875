// The reader of the format "mbox".
#include "indexer/formats/mbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/text.h"
#include "indexer/formats/input.h"
#include "indexer/formats/mail_article.h"
#include "indexer/formats/mail_digest.h"
#include "indexer/formats/mail_lines.h"
#include "indexer/formats/mbox_split.h"

namespace news::formats {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// Takes a `>` off each `>From `, `>>From `... that begins a line (mboxrd; with one `>`, mboxo).
std::string unquoted(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    const std::size_t marks = line.find_first_not_of('>');
    if (marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with("From ")) line.remove_prefix(1);
    result += line;
    text.remove_prefix(end);
  }
  return result;
}

class MboxReader : public ArticleReader {
 public:
  explicit MboxReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        input_(member.bytes, member.options.max_record_bytes),
        splitter_(input_, member.options.max_record_bytes) {}

  std::optional<Article> next() override {
    while (true) {
      if (digest_) {
        if (const auto part = digest_->next()) {
          if (auto article = read(part->raw, part->message, part->offset, {})) return article;
          continue;
        }
        digest_.reset();
      }
      const auto record = splitter_.next();
      if (!record) {
        if (records_ == 0) reporter_.skipped({}, "empty");
        return std::nullopt;
      }
      if (auto article = read_record(*record)) return article;
    }
  }

 private:
  std::optional<Article> read_record(const MailRecord& record) {
    if (record.too_large) {
      reporter_.refused({++records_, record.offset, record.length},
                        fmt::format("record is larger than {} bytes", options_.max_record_bytes), record.raw);
      return std::nullopt;
    }
    std::string_view message = record.raw;
    if (message.starts_with(kMark)) message.remove_prefix(kMark.size());
    message.remove_prefix(std::min(record.separator, message.size()));
    if (trim(record.raw).empty()) return std::nullopt;
    if (auto digest = MailDigest::open(message, record.offset + (record.raw.size() - message.size()))) {
      digest_ = std::move(digest);
      return std::nullopt;
    }
    return read(record.raw, message, record.offset, envelope_date(record.raw.substr(0, record.separator)));
  }

  /// `message` is the end of `raw`: what follows its separator.
  std::optional<Article> read(std::string_view raw, std::string_view message, std::uint64_t offset,
                              std::string_view envelope) {
    const RecordPlace place{++records_, offset, raw.size()};
    const StatedDates dates(options_.date_order, reporter_, place);
    const std::string ready = made_ready(message, dates);
    if (ready.empty()) {
      reporter_.refused(place, "no mail header", raw);
      return std::nullopt;
    }
    MailReading reading = read_mail(ready, envelope, dates);
    switch (reading.outcome) {
      case MailReading::Outcome::refused:
        reporter_.refused(place, reading.reason, raw);
        return std::nullopt;
      case MailReading::Outcome::skipped:
        reporter_.skipped(place, reading.reason);
        return std::nullopt;
      case MailReading::Outcome::canceled:
        reporter_.canceled(place, std::move(reading.article));
        return std::nullopt;
      case MailReading::Outcome::article:
        break;
    }
    reading.article.format = kMboxFormat.name;
    reading.article.provenances = {record_at(offset, raw)};
    return std::move(reading.article);
  }

  /// The message as a parser expects it: nothing before the header, only fields in it, a blank line behind it, no
  /// quoted `From ` in the body. Empty where there is no header.
  static std::string made_ready(std::string_view message, const StatedDates& dates) {
    const std::size_t begin = message.find_first_not_of("\r\n");
    if (begin == std::string_view::npos) return {};
    message.remove_prefix(begin);
    const HeaderEnd end = header_end(message);
    if (end.fields == 0) return {};
    std::string ready;
    ready.reserve(message.size() + 1);
    append_fields(message.substr(0, end.header), ready);
    ready += '\n';
    const std::string_view body = message.substr(end.body);
    if (!end.closed && !trim(body).empty())
      dates.note("no blank line behind the header", "the text begins without one");
    const bool quoted = body.starts_with(">") || body.find("\n>") != std::string_view::npos;
    ready += quoted ? unquoted(body) : body;
    return ready;
  }

  /// Leaves out lines that are neither a field nor its continuation: separators that got into a header and the like.
  static void append_fields(std::string_view header, std::string& ready) {
    bool in_field = false;
    while (!header.empty()) {
      const std::size_t end = std::min(header.find('\n'), header.size() - 1) + 1;
      const std::string_view line = header.substr(0, end);
      const bool continued = line[0] == ' ' || line[0] == '\t';
      if (!continued) in_field = !field_name(line).empty() && !trim(line).empty();
      if (in_field && !trim(line).empty()) ready += line;
      header.remove_prefix(end);
    }
    if (!ready.empty() && ready.back() != '\n') ready += '\n';
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  LineInput input_;
  MboxSplitter splitter_;
  std::optional<MailDigest> digest_;
  std::uint64_t records_ = 0;
};

/// A header with at least three fields that mail has, one of which is nothing else's; so lists of labels before a plain
/// text (`Title:`, `Date:`, `By:`) are left alone.
Confidence header_confidence(std::string_view head) {
  const std::size_t begin = head.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return Confidence::no;
  head.remove_prefix(begin);
  std::size_t known = 0;
  std::size_t others = 0;
  bool of_mail = false;
  bool addressed = false;
  bool subject = false;
  const std::size_t header = header_end(head).header;
  for (std::size_t at = 0; at < header;) {
    const std::size_t end = std::min(head.find('\n', at), head.size() - 1) + 1;
    const std::string_view line = head.substr(at, end - at);
    at = end;
    const std::string_view name = field_name(line);
    if (name.empty()) continue;
    const FieldKind kind = field_kind(name);
    ++(kind == FieldKind::unknown ? others : known);
    of_mail = of_mail || kind == FieldKind::mail_only;
    addressed = addressed || (iequals_ascii(name, "from") && line.find('@') != std::string_view::npos);
    subject = subject || iequals_ascii(name, "subject");
  }
  if (known >= 3 && (of_mail || (addressed && subject))) return Confidence::certain;
  return known >= 2 && others == 0 && (of_mail || (addressed && subject)) ? Confidence::likely : Confidence::no;
}

Confidence sniff(const Sample& sample) {
  std::string_view head = sample.head;
  if (head.substr(0, 4096).find('\0') != std::string_view::npos) return Confidence::no;
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  std::string_view start = head.substr(std::min(head.find_first_not_of("\r\n"), head.size()));
  const std::size_t line_end = start.find('\n');
  if (start.starts_with("From ") && line_end != std::string_view::npos &&
      envelope_of(start.substr(0, line_end)) != Envelope::no) {
    const HeaderEnd end = header_end(start.substr(line_end + 1));
    return end.fields > 0 ? Confidence::certain : Confidence::possible;
  }
  const Confidence confidence = header_confidence(head);
  if (confidence != Confidence::no) return confidence;
  const std::string name = ascii_lower(sample.name);
  for (const std::string_view extension : {".eml", ".mbox", ".mht", ".mhtml", ".nws"}) {
    if (name.ends_with(extension) && header_end(start).fields > 0) return Confidence::likely;
  }
  return Confidence::no;
}

}  // namespace

const Format kMboxFormat = {
    "mbox",
    "mailboxes (RFC 4155), mail messages (RFC 5322, MIME) and news articles (RFC 5536)",
    "mbox eml mht mhtml nws",
    "a 'From ' line with a date, else a header with three fields of mail",
    sniff,
    [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<MboxReader>(member); },
};

}  // namespace news::formats
