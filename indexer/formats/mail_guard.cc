// One pass over the lines of a message.
#include "indexer/formats/mail_guard.h"

#include <algorithm>
#include <cstddef>

#include "common/text.h"
#include "indexer/formats/mail_lines.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestField = std::size_t{256} << 10;
constexpr std::ptrdiff_t kMostColons = 1000;
constexpr std::size_t kMostFields = 2000;
constexpr std::size_t kMostBoundaries = 10'000;

/// Follows the headers of a message and of its parts, a line at a time. Takes more lines for headers than a parser of
/// MIME does, since it does not know the boundaries: each line that begins with `--` may be one.
class HeaderWatch {
 public:
  std::string_view fault_of_line(std::string_view line) {
    if (multipart_ && line.starts_with("--")) {
      begin_header();
      return ++boundaries_ > kMostBoundaries ? "too many parts" : "";
    }
    if (!in_header_) return {};
    if (line.empty() || line == "\r") {
      // A message in a part has a header of its own.
      const bool inner = holds_message_;
      begin_header();
      in_header_ = inner;
      return {};
    }
    return fault_of_header_line(line);
  }

 private:
  void begin_header() {
    in_header_ = true;
    holds_message_ = false;
    fields_ = field_bytes_ = 0;
    colons_ = 0;
  }

  std::string_view fault_of_header_line(std::string_view line) {
    if (line[0] != ' ' && line[0] != '\t') {
      ++fields_;
      field_bytes_ = 0;
      colons_ = 0;
      if ((line[0] == 'C' || line[0] == 'c') && iequals_ascii(field_name(line), "content-type")) note_type(line);
    }
    field_bytes_ += line.size();
    colons_ += std::count(line.begin(), line.end(), ':');
    if (fields_ > kMostFields) return "too many header fields";
    return field_bytes_ > kLongestField || colons_ > kMostColons ? "header field too long" : "";
  }

  void note_type(std::string_view line) {
    constexpr std::size_t kTypeBytes = 60;
    const std::string type = ascii_lower(line.substr(0, kTypeBytes));
    multipart_ = multipart_ || type.find("multipart") != std::string::npos;
    holds_message_ = type.find("message") != std::string::npos;
  }

  bool in_header_ = true;
  bool holds_message_ = false;  // the part of this header
  bool multipart_ = false;      // some part so far
  std::size_t boundaries_ = 0;
  std::size_t fields_ = 0;
  std::size_t field_bytes_ = 0;
  std::ptrdiff_t colons_ = 0;
};

}  // namespace

std::string_view fault_of_shape(std::string_view message) {
  HeaderWatch watch;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    if (const std::string_view fault = watch.fault_of_line(message.substr(0, end)); !fault.empty()) return fault;
    message.remove_prefix(std::min(message.size(), end + 1));
  }
  return {};
}

}  // namespace news::formats
