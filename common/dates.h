// Dates and times as a source states them, and the instants they stand for.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace news {

/// How much of a date was stated.
enum class Precision : std::uint8_t { year, month, day, minute, second };

/// A date and time of the proleptic Gregorian calendar as written in an article: only as precise as stated, in the
/// source's own local time. Fields finer than `precision` hold their lowest value (month and day 1, time 0).
struct StatedTime {
  int year = 1;  ///< [1, 9999]
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;  ///< [0, 60], leap seconds included
  Precision precision = Precision::day;
  std::optional<int> offset_minutes;  ///< east of Greenwich, [-1439, 1439]; none where no zone was stated

  bool operator==(const StatedTime&) const = default;
};

/// Whether every field is in its range and the day exists in its month.
[[nodiscard]] bool is_valid(const StatedTime& time) noexcept;

/// The ISO 8601 form that all our output uses: `2024`, `2024-03`, `2024-03-29`, `2024-03-29T13:14`,
/// `2024-03-29T13:14:05`, each time followed by `Z` or `+01:00` where a zone was stated.
[[nodiscard]] std::string to_iso(const StatedTime& time);

/// Reads what to_iso writes and the rest of RFC 3339 / ISO 8601 that feeds and agencies use: a blank or `t` for the
/// `T`, fractions of seconds (dropped), `+0100`, `+01`, basic format `20240329`, `20240329T131405Z`. Nothing else:
/// nullopt.
[[nodiscard]] std::optional<StatedTime> parse_iso(std::string_view text) noexcept;

/// The day of the week of the date's own day, 0 = Sunday.
[[nodiscard]] int weekday(const StatedTime& time) noexcept;

/// The zone that times without one are taken to be in.
class Zone {
 public:
  /// UTC.
  Zone() = default;
  /// A name of the IANA database such as `Europe/Paris`, `UTC`, or an offset such as `+02:00`.
  /// Throws Error(Code::usage) where there is no such zone.
  explicit Zone(const std::string& name);
  /// The zone of the machine (TZ or /etc/localtime), UTC if it has none.
  [[nodiscard]] static Zone local();

  /// Seconds since 1970-01-01T00:00Z at which this time begins, by the stated zone, else by this one. A time that the
  /// zone skips or repeats (daylight saving) is the first instant that fits.
  [[nodiscard]] std::int64_t instant(const StatedTime& time) const;

  /// The local date of an instant, precise to the second.
  [[nodiscard]] StatedTime at(std::int64_t instant) const;

 private:
  const void* tz_ = nullptr;  // a date::time_zone of the process-wide database; null: offset_seconds_ holds
  std::int64_t offset_seconds_ = 0;
};

}  // namespace news
