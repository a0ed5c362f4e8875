// Reads simple YAML front matter.
#include "indexer/formats/front_matter.h"

#include <algorithm>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestFrontMatter = std::size_t{64} << 10;
constexpr std::size_t kLongestKey = 40;

std::string unquoted(std::string_view value) {
  value = trim(value);
  const bool quoted = value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0];
  if (!quoted) {
    // A comment needs a blank before it: "#5" is a value.
    const std::size_t comment = value.find(" #");
    return std::string(trim(value.substr(0, comment)));
  }
  const char quote = value[0];
  const std::string_view inside = value.substr(1, value.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const bool escape =
        i + 1 < inside.size() && (quote == '"' ? inside[i] == '\\' : inside[i] == quote && inside[i + 1] == quote);
    if (escape) ++i;
    text += inside[i];
  }
  return text;
}

std::vector<std::string> values_of(std::string_view value) {
  value = trim(value);
  if (!value.starts_with('[') || !value.ends_with(']')) {
    std::string single = unquoted(value);
    return single.empty() ? std::vector<std::string>{} : std::vector{std::move(single)};
  }
  std::vector<std::string> values;
  std::size_t begin = 1;
  char quote = 0;
  for (std::size_t i = 1; i < value.size(); ++i) {
    const char c = value[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ',' || i + 1 == value.size()) {
      std::string item = unquoted(value.substr(begin, i - begin));
      if (!item.empty()) values.push_back(std::move(item));
      begin = i + 1;
    }
  }
  return values;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

FrontMatter read_front_matter(std::string_view document) {
  FrontMatter front;
  std::size_t at = 0;
  bool first = true;
  while (at < document.size() && at < kLongestFrontMatter) {
    const std::size_t end = std::min(document.find('\n', at), document.size());
    const std::string_view raw = document.substr(at, end - at);
    const std::string_view line = trim(raw);
    at = std::min(document.size(), end + 1);
    if (first) {
      if (line != "---") return {};
      first = false;
      continue;
    }
    if (line == "---" || line == "...") {
      front.length = at;
      return front.entries.empty() ? FrontMatter{} : front;
    }
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("- ") || line == "-") {
      if (front.entries.empty()) return {};
      std::string item = unquoted(line.substr(1));
      if (!item.empty()) front.entries.back().values.push_back(std::move(item));
      continue;
    }
    if (raw[0] == ' ' || raw[0] == '\t') continue;  // nested, or a text over several lines
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_key(line.substr(0, colon))) return {};
    front.entries.push_back({ascii_lower(line.substr(0, colon)), values_of(line.substr(colon + 1))});
  }
  return {};  // never closed
}

}  // namespace news::formats
