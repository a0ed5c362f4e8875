// Coercions of JSON values.
#include "indexer/formats/json_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "common/article.h"
#include "common/text.h"
#include "indexer/formats/html_text.h"

namespace news::formats {
namespace {

// Members that carry the text of an object, best first.
constexpr auto kTextMembers = std::to_array<std::string_view>({"name", "value", "text", "main", "rendered", "content",
                                                               "title", "literal", "label", "body", "paragraph", "p",
                                                               "fullname", "displayname", "screenname", "url", "id"});
constexpr auto kParagraphMembers =
    std::to_array<std::string_view>({"text", "content", "value", "rendered", "body", "html", "paragraph", "p"});
constexpr auto kNoTextTypes = std::to_array<std::string_view>(
    {"image", "picture", "photo", "video", "audio", "gallery", "graphic", "authorinfo", "inlinestory", "ad"});

constexpr int kDeepest = 8;  // objects inside objects that are looked into for text

const std::string& string_in(const Json& value) { return value.get_ref<const std::string&>(); }

std::string plain(const std::string& text) { return has_html_tags(text) ? html_line(text) : decode_entities(text); }

std::string line_within(const Json& value, int depth) {
  if (value.is_string()) return plain(string_in(value));
  if (value.is_number_float()) {
    // 123456.0 is how a table with gaps writes the number 123456.
    const auto number = value.get<double>();
    constexpr double kExact = 9e15;
    if (std::trunc(number) == number && std::abs(number) < kExact) return std::to_string(std::llround(number));
    return value.dump();
  }
  if (value.is_number()) return value.dump();
  if (depth == 0) return {};
  if (value.is_array()) {
    for (const Json& element : value) {
      std::string line = line_within(element, depth - 1);
      if (!trim(line).empty()) return line;
    }
  }
  if (value.is_object()) {
    for (const std::string_view name : kTextMembers) {
      if (const Json* inner = member(value, name)) {
        std::string line = line_within(*inner, depth - 1);
        if (!trim(line).empty()) return line;
      }
    }
  }
  return {};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

void add_lines(std::string_view text, std::vector<std::string>& paragraphs) {
  for (std::string& line : split(text, '\n')) paragraphs.push_back(std::move(line));
}

bool has_lines_of_a_paragraphs_length(std::string_view text) {
  constexpr std::size_t kLongerThanWrapped = 120;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end - begin > kLongerThanWrapped) return true;
    begin = end + 1;
  }
  return false;
}

void add_text(const std::string& text, LineEnds line_ends, std::vector<std::string>& paragraphs) {
  if (has_html_tags(text)) {
    for (std::string& paragraph : html_paragraphs(text)) paragraphs.push_back(std::move(paragraph));
    return;
  }
  const std::string decoded = decode_entities(text);
  std::vector<std::string> blocks = split_paragraphs(decoded);
  const bool by_lines = line_ends == LineEnds::between_paragraphs ||
                        (line_ends == LineEnds::by_their_length && has_lines_of_a_paragraphs_length(decoded));
  if (blocks.size() == 1 && by_lines) return add_lines(decoded, paragraphs);
  for (std::string& block : blocks) paragraphs.push_back(std::move(block));
}

void add_paragraphs(const Json& value, LineEnds line_ends, int depth, std::vector<std::string>& paragraphs) {
  if (value.is_string()) return add_text(string_in(value), line_ends, paragraphs);
  if (depth == 0) return;
  if (value.is_array()) {
    for (const Json& element : value) add_paragraphs(element, line_ends, depth - 1, paragraphs);
  }
  if (value.is_object()) {
    const Json* type = member(value, "type");
    if (type != nullptr && type->is_string()) {
      const std::string name = folded_key(string_in(*type));
      if (std::find(kNoTextTypes.begin(), kNoTextTypes.end(), name) != kNoTextTypes.end()) return;
    }
    for (const std::string_view name : kParagraphMembers) {
      if (const Json* inner = member(value, name)) return add_paragraphs(*inner, line_ends, depth - 1, paragraphs);
    }
  }
}

std::optional<DateReading> time_of_number(double number) {
  if (!std::isfinite(number) || std::abs(number) > 9e15) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(std::floor(number));
  // 20240329 as seconds would be a day of 1970, when nobody counted them.
  if (whole >= 10000101 && whole <= 99991231) {
    if (const auto day = parse_iso(std::to_string(whole))) return DateReading{*day};
  }
  if (whole >= 1000 && whole <= 9999) {
    if (const auto year = parse_iso(std::to_string(whole))) return DateReading{*year};
  }
  constexpr std::int64_t kLeastMilliseconds = 100'000'000'000;  // as seconds it would be the year 5138
  constexpr std::int64_t kLastSecond = 253'402'300'799;         // of the year 9999
  const std::int64_t seconds = std::abs(whole) >= kLeastMilliseconds ? whole / 1000 : whole;
  if (seconds == 0 || std::abs(seconds) > kLastSecond) return std::nullopt;
  StatedTime time = Zone().at(seconds);
  time.offset_minutes = 0;
  return DateReading{time};
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

}  // namespace

std::string folded_key(std::string_view key) {
  std::string folded;
  for (const char byte : key) {
    if (std::string_view("_-@$: ").find(byte) != std::string_view::npos) continue;
    folded += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  }
  return folded;
}

const Json* member(const Json& object, std::string_view folded) {
  if (!object.is_object()) return nullptr;
  for (const auto& [key, value] : object.items()) {
    if (!value.is_null() && folded_key(key) == folded) return &value;
  }
  return nullptr;
}

const Json* at_path(const Json& record, std::string_view path) {
  const Json* value = &record;
  while (value != nullptr) {
    if (value->is_object()) {
      if (const auto found = value->find(std::string(path)); found != value->end()) return &*found;
    }
    const std::size_t dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    const Json* inner = nullptr;
    if (value->is_object()) {
      if (const auto found = value->find(std::string(step)); found != value->end()) inner = &*found;
    } else if (value->is_array()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
      const bool number = error == std::errc() && end == step.data() + step.size();
      if (number && index < value->size()) inner = &(*value)[index];
    }
    if (dot == std::string_view::npos) return inner;
    value = inner;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string line_of(const Json& value) { return one_line(line_within(value, kDeepest)); }

std::vector<std::string> list_of(const Json& value, Strings strings) {
  std::vector<std::string> list;
  if (value.is_array()) {
    for (const Json& element : value) {
      std::string line = line_of(element);
      if (!line.empty()) list.push_back(std::move(line));
    }
    return list;
  }
  std::string line = line_of(value);
  if (line.empty()) return list;
  if (strings == Strings::whole || !value.is_string()) return {std::move(line)};
  return split(line, line.find(';') != std::string::npos ? ';' : ',');
}

std::vector<std::string> paragraphs_of(const Json& value, LineEnds line_ends) {
  std::vector<std::string> paragraphs;
  add_paragraphs(value, line_ends, kDeepest, paragraphs);
  return paragraphs;
}

std::optional<DateReading> time_of(const Json& value, DateOrder order) {
  if (value.is_number()) return time_of_number(value.get<double>());
  const std::string text = line_of(value);
  if (text.empty()) return std::nullopt;
  if (const auto iso = parse_iso(text)) return DateReading{*iso};
  constexpr std::size_t kEpochDigits = 10;
  constexpr std::size_t kLongestEpoch = 13;
  if (is_all_digits(text) && text.size() >= kEpochDigits && text.size() <= kLongestEpoch) {
    return time_of_number(std::stod(text));
  }
  return read_date(text, order);
}

}  // namespace news::formats
