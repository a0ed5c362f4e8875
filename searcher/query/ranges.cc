#include "searcher/query/ranges.h"

#include <charconv>
#include <cstdint>

#include "common/text.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

int number_of(const StatedTime& day) { return (day.year * 100 + day.month) * 100 + day.day; }

/// First and last number of a range.
struct Ends {
  std::int64_t first;
  std::int64_t last;
};

/// The days of one stated unit.
Ends unit(std::string_view text, std::size_t begin) {
  const auto stated = parse_iso(text);
  if (!stated || stated->precision > Precision::day || text.find('T') != std::string_view::npos) {
    throw QueryError(begin, begin + text.size(), "'" + std::string(text) + "' is no date",
                     "dates are 2024, 2024-03 or 2024-03-29, ranges 2024-01..2024-06, comparisons >=2020");
  }
  const int year = stated->year * 10000;
  switch (stated->precision) {
    case Precision::year:
      return {year, year + 9999};
    case Precision::month:
      return {year + stated->month * 100, year + stated->month * 100 + 99};
    default:
      return {number_of(*stated), number_of(*stated)};
  }
}

Ends number_of_words(std::string_view text, std::size_t begin) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    throw QueryError(begin, begin + text.size(), "'" + std::string(text) + "' is no number of words",
                     "numbers are 300, ranges 300..500, comparisons >300");
  }
  return {number, number};
}

/// A unit, a range of units or a comparison with one, where `all` is the widest range. The first end may come out
/// beyond the last of all, and the last before the first.
Ends read_range(std::string_view text, std::size_t begin, Ends all, Ends (*read_unit)(std::string_view, std::size_t)) {
  // Trimmed, but in place: an error points at it.
  const auto stated = [&](std::string_view piece) {
    return read_unit(piece, begin + static_cast<std::size_t>(piece.data() - text.data()));
  };
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    const std::string_view from = trim(text.substr(0, dots));
    const std::string_view to = trim(text.substr(dots + 2));
    if (from.empty() && to.empty()) {
      throw QueryError(begin, begin + text.size(), "a range needs at least one end", "such as 2020.. or ..2023");
    }
    if (!from.empty()) all.first = stated(from).first;
    if (!to.empty()) all.last = stated(to).last;
    if (all.first > all.last) {
      throw QueryError(begin, begin + text.size(), "this range ends before it begins",
                       "did you mean " + std::string(to) + ".." + std::string(from) + "?");
    }
    return all;
  }
  const std::string_view whole = trim(text);
  const auto behind = [&](std::size_t size) { return stated(trim(whole.substr(size))); };
  if (whole.starts_with(">=")) return {behind(2).first, all.last};
  if (whole.starts_with("<=")) return {all.first, behind(2).last};
  if (whole.starts_with("<")) return {all.first, behind(1).first - 1};
  if (whole.starts_with(">")) return {behind(1).last + 1, all.last};
  return stated(whole);
}

/// Days since 1970-01-01 and back, over the instants of UTC.
StatedTime days_before(const StatedTime& today, std::int64_t days) {
  constexpr std::int64_t kDay = 86400;
  StatedTime midnight = today;
  midnight.hour = midnight.minute = midnight.second = 0;
  midnight.offset_minutes = 0;
  return Zone().at(Zone().instant(midnight) - days * kDay);
}

StatedTime months_before(const StatedTime& today, std::int64_t months) {
  const std::int64_t count = std::int64_t{today.year} * 12 + (today.month - 1) - months;
  StatedTime day = today;
  day.year = static_cast<int>(count / 12);
  day.month = static_cast<int>(count % 12) + 1;
  while (day.year >= 1 && !is_valid(day) && day.day > 28) --day.day;  // a month before March 31 is the end of February
  return day;
}

}  // namespace

DayRange read_days(std::string_view text, std::size_t begin) {
  const DayRange all;
  const Ends ends = read_range(text, begin, {all.first, all.last}, unit);
  if (ends.first > all.last) throw QueryError(begin, begin + text.size(), "no date is later than this");
  return {static_cast<int>(ends.first), static_cast<int>(ends.last)};
}

LengthRange read_lengths(std::string_view text, std::size_t begin) {
  const LengthRange all;
  const Ends ends = read_range(text, begin, {all.first, all.last}, number_of_words);
  if (ends.last < 0) throw QueryError(begin, begin + text.size(), "no article has fewer words than none");
  return {static_cast<std::uint32_t>(ends.first), static_cast<std::uint32_t>(ends.last)};
}

DayRange read_since(std::string_view text, std::size_t begin, const StatedTime& today) {
  std::int64_t count = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view span(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  DayRange days;
  constexpr std::int64_t kMost = 100'000;  // days: further back than any newspaper
  if (error == std::errc{} && count >= 0 && count <= kMost && span.size() == 1) {
    StatedTime from;
    switch (span.front()) {
      case 'd':
        from = days_before(today, count);
        break;
      case 'w':
        from = days_before(today, std::min(count * 7, kMost));
        break;
      case 'm':
        from = months_before(today, std::min(count, std::int64_t{today.year} * 12 - 12));
        break;
      case 'y':
        from = months_before(today, std::min(count, std::int64_t{today.year} - 1) * 12);
        break;
      default:
        from.year = 0;
    }
    if (from.year > 0) {
      days.first = number_of(from);
      return days;
    }
  }
  if (const auto stated = parse_iso(text); stated && stated->precision <= Precision::day) {
    days.first = static_cast<int>(unit(text, begin).first);
    return days;
  }
  throw QueryError(begin, begin + text.size(), "'" + std::string(text) + "' is no span of time",
                   "such as since:7d, since:2w, since:3m, since:1y");
}

}  // namespace news::query
