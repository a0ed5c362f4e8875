// Frames records and passes captures on.
#include "indexer/formats/warc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "common/digest.h"
#include "common/text.h"
#include "indexer/formats/block_input.h"
#include "indexer/formats/http_message.h"
#include "indexer/formats/input.h"
#include "indexer/formats/web_capture.h"

namespace news::formats {
namespace {

constexpr std::string_view kVersion = "WARC/";
constexpr std::size_t kMostRemembered = 1'000'000;  // payloads that a revisit may refer to

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class WarcReader : public ArticleReader {
 public:
  explicit WarcReader(const Member& member)
      : reporter_(member.reporter), input_(member.bytes, member.options.max_record_bytes), captures_(member) {}

  std::optional<Article> next() override {
    while (true) {
      if (auto article = captures_.take()) return article;
      if (!find_record()) {
        input_.rethrow_damage();
        return std::nullopt;
      }
      read_record();
    }
  }

 private:
  /// To the next version line. What stands before it and is no blank line is refused, once for a stretch.
  bool find_record() {
    bool strays = false;
    while (true) {
      if (!strays) input_.mark();
      const auto line = input_.line();
      if (line && line->starts_with(kVersion)) {
        input_.unread_line();
        if (strays) report_strays();
        input_.mark();
        return true;
      }
      if (line && trim(*line).empty() && !strays) continue;
      if (!line) {
        if (strays) report_strays();
        return false;
      }
      strays = true;
      drop_strays();
    }
  }

  void drop_strays() {
    constexpr std::uint64_t kHeld = std::uint64_t{64} << 10;
    if (stray_offset_ == 0 && stray_length_ == 0) stray_offset_ = input_.mark_offset();
    if (input_.length() < kHeld) return;
    stray_length_ += input_.length();
    input_.mark();
  }

  void report_strays() {
    stray_length_ += input_.length();
    reporter_.refused({records_, stray_offset_, stray_length_}, "no WARC record where one should begin", input_.raw());
    stray_offset_ = 0;
    stray_length_ = 0;
  }

  void read_record() {
    ++records_;
    static_cast<void>(input_.line());
    while (const auto line = input_.line()) {
      if (line->empty()) break;
      if (input_.length() > kMostHead) break;
    }
    const std::string head(input_.raw());
    std::string_view rest = head;
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    const HeaderFields fields = HeaderFields::read(rest);
    const auto length = number(fields.get("Content-Length"));
    RecordPlace place{records_, input_.mark_offset(), input_.length()};
    if (!length) {
      reporter_.refused(place, "WARC record without a valid Content-Length", input_.raw());
      return;
    }
    const std::uint64_t passed = input_.pass(*length);
    place.length = input_.length();
    if (passed < *length) {
      reporter_.refused(place, fmt::format("record ends after {} of {} bytes", passed, *length), input_.raw());
      return;
    }
    read_block(fields, place, head.size());
  }

  void read_block(const HeaderFields& fields, const RecordPlace& place, std::size_t head_size) {
    const std::string type = ascii_lower(fields.get("WARC-Type"));
    const std::string content_type(fields.get("Content-Type"));
    if (type == "revisit") {
      const bool known = payloads_.contains(digest_of(fields.get("WARC-Payload-Digest")).low);
      return reporter_.skipped(place, known ? "revisit" : "revisit of a record not met");
    }
    if (type != "response" && type != "resource" && type != "conversion") {
      return reporter_.skipped(place, is_known_type(type) ? "no response record" : "WARC record of unknown type");
    }
    if (input_.is_oversized()) {
      return reporter_.refused(place, fmt::format("record is larger than the limit: {} bytes", place.length),
                               input_.raw());
    }
    remember(fields.get("WARC-Payload-Digest"));
    if (!fields.get("WARC-Truncated").empty()) {
      reporter_.noted(place, "truncated by the crawler", fields.get("WARC-Truncated"));
    }
    std::string_view address = fields.get("WARC-Target-URI");
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);  // wget
    const std::string_view raw = input_.raw();
    Capture capture{std::string(address), std::string(fields.get("WARC-Date")), raw.substr(head_size), false,
                    content_type};
    capture.is_http = type == "response" && media_type(content_type) != "text/dns" && !address.starts_with("dns:");
    captures_.read(capture, place, record_at(place.offset, raw), raw);
  }

  static bool is_known_type(std::string_view type) {
    return type == "warcinfo" || type == "request" || type == "metadata" || type == "continuation";
  }

  void remember(std::string_view payload) {
    if (!payload.empty() && payloads_.size() < kMostRemembered) payloads_.insert(digest_of(payload).low);
  }

  static constexpr std::uint64_t kMostHead = std::uint64_t{1} << 20;

  Reporter& reporter_;
  BlockInput input_;
  CaptureReader captures_;
  std::uint64_t records_ = 0;
  std::uint64_t stray_offset_ = 0;
  std::uint64_t stray_length_ = 0;
  std::unordered_set<std::uint64_t> payloads_;
};

}  // namespace

const Format kWarcFormat = {
    .name = "warc",
    .standard = "WARC 1.0, 1.1 (ISO 28500), 0.17, 0.18",
    .extensions = "warc wet",
    .sniffed_by = "a WARC version line",
    .sniff =
        [](const Sample& sample) {
          return trim(sample.head).starts_with(kVersion) ? Confidence::certain : Confidence::no;
        },
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<WarcReader>(member); },
};

}  // namespace news::formats
