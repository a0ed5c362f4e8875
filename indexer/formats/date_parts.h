// Takes a date in text apart: which numbers are the day, which the time, which month, weekday and zone are named.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates.h"

namespace news::formats {

/// A number that belongs to the day, not to the time.
struct DayNumber {
  int value;
  std::size_t digits;
  bool is_year = false;  // written with an apostrophe: '24
  char separator = 0;    // the mark between the number before and this one, if nothing else stands there
};

/// What the words and numbers of a date are, before it is decided what they mean.
struct DateParts {
  std::vector<DayNumber> numbers;
  std::optional<int> month;
  bool month_may_be_weekday = false;
  std::size_t numbers_before_month = 0;
  std::optional<int> weekday;
  std::optional<StatedTime> clock;  // only its time is meant
  std::optional<int> offset;
  std::string region;
};

/// Sorts a whole string into parts. nullopt where something is left over that belongs to no date, or it is longer than
/// kLongestDate.
[[nodiscard]] std::optional<DateParts> date_parts(std::string_view text);

constexpr std::size_t kLongestDate = 128;  // bytes

}  // namespace news::formats
