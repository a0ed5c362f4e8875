// Frames ARC records and passes captures on.
#include "indexer/formats/arc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "common/text.h"
#include "indexer/formats/block_input.h"
#include "indexer/formats/input.h"
#include "indexer/formats/web_capture.h"

namespace news::formats {
namespace {

constexpr std::string_view kFileDescription = "filedesc:";

/// A record's line.
struct ArcLine {
  std::string address;
  std::string date;
  std::string type;
  std::uint64_t length = 0;
};

/// The fields behind the address: 4 in version 1, 9 in version 2.
std::optional<ArcLine> read_line(std::string_view line, std::size_t fields) {
  std::vector<std::string_view> parts;  // from the end
  std::string_view rest = trim(line);
  while (parts.size() < fields) {
    const std::size_t blank = rest.rfind(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    parts.push_back(rest.substr(blank + 1));
    rest = rest.substr(0, blank);
  }
  ArcLine read;
  const std::string_view length = parts.front();
  const auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), read.length);
  if (fault != std::errc() || end != length.data() + length.size()) return std::nullopt;
  if (rest.find(':') == std::string_view::npos) return std::nullopt;
  read.address = rest;
  read.date = parts[fields - 2];
  read.type = parts[fields - 3];
  const bool digits = std::all_of(read.date.begin(), read.date.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  return read;
}

class ArcReader : public ArticleReader {
 public:
  explicit ArcReader(const Member& member)
      : reporter_(member.reporter), input_(member.bytes, member.options.max_record_bytes), captures_(member) {}

  std::optional<Article> next() override {
    while (true) {
      if (auto article = captures_.take()) return article;
      if (!read_record()) {
        input_.rethrow_damage();
        return std::nullopt;
      }
    }
  }

 private:
  bool read_record() {
    input_.mark();
    const auto text = input_.line();
    if (!text) return false;
    if (trim(*text).empty()) return true;
    auto line = read_line(*text, fields_);
    // What the file states as its version may be wrong.
    if (!line) line = read_line(*text, fields_ == kVersion1 ? kVersion2 : kVersion1);
    if (!line) {
      // Only the first line of a stretch is told; the next that reads like a record's ends it.
      if (!lost_)
        reporter_.refused({++records_, input_.mark_offset(), input_.length()}, "no ARC record where one should begin",
                          input_.raw());
      lost_ = true;
      return true;
    }
    lost_ = false;
    const std::size_t head = input_.raw().size();
    const std::uint64_t passed = input_.pass(line->length);
    const RecordPlace place{++records_, input_.mark_offset(), input_.length()};
    if (passed < line->length) {
      reporter_.refused(place, fmt::format("record ends after {} of {} bytes", passed, line->length), input_.raw());
      return true;
    }
    if (line->address.starts_with(kFileDescription)) {
      if (input_.raw().substr(head).starts_with("2 ")) fields_ = kVersion2;
      reporter_.skipped(place, "no response record");
    } else if (line->address.starts_with("dns:")) {
      reporter_.skipped(place, "no response record");
    } else if (input_.is_oversized()) {
      reporter_.refused(place, fmt::format("record is larger than the limit: {} bytes", place.length), input_.raw());
    } else {
      const std::string_view raw = input_.raw();
      const std::string_view block = raw.substr(head);
      const bool http = block.starts_with("HTTP/");
      captures_.read({line->address, line->date, block, http, line->type}, place, record_at(place.offset, raw), raw);
    }
    return true;
  }

  static constexpr std::size_t kVersion1 = 4;  // fields behind the address
  static constexpr std::size_t kVersion2 = 9;

  Reporter& reporter_;
  BlockInput input_;
  CaptureReader captures_;
  std::size_t fields_ = kVersion1;
  std::uint64_t records_ = 0;
  bool lost_ = false;
};

}  // namespace

const Format kArcFormat = {
    .name = "arc",
    .standard = "ARC 1 and 2 (Internet Archive)",
    .extensions = "arc",
    .sniffed_by = "a filedesc record",
    .sniff =
        [](const Sample& sample) {
          return trim(sample.head).starts_with(kFileDescription) ? Confidence::certain : Confidence::no;
        },
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<ArcReader>(member); },
};

}  // namespace news::formats
