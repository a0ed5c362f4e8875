// Streams the records of a plain-text file, decodes each and lays it out.
#include "indexer/formats/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "common/text.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/identity.h"
#include "indexer/formats/input.h"
#include "indexer/formats/text_layout.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/text_shapes.h"
#include "indexer/formats/text_split.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

constexpr std::size_t kFirstPeek = std::size_t{8} << 10;
constexpr std::size_t kEvidenceBytes = std::size_t{256} << 10;

/// Gives a stream's beginning to look at, then all of it to read.
class PeekedStream : public sources::ByteStream {
 public:
  PeekedStream(sources::ByteStream& bytes, std::size_t peek) : bytes_(bytes) {
    // In steps: most files are much smaller, and clearing memory for nothing would be half of the work on them.
    while (held_ < peek) {
      head_.resize(std::min(peek, std::max(2 * held_, kFirstPeek)));
      const std::size_t got = bytes_.read({head_.data() + held_, head_.size() - held_});
      if (got == 0) break;
      held_ += got;
    }
    head_.resize(held_);
  }

  [[nodiscard]] std::string_view head() const { return head_; }

  std::size_t read(std::span<char> buffer) override {
    if (given_ == held_) {
      head_ = std::string{};
      return bytes_.read(buffer);
    }
    const std::size_t size = std::min(buffer.size(), held_ - given_);
    std::memcpy(buffer.data(), head_.data() + given_, size);
    given_ += size;
    return size;
  }

 private:
  sources::ByteStream& bytes_;
  std::string head_;
  std::size_t held_ = 0;
  std::size_t given_ = 0;
};

bool begins_with_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

class TextReader : public ArticleReader {
 public:
  explicit TextReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        bytes_(member.bytes, kEvidenceBytes),
        wide_(begins_with_utf16_mark(bytes_.head())),
        input_(bytes_, member.options.max_record_bytes),
        splitter_(input_, member.options.max_record_bytes) {
    peeked_ = bytes_.head().size();
    learn(wide_ ? std::string_view{} : bytes_.head());
  }

  std::optional<Article> next() override {
    while (true) {
      const auto record = next_record();
      if (!record) return std::nullopt;
      place_ = {++records_, record->offset, record->length};
      if (record->too_large) {
        reporter_.refused(place_, fmt::format("record is larger than {} bytes", options_.max_record_bytes),
                          record->raw);
        continue;
      }
      if (auto article = read(*record)) return article;
    }
  }

 private:
  /// UTF-16 can't be cut at the byte LF: such a file is one record.
  std::optional<TextRecord> next_record() {
    if (!wide_) {
      auto record = splitter_.next();
      if (!record && records_ == 0) reporter_.skipped({}, "empty");
      return record;
    }
    if (records_ > 0) return std::nullopt;
    auto all = read_all(bytes_, options_.max_record_bytes);
    TextRecord record;
    record.too_large = !all.has_value();
    whole_ = std::move(all).value_or(std::string{});
    record.raw = whole_;
    record.length = whole_.size();
    return record;
  }

  std::optional<Article> read(const TextRecord& record) {
    // What one record of a file was in, the next ones are likely in too.
    const sources::DecodedText text = sources::to_utf8(record.raw, charset_);
    if (text.guessed) charset_ = text.charset;
    if (text.first_invalid) {
      reporter_.noted(place_, "invalid bytes replaced",
                      fmt::format("{} in {}, the first at byte {}", text.invalid, text.charset,
                                  record.offset + *text.first_invalid));
    }
    if (wide_ || record.offset >= peeked_) learn(text.utf8);
    const DateOrder order = options_.date_order != DateOrder::automatic ? options_.date_order : evidence_;
    Article article = lay_out(text.utf8, StatedDates(order, reporter_, place_));
    if (article.title.empty() && article.paragraphs.empty()) {
      report_nothing(text.utf8, record.raw);
      return std::nullopt;
    }
    identify_by_address(article);
    article.format = kTextFormat.name;
    article.provenances.push_back(record_at(record.offset, record.raw));
    return article;
  }

  void report_nothing(std::string_view text, std::string_view raw) {
    const auto lines = lines_of(text);
    const bool empty = std::all_of(lines.begin(), lines.end(), [](std::string_view line) {
      return trim(line).empty() || mark_of(line) != Mark::none;
    });
    if (empty) {
      reporter_.skipped(place_, "empty");
    } else {
      reporter_.refused(place_, "no headline and no text", raw);
    }
  }

