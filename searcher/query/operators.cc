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

/// NEAR5 and ADJ5 are operators elsewhere, and no words. (W5 is a programme, PRE5 may be a product.)
void refuse_without_slash(std::string_view text, std::size_t begin) {
  for (const std::string_view name : {"NEAR", "ADJ"}) {
    if (text.size() <= name.size() || !iequals_ascii(text.substr(0, name.size()), name)) continue;
    const std::string_view number = text.substr(name.size());
    if (!is_number(number)) continue;
    throw QueryError(
        begin, begin + text.size(), "a distance stands behind a slash",
        "write " + std::string(name) + "/" + std::string(number) + ", or put it in quotes to search for the text");
  }
}

/// Whether this stands behind the slash of an operator of that name, here or where people learnt to search.
bool is_unit(std::string_view name, std::string_view unit) {
  if (is_number(unit)) return true;
  const bool named = unit == "S" || unit == "P" || unit == "SENT" || unit == "PARA" || unit == "SEG";
  return named && (name == "W" || name == "PRE");
}

/// Throws for operators that are not ours or not in capitals. REQUIRES: is_unit(name, unit); both are in capitals.
void refuse_other_spellings(const std::string& name, const std::string& unit, std::string_view text,
                            std::size_t begin) {
  const auto fails = [&](const std::string& message, const std::string& hint) {
    return QueryError(begin, begin + text.size(), message, hint);
  };
  if (unit == "SEG") {
    throw fails("articles have no segments here", "write W/P for one paragraph, or AND for one article");
  }
  if (unit == "SENT" || unit == "PARA") {
    throw fails("sentences are written W/S, paragraphs W/P", "write W/" + unit.substr(0, 1));
  }
  if (const std::string capitals = name + "/" + unit; capitals != text) {
    throw fails("operators are written in capitals",
                "write " + capitals + ", or put it in quotes to search for the text");
  }
  if (name == "PRE" && !is_number(unit)) {
    throw fails("PRE takes a number of words", "write W/" + unit + ", or PRE/25");
  }
}

}  // namespace

std::optional<Distance> read_distance(std::string_view text, std::size_t begin) {
  refuse_without_slash(text, begin);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string name = ascii_upper(text.substr(0, slash));
  const std::string unit = ascii_upper(text.substr(slash + 1));
  const auto* const spelling =
      std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& each) { return each.name == name; });
  if (spelling == kSpellings.end()) return std::nullopt;
  const std::size_t end = begin + text.size();
  if (text == name + "/") {
    throw QueryError(begin, end, "a distance stands right behind the slash",
                     "such as " + name + "/5; in quotes it is text");
  }
  if (!is_unit(name, unit)) return std::nullopt;
  refuse_other_spellings(name, unit, text, begin);
  Distance distance;
  distance.ordered = spelling->ordered;
  if (!is_number(unit)) {
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
