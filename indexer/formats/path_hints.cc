// Finds dates and the marks of Chronicling America in paths, by hand: a regular expression a file would cost more than
// reading a small article.
#include "indexer/formats/path_hints.h"

#include "common/text.h"
#include "indexer/formats/date_words.h"

namespace news::formats {
namespace {

constexpr int kFirstYear = 1600;
constexpr int kEndYear = 2100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return at < text.size() ? text.substr(at, end - at) : std::string_view{};
}

/// REQUIRES: at most nine digits.
int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<StatedTime> date_of(int year, int month, int day, Precision precision) {
  StatedTime time;
  time.year = year;
  time.month = month;
  time.day = day;
  time.precision = precision;
  const bool possible = year >= kFirstYear && year < kEndYear && is_valid(time);
  return possible ? std::optional(time) : std::nullopt;
}

/// The month written at that place as `03`, `3` or `mar`, and where it ends.
struct Month {
  int month = 0;
  std::size_t end = 0;
};

Month month_at(std::string_view path, std::size_t at) {
  const std::string_view digits = digits_at(path, at);
  if (digits.size() == 1 || digits.size() == 2) return {number(digits), at + digits.size()};
  std::size_t end = at;
  while (end < path.size() && is_letter(path[end])) ++end;
  if (end == at) return {};
  return {date_word(ascii_lower(path.substr(at, end - at))).month, end};
}

/// The date whose year stands at `at`. REQUIRES: no digit before it.
std::optional<StatedTime> date_at(std::string_view path, std::size_t at) {
  const std::string_view first = digits_at(path, at);
  if (first.size() == 8) {
    return date_of(number(first.substr(0, 4)), number(first.substr(4, 2)), number(first.substr(6)), Precision::day);
  }
  const std::size_t mark = at + 4;
  if (first.size() != 4 || mark >= path.size()) return std::nullopt;
  const char separator = path[mark];
  if (std::string_view("/-_.").find(separator) == std::string_view::npos) return std::nullopt;
  const int year = number(first);

  const std::string_view joined = digits_at(path, mark + 1);
  if (joined.size() == 4 && separator == '/') {
    return date_of(year, number(joined.substr(0, 2)), number(joined.substr(2)), Precision::day);
  }
  const Month month = month_at(path, mark + 1);
  if (month.month == 0) return std::nullopt;
  if (month.end < path.size() && path[month.end] == separator) {
    const std::string_view day = digits_at(path, month.end + 1);
    if (day.size() == 1 || day.size() == 2) {
      if (auto date = date_of(year, month.month, number(day), Precision::day)) return date;
    }
  }
  // A month alone must be folders (2024/03/) or a folder of its own (/2024-03/): in a headline it is anything.
  const bool begins = at == 0 || path[at - 1] == '/';
  const bool ends = month.end == path.size() || path[month.end] == '/';
  if (!begins || !ends) return std::nullopt;
  return date_of(year, month.month, 1, Precision::month);
}

std::optional<StatedTime> date_in(std::string_view path) {
  std::optional<StatedTime> found;
  for (std::size_t at = 0; at < path.size();) {
    if (!is_digit(path[at])) {
      ++at;
      continue;
    }
    const auto date = date_at(path, at);
    if (date && (date->precision == Precision::day || !found || found->precision != Precision::day)) found = date;
    at += digits_at(path, at).size();
  }
  return found;
}

/// The number behind `label` (`ed-`, `seq-`) where it begins a word.
std::string number_behind(std::string_view path, std::string_view label) {
  for (std::size_t at = path.find(label); at != std::string_view::npos; at = path.find(label, at + 1)) {
    if (at > 0 && (is_letter(path[at - 1]) || is_digit(path[at - 1]))) continue;
    const std::string_view digits = digits_at(path, at + label.size());
    if (!digits.empty() && digits.size() <= 6) return std::string(digits);
  }
  return {};
}

/// A Library of Congress control number as Chronicling America writes it
/// (https://www.loc.gov/marc/lccn-namespace.html): up to three letters and eight to ten digits.
std::string lccn_before(std::string_view path, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_digit(path[begin - 1])) --begin;
  const std::size_t digits = end - begin;
  const std::size_t first_digit = begin;
  while (begin > 0 && is_letter(path[begin - 1])) --begin;
  const bool fits = digits >= 8 && digits <= 10 && first_digit - begin <= 3 && (begin == 0 || path[begin - 1] == '/');
  return fits ? std::string(path.substr(begin, end - begin)) : std::string{};
}

}  // namespace

PathHints hints_from_path(std::string_view path) {
  PathHints hints;
  hints.published = date_in(path);

  // sn78000395-ed-1_seq-1.txt as in its bulk files, sn78000395/1916-02-14/ed-1/seq-1/ocr.txt as in its addresses.
  const std::size_t edition = path.find("ed-");
  if (edition == std::string_view::npos || edition == 0) return hints;
  std::string lccn = lccn_before(path, edition - 1);
  if (lccn.empty()) {
    const std::size_t issue = edition > 1 ? path.rfind('/', edition - 2) : std::string_view::npos;
    if (issue != std::string_view::npos) lccn = lccn_before(path, issue);
  }
  if (lccn.empty()) return hints;
  hints.source = std::move(lccn);
  hints.edition = number_behind(path.substr(edition), "ed-");
  hints.page = number_behind(path.substr(edition), "seq-");
  return hints;
}

void apply(const PathHints& hints, Article& article) {
  if (!article.published) article.published = hints.published;
  if (article.source.empty()) article.source = hints.source;
  if (article.edition.empty()) article.edition = hints.edition;
  if (article.page.empty()) article.page = hints.page;
}

}  // namespace news::formats
