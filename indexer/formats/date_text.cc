// Decides what the parts of a date mean.
#include "indexer/formats/date_text.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "common/byte_set.h"
#include "common/error.h"
#include "common/text.h"
#include "indexer/formats/date_parts.h"

namespace news::formats {
namespace {

constexpr int kFirstTwoDigitYear = 69;  // 69 is 1969, 68 is 2068

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int full_year(const DayNumber& number) {
  if (number.digits > 2) return number.value;
  return number.value + (number.value >= kFirstTwoDigitYear ? 1900 : 2000);
}

bool may_be_year(const DayNumber& number) { return number.digits == 4 || number.digits == 2; }

std::optional<StatedTime> day_of(int year, int month, int day) {
  StatedTime time;
  time.year = year;
  time.month = month;
  time.day = day;
  return is_valid(time) ? std::optional(time) : std::nullopt;
}

/// What a date with a month's name says.
std::optional<DateReading> read_named(const DateParts& parts) {
  const auto& numbers = parts.numbers;
  if (numbers.size() == 1) {
    if (numbers[0].digits != 4 || parts.clock) return std::nullopt;
    auto month = day_of(numbers[0].value, *parts.month, 1);
    if (month) month->precision = Precision::month;
    return month ? std::optional(DateReading{*month, false}) : std::nullopt;
  }
  if (numbers.size() != 2) return std::nullopt;
  const bool year_first = numbers[0].digits == 4 || numbers[0].is_year;
  const DayNumber& year = numbers[year_first ? 0 : 1];
  const DayNumber& day = numbers[year_first ? 1 : 0];
  if (!may_be_year(year) || day.digits > 2) return std::nullopt;
  const auto time = day_of(full_year(year), *parts.month, day.value);
  return time ? std::optional(DateReading{*time, false}) : std::nullopt;
}

/// Both readings of a date in numbers, either of which may be impossible.
struct Readings {
  std::optional<StatedTime> month_first;
  std::optional<StatedTime> day_first;
  bool dotted = false;
};

std::optional<Readings> readings_of(const DateParts& parts) {
  const auto& numbers = parts.numbers;
  if (parts.month || numbers.size() != 3) return std::nullopt;
  const char separator = numbers[1].separator;
  if (separator == 0 || separator != numbers[2].separator) {
    // 2024年3月29日 and 29. 3. 2024 come with the same separators too; anything else is a list of numbers.
    return std::nullopt;
  }
  if (std::string_view("/.-").find(separator) == std::string_view::npos) return std::nullopt;
  Readings readings;
  readings.dotted = separator == '.';
  if (numbers[0].digits == 4 || (numbers[0].digits == 2 && numbers[0].value > 31)) {
    readings.month_first = readings.day_first = day_of(full_year(numbers[0]), numbers[1].value, numbers[2].value);
  } else if (may_be_year(numbers[2]) && numbers[0].digits <= 2 && numbers[1].digits <= 2) {
    const int year = full_year(numbers[2]);
    readings.month_first = day_of(year, numbers[0].value, numbers[1].value);
    readings.day_first = day_of(year, numbers[1].value, numbers[0].value);
  }
  return readings;
}

DateOrder order_of(const Readings& readings, std::optional<int> stated_weekday) {
  if (!readings.month_first && !readings.day_first) return DateOrder::automatic;
  if (!readings.month_first) return DateOrder::day_first;
  if (!readings.day_first) return DateOrder::month_first;
  if (*readings.month_first == *readings.day_first || !stated_weekday) return DateOrder::automatic;
  const bool month_fits = weekday(*readings.month_first) == *stated_weekday;
  const bool day_fits = weekday(*readings.day_first) == *stated_weekday;
  if (month_fits == day_fits) return DateOrder::automatic;
  return month_fits ? DateOrder::month_first : DateOrder::day_first;
}

std::optional<DateReading> read_numeric(const DateParts& parts, DateOrder order) {
  const auto readings = readings_of(parts);
  if (!readings || (!readings->month_first && !readings->day_first)) return std::nullopt;
  const DateOrder shown = order_of(*readings, parts.weekday);
  DateReading reading;
  if (shown == DateOrder::automatic && order == DateOrder::automatic) {
    reading.ambiguous = *readings->month_first != *readings->day_first;
    order = readings->dotted ? DateOrder::day_first : DateOrder::month_first;
  } else if (shown != DateOrder::automatic) {
    order = shown;
  }
  reading.time = order == DateOrder::day_first ? *readings->day_first : *readings->month_first;
  return reading;
}

/// Adds the time and the zone to the day.
void add_clock(const DateParts& parts, StatedTime& time) {
  time.hour = parts.clock->hour;
  time.minute = parts.clock->minute;
  time.second = parts.clock->second;
  time.precision = parts.clock->precision;
  time.offset_minutes = parts.offset;
  if (parts.region.empty()) return;
  try {
    const std::int64_t seconds = Zone().instant(time) - Zone(parts.region).instant(time);
    time.offset_minutes = static_cast<int>(seconds / 60);
  } catch (const Error&) {
    // No such zone, or a machine without the zone database: then no offset is known, and the time stands as written.
    time.offset_minutes.reset();
  }
}

}  // namespace

std::optional<DateReading> read_date(std::string_view text, DateOrder order) {
  text = trim(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  if (const auto iso = parse_iso(text)) return DateReading{*iso, false};
  const auto parts = date_parts(text);
  if (!parts) return std::nullopt;
  auto reading = parts->month ? read_named(*parts) : read_numeric(*parts, order);
  if (reading && parts->clock && reading->time.precision == Precision::day) add_clock(*parts, reading->time);
  if (reading && !is_valid(reading->time)) return std::nullopt;
  return reading;
}

DateOrder order_shown_by(std::string_view text) {
  const auto parts = date_parts(trim(text));
  if (!parts) return DateOrder::automatic;
  const auto& numbers = parts->numbers;
  // 2024/03/29 has no order to show.
  if (numbers.size() == 3 && numbers[0].digits == 4) return DateOrder::automatic;
  const auto readings = readings_of(*parts);
  return readings ? order_of(*readings, parts->weekday) : DateOrder::automatic;
}

namespace {

/// The line that this byte stands in, a label before it taken off, where it is short: it may be `Tue, 03/04/2025`.
std::string_view short_line_around(std::string_view prose, std::size_t at) {
  constexpr std::size_t kLongest = 60;
  const std::size_t line_end = std::min(prose.find('\n', at), prose.size());
  const std::size_t end_before = prose.rfind('\n', at);
  const std::size_t begin = end_before == std::string_view::npos ? 0 : end_before + 1;
  if (line_end < begin || line_end - begin > kLongest) return {};
  const std::string_view line = prose.substr(begin, line_end - begin);
  const std::size_t label = line.find(": ");
  return label == std::string_view::npos ? line : line.substr(label + 2);
}

}  // namespace

DateOrder order_shown_in(std::string_view prose) {
  static constexpr ByteSet kDigits("0123456789");
  DateOrder shown = DateOrder::automatic;
  for (std::size_t at = kDigits.find_in(prose); at < prose.size(); at = kDigits.find_in(prose, at)) {
    std::size_t end = at;
    while (end < prose.size() &&
           (is_digit(prose[end]) || prose[end] == '/' || prose[end] == '.' || prose[end] == '-')) {
      ++end;
    }
    std::string_view candidate = prose.substr(at, end - at);
    at = end;
    while (!candidate.empty() && !is_digit(candidate.back())) candidate.remove_suffix(1);
    // d/m/yyyy to dd/mm/yyyy; a two-digit year proves nothing in running text.
    if (candidate.size() < 8 || candidate.size() > 10 || is_digit(candidate[candidate.size() - 5])) continue;
    DateOrder order = order_shown_by(candidate);
    if (order == DateOrder::automatic) order = order_shown_by(short_line_around(prose, at - 1));
    if (order == DateOrder::automatic) continue;
    if (shown != DateOrder::automatic && shown != order) return DateOrder::automatic;
    shown = order;
  }
  return shown;
}

bool is_day_without_year(std::string_view text) {
  const auto parts = date_parts(trim(text));
  if (!parts || !parts->month || parts->numbers.size() != 1) return false;
  const DayNumber& day = parts->numbers[0];
  return day.digits <= 2 && day_of(2000, *parts->month, day.value).has_value();  // 2000 has a 29 February
}

}  // namespace news::formats
