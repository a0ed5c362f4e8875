// nlohmann's parser, with one try to mend a record that it refuses.
#include "indexer/formats/json_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace news::formats {
namespace {

/// "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while ..." without what is not for
/// readers.
std::string plain_reason(const Json::parse_error& error) {
  std::string_view text = error.what();
  if (const std::size_t bracket = text.find("] "); bracket != std::string_view::npos) text.remove_prefix(bracket + 2);
  if (const std::size_t colon = text.find(": ");
      colon != std::string_view::npos && text.starts_with("parse error at")) {
    text.remove_prefix(colon + 2);
  }
  constexpr std::size_t kLongEnough = 160;
  return fmt::format("JSON, byte {} of the record: {}", error.byte, text.substr(0, kLongEnough));
}

/// The number of a `\uXXXX` escape that begins at `at`, or -1.
int escaped_unit(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 6;
  if (at + kLength > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  const char* const begin = text.data() + at + 2;
  const char* const end = text.data() + at + kLength;
  const auto [stop, error] = std::from_chars(begin, end, unit, 16);
  return error == std::errc() && stop == end ? unit : -1;
}

bool is_lead(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_trail(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// Copies a record while mending it.
class Mender {
 public:
  explicit Mender(std::string_view record) : record_(record) { mended_.reserve(record.size()); }

  std::string run() {
    while (at_ < record_.size()) {
      if (in_string_) {
        string_byte();
      } else {
        other_byte();
      }
    }
    return std::move(mended_);
  }

  [[nodiscard]] std::string repairs() const {
    std::string list;
    const auto add = [&](bool done, std::string_view what) {
      if (done) list += (list.empty() ? "" : ", ") + std::string(what);
    };
    add(surrogates_, "half a surrogate pair");
    add(controls_, "a control character in a string");
    add(numbers_, "NaN or Infinity");
    return list;
  }

 private:
  void copy(std::size_t count) {
    mended_.append(record_, at_, count);
    at_ += count;
  }

  void string_byte() {
    constexpr std::size_t kEscapeLength = 6;
    const char byte = record_[at_];
    if (byte == '\\') {
      const int unit = escaped_unit(record_, at_);
      if (is_lead(unit) && is_trail(escaped_unit(record_, at_ + kEscapeLength))) return copy(2 * kEscapeLength);
      if (is_lead(unit) || is_trail(unit)) {
        mended_ += "\\uFFFD";
        at_ += kEscapeLength;
        surrogates_ = true;
        return;
      }
      return copy(std::min<std::size_t>(2, record_.size() - at_));
    }
    if (byte == '"') in_string_ = false;
    if (static_cast<unsigned char>(byte) < 0x20) {
      mended_ += fmt::format("\\u{:04x}", static_cast<unsigned char>(byte));
      ++at_;
      controls_ = true;
      return;
    }
    copy(1);
  }

  void other_byte() {
    constexpr auto kNoNumbers = std::to_array<std::string_view>({"NaN", "-Infinity", "Infinity"});
    for (const std::string_view word : kNoNumbers) {
      if (!record_.substr(at_).starts_with(word)) continue;
      mended_ += "null";
      at_ += word.size();
      numbers_ = true;
      return;
    }
    if (record_[at_] == '"') in_string_ = true;
    copy(1);
  }

  std::string_view record_;
  std::string mended_;
  std::size_t at_ = 0;
  bool in_string_ = false;
  bool surrogates_ = false;
  bool controls_ = false;
  bool numbers_ = false;
};

}  // namespace

ParsedJson parse_json(std::string_view record) {
  ParsedJson parsed;
  try {
    parsed.value = Json::parse(record);
    return parsed;
  } catch (const Json::parse_error& error) {
    parsed.fault = plain_reason(error);
  } catch (const Json::out_of_range& error) {
    parsed.fault = "JSON: a number is out of range";
  }

  Mender mender(record);
  const std::string mended = mender.run();
  if (mender.repairs().empty()) return parsed;
  try {
    parsed.value = Json::parse(mended);
    parsed.repairs = mender.repairs();
    parsed.fault.clear();
  } catch (const Json::exception&) {
    // The first fault stands: its byte is one of the record as it is.
    parsed.value.reset();
  }
  return parsed;
}

}  // namespace news::formats