  /// Takes in which order the dates of this text prove; texts of one file that contradict each other prove nothing.
  void learn(std::string_view text) {
    if (contradiction_ || options_.date_order != DateOrder::automatic) return;
    const DateOrder shown = order_shown_in(text.substr(0, kEvidenceBytes));
    if (shown == DateOrder::automatic) return;
    contradiction_ = evidence_ != DateOrder::automatic && evidence_ != shown;
    evidence_ = contradiction_ ? DateOrder::automatic : shown;
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  PeekedStream bytes_;
  bool wide_;
  LineInput input_;
  TextSplitter splitter_;
  std::uint64_t peeked_ = 0;
  std::uint64_t records_ = 0;
  RecordPlace place_;
  std::string charset_;
  std::string whole_;
  DateOrder evidence_ = DateOrder::automatic;
  bool contradiction_ = false;
};

// Names that say the content is data, markup or a program, which a reader of its own may come for.
constexpr auto kOtherKinds = std::to_array<std::string_view>(
    {".csv",  ".tsv", ".json", ".jsonl", ".ndjson", ".xml", ".html", ".htm", ".xhtml", ".svg", ".css",
     ".js",   ".rss", ".atom", ".rdf",   ".warc",   ".eml", ".mbox", ".ics", ".sh",    ".py",  ".c",
     ".cc",   ".cpp", ".h",    ".java",  ".yaml",   ".yml", ".toml", ".ini", ".log",   ".sgm", ".sgml",
     ".nitf", ".dtd", ".xsd",  ".rtf",   ".pdf",    ".php", ".rb",   ".pl",  ".tex"});

bool is_binary(std::string_view head) {
  if (begins_with_utf16_mark(head)) return false;
  std::size_t controls = 0;
  for (const char c : head) {
    if (c == '\0') return true;
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ++controls;
  }
  return controls > 2 && controls * 50 > head.size();  // scanned pages have a few
}

/// `{"`, `[{`, `[1,`: not a bracketed remark that opens a text.
bool begins_like_json(std::string_view head) {
  const char open = head[0];
  if (open != '{' && open != '[') return false;
  const std::string_view inside = trim(head.substr(1));
  if (inside.empty()) return true;
  if (open == '{') return inside[0] == '"' || inside[0] == '}';
  if (std::string_view("{[\"]").find(inside[0]) != std::string_view::npos) return true;
  const std::size_t end = inside.find_first_of(",]");
  const std::string_view first = trim(inside.substr(0, end));
  const bool number = !first.empty() && first.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
  const bool name = first == "true" || first == "false" || first == "null";
  if (!number && !name) return false;
  return end == std::string_view::npos || inside[end] == ',' || trim(inside.substr(end + 1)).empty();
}

/// A tag, declaration or comment, closed soon: OCR begins pages with "<?Ut%i" and "<a great".
bool begins_like_markup(std::string_view head) {
  constexpr std::size_t kLongestTag = 2000;
  if (head.size() < 3 || head[0] != '<' || head.substr(0, kLongestTag).find('>') == std::string_view::npos)
    return false;
  if (head[1] == '!') return true;
  std::size_t end = head[1] == '?' || head[1] == '/' ? 2 : 1;
  const std::size_t begin = end;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':' || c == '.';
  };
  while (end < head.size() && is_name(head[end])) ++end;
  return end > begin && end < head.size() && std::string_view(" \t\r\n>/?").find(head[end]) != std::string_view::npos;
}

/// `From writer@example.org Fri Mar 29 13:14:05 2024` (RFC 4155), not "From the beginning".
bool begins_like_mailbox(std::string_view head) {
  if (!head.starts_with("From ")) return false;
  const std::string_view line = head.substr(5, std::min(head.find('\n'), std::size_t{200}));
  const std::size_t sender = line.find(' ');
  if (sender == std::string_view::npos) return false;
  const std::string_view rest = trim(line.substr(sender, line.find('\n') - sender));
  return read_date(rest, DateOrder::automatic).has_value();
}

bool is_other_kind(std::string_view head) {
  if (head.empty()) return false;
  for (const std::string_view magic :
       {"WARC/", "filedesc://", "%PDF-", "{\\rtf", "%!PS", "BEGIN:VCALENDAR", "#!", "MIME-Version:"}) {
    if (head.starts_with(magic)) return true;
  }
  return begins_like_json(head) || begins_like_markup(head) || begins_like_mailbox(head);
}

Confidence sniff(const Sample& sample) {
  if (is_binary(sample.head)) return Confidence::no;
  const std::string name = ascii_lower(sample.name);
  if (std::any_of(kOtherKinds.begin(), kOtherKinds.end(), [&](std::string_view end) { return name.ends_with(end); })) {
    return Confidence::no;
  }
  std::string_view head = sample.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head.substr(0, 4096));
  if (is_other_kind(head)) return Confidence::no;

  // The first line with words: a label or a date.
  for (const std::string_view line : lines_of(head)) {
    if (mark_of(line) != Mark::none) continue;
    const bool date = line.size() < 100 && read_date(line, DateOrder::automatic).has_value();
    return date || read_label(line) ? Confidence::likely : Confidence::possible;
  }
  return Confidence::possible;
}

}  // namespace

const Format kTextFormat = {
    "text",
    "plain text: label and date lines, headline, paragraphs; several articles a file; scanned pages",
    "txt text",
    "readable text that is no markup; surer where it begins with a label or date line",
    sniff,
    [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<TextReader>(member); },
};

}  // namespace news::formats
