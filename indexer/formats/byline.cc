// Splits bylines into people and the agency that they write for.
#include "indexer/formats/byline.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/agencies.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestByline = 160;  // bytes
constexpr std::size_t kMostWords = 6;        // of one name

constexpr auto kParticles = std::to_array<std::string_view>(
    {"de", "da", "di", "del", "della", "der", "den", "dos", "du",  "van", "von", "zu", "la",
     "le", "el", "al", "bin", "bint",  "ibn", "ben", "ter", "ten", "y",   "e",   "af", "av"});

// Words of a part that says what somebody is, not who.
constexpr auto kRoles = std::to_array<std::string_view>(
    {"writer", "writers", "staff", "correspondent", "correspondents", "editor", "reporter", "columnist", "contributor",
     "contributing", "photographer", "critic", "bureau", "special", "freelance"});

// Parts of the names of publications.
constexpr auto kPaperWords = std::to_array<std::string_view>(
    {"times",      "post",   "news",      "press",   "herald",   "tribune",  "journal", "gazette",
     "star",       "globe",  "chronicle", "courier", "observer", "magazine", "radio",   "tv",
     "television", "agency", "service",   "network", "media",    "today",    "daily"});

constexpr auto kSuffixes = std::to_array<std::string_view>(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d.", "esq", "esq."});

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = text.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \t", begin), text.size());
    words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

template <typename Table>
bool any_word_in(std::string_view text, const Table& table) {
  const auto words = words_of(text);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return contains(table, ascii_lower(word)); });
}

bool has_no_lower_case(std::string_view text) {
  return std::none_of(text.begin(), text.end(), is_lower) && std::any_of(text.begin(), text.end(), is_upper);
}

/// Without a leading "By", in any case; npos-free: the text itself where there is none.
std::string_view without_by(std::string_view text) {
  text = trim(text);
  return text.size() > 3 && iequals_ascii(text.substr(0, 3), "by ") ? trim(text.substr(3)) : text;
}

/// Cuts at the first of these separators.
struct Cut {
  std::string_view part;
  std::string_view rest;
  bool after_comma = false;  // the part's end is a comma
};

Cut cut_first(std::string_view text) {
  constexpr auto kSeparators =
      std::to_array<std::string_view>({", and ", " and ", " AND ", " And ", " & ", " und ", " et ", ";", ",", " | "});
  std::size_t first = text.size();
  std::string_view separator;
  for (const std::string_view candidate : kSeparators) {
    const std::size_t at = text.find(candidate);
    if (at < first) {
      first = at;
      separator = candidate;
    }
  }
  return {trim(text.substr(0, first)), text.substr(std::min(text.size(), first + separator.size())), separator == ","};
}

/// `Jane Roe (Reuters)`: takes the bracket off.
std::string_view take_bracket(std::string_view part, Byline& byline) {
  if (part.empty() || part.back() != ')') return part;
  const std::size_t open = part.find('(');
  if (open == std::string_view::npos) return part;
  const std::string_view inside = part.substr(open + 1, part.size() - open - 2);
  if (byline.agency.empty() && may_be_agency(inside)) byline.agency = std::string(trim(inside));
  return trim(part.substr(0, open));
}

/// "Jane Roe Reuters": an agency run into the name. Short ones only in capitals, since Ana and Up are words.
std::string_view without_trailing_agency(std::string_view name, Byline& byline) {
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string_view::npos || name.find(' ') == blank) return name;
  const std::string_view last = name.substr(blank + 1);
  const bool telling = last.size() >= 6 || (has_no_lower_case(last) && !has_no_lower_case(name));
  if (!telling || !is_known_agency(last)) return name;
  if (byline.agency.empty()) byline.agency = std::string(last);
  return name.substr(0, blank);
}

void add_part(std::string_view part, bool behind_comma, Byline& byline) {
  part = take_bracket(part, byline);
  if (part.empty()) return;
  const bool single_word = part.find(' ') == std::string_view::npos;
  if (behind_comma && !byline.names.empty() && contains(kSuffixes, ascii_lower(part))) {
    byline.names.back() += ", " + std::string(part);
    return;
  }
  const bool shouted = has_no_lower_case(part) && !byline.names.empty() && !has_no_lower_case(byline.names.front());
  const bool affiliation =
      is_known_agency(part) || (behind_comma && (single_word || shouted || any_word_in(part, kPaperWords)));
  if (any_word_in(part, kRoles) && !byline.names.empty()) {
    // "Associated Press Writer": the words before the role are the agency.
    const std::size_t role = part.rfind(' ');
    if (role != std::string_view::npos && byline.agency.empty() && is_known_agency(part.substr(0, role))) {
      byline.agency = std::string(part.substr(0, role));
    }
    return;
  }
  if (affiliation) {
    if (byline.agency.empty()) byline.agency = std::string(part);
    return;
  }
  byline.names.emplace_back(without_trailing_agency(part, byline));
}

}  // namespace

bool looks_like_name(std::string_view text) {
  const auto words = words_of(trim(text));
  if (words.empty() || words.size() > kMostWords) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.size() > 30 || word.find_first_of("0123456789:;!?\"()[]{}<>/\\@#$%*=+") != std::string_view::npos)
      return false;
    const bool capital = is_upper(word[0]) || static_cast<unsigned char>(word[0]) >= 0x80;
    if (!capital && (i == 0 || !contains(kParticles, word))) return false;
    // A point belongs to initials and short titles; behind a longer word a sentence ends.
    if (word.back() == '.' && word.size() > 4 && !contains(kSuffixes, ascii_lower(word))) return false;
  }
  return true;
}

Byline split_byline(std::string_view value) {
  Byline byline;
  std::string_view rest = without_by(value);
  bool behind_comma = false;
  while (!rest.empty()) {
    const Cut cut = cut_first(rest);
    add_part(cut.part, behind_comma, byline);
    behind_comma = cut.after_comma;
    rest = cut.rest;
  }
  const bool names = std::all_of(byline.names.begin(), byline.names.end(), [](const std::string& name) {
    return looks_like_name(name.substr(0, name.find(',')));
  });
  if (names && (!byline.names.empty() || !byline.agency.empty())) return byline;
  return {{std::string(without_by(value))}, {}};
}

std::optional<Byline> read_byline(std::string_view line) {
  line = trim(line);
  if (line.size() > kLongestByline || line.size() < 5 || !iequals_ascii(line.substr(0, 3), "by ")) return std::nullopt;
  const std::string_view rest = trim(line.substr(3));
  Byline byline = split_byline(rest);
  // The author of an unlabelled line must look like one: a first and a last name, or an agency.
  const bool people = std::all_of(byline.names.begin(), byline.names.end(), [](const std::string& name) {
    return looks_like_name(name.substr(0, name.find(','))) && name.find(' ') != std::string::npos;
  });
  if (!people || (byline.names.empty() && !is_known_agency(rest))) return std::nullopt;
  return byline;
}

}  // namespace news::formats
