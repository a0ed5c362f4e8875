#include "searcher/query/operators.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "common/text.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

/// More words than any sentence has; a wider net is AND.
constexpr std::uint32_t kWidest = 9999;
constexpr std::uint32_t kMostOccurrences = 9999;

struct Spelling {
  std::string_view name;
  bool ordered;
};
constexpr auto kSpellings = std::to_array<Spelling>({{"W", false}, {"NEAR", false}, {"PRE", true}, {"ADJ", true}});

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The number, or `most` + 1 where it is larger than that.
std::uint32_t number_up_to(std::string_view text, std::uint32_t most) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error != std::errc{} || end != text.data() + text.size() ? most + 1 : std::min(value, most + 1);
}

std::string ascii_upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace

std::optional<Distance> read_distance(std::string_view text, std::size_t begin) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string name = ascii_upper(text.substr(0, slash));
  const std::string unit = ascii_upper(text.substr(slash + 1));
  const auto* const spelling =
      std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& each) { return each.name == name; });
  const bool counted = is_number(unit);
  const bool named = unit == "S" || unit == "P" || unit == "SEG";
  if (spelling == kSpellings.end() || (!counted && !(named && name != "ADJ" && name != "NEAR"))) return std::nullopt;
  const std::size_t end = begin + text.size();
  if (const std::string capitals = name + "/" + unit; capitals != text) {
    throw QueryError(begin, end, "operators are written in capitals",
                     "write " + capitals + ", or put it in quotes to search for the text");
  }
  if (unit == "SEG") {
    throw QueryError(begin, end, "articles have no segments here",
                     "write W/P for one paragraph, or AND for one article");
  }
  Distance distance;
  distance.ordered = spelling->ordered;
  if (named) {
    if (spelling->ordered) {
      throw QueryError(begin, end, "PRE takes a number of words", "write W/" + unit + ", or PRE/25");
    }
    distance.unit = unit == "S" ? Distance::Unit::sentence : Distance::Unit::paragraph;
    return distance;
  }
  distance.count = number_up_to(unit, kWidest);
  if (distance.count == 0) {
    throw QueryError(begin, end, "a distance is at least 1", "words side by side are " + name + "/1");
  }
  if (distance.count > kWidest) {
    throw QueryError(begin, end, "a distance is at most " + std::to_string(kWidest), "AND has no distance");
  }
  return distance;
}

std::optional<std::uint32_t> read_at_least(std::string_view text, std::size_t begin) {
  constexpr std::string_view kName = "ATLEAST";
  if (text.size() <= kName.size() || !iequals_ascii(text.substr(0, kName.size()), kName)) return std::nullopt;
  const std::string_view number = text.substr(kName.size());
  if (!is_number(number)) return std::nullopt;
  const std::size_t end = begin + text.size();
  if (!text.starts_with(kName)) {
    throw QueryError(begin, end, "operators are written in capitals", "write " + ascii_upper(text));
  }
  const std::uint32_t count = number_up_to(number, kMostOccurrences);
  if (count == 0 || count > kMostOccurrences) {
    throw QueryError(begin, end, "ATLEAST takes a number from 1 to " + std::to_string(kMostOccurrences));
  }
  return count;
}

}  // namespace news::query
