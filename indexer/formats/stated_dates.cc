// Date fields of a record, with notes on what was assumed.
#include "indexer/formats/stated_dates.h"

#include <fmt/format.h>

#include "common/text.h"

namespace news::formats {

std::optional<StatedTime> StatedDates::read_day(std::string_view text) const {
  const auto reading = read_date(text, order_);
  if (!reading || reading->time.precision < Precision::day) return std::nullopt;
  note_assumed(*reading, text);
  return reading->time;
}

std::optional<StatedTime> StatedDates::read_value(std::string_view value) const {
  value = trim(value);
  if (value.empty()) return std::nullopt;
  const auto reading = read_date(value, order_);
  if (!reading) {
    note("date not understood", fmt::format("'{}'", one_line(value.substr(0, 100))));
    return std::nullopt;
  }
  note_assumed(*reading, value);
  return reading->time;
}

void StatedDates::note_assumed(const DateReading& reading, std::string_view text) const {
  if (!reading.ambiguous) return;
  note("day/month order assumed", fmt::format("'{}' read as {}", one_line(text), to_iso(reading.time)));
}

}  // namespace news::formats
