#include "common/dates.h"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "common/error.h"

namespace news {
namespace {

constexpr std::array<int, 12> kDaysInMonth = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

date::sys_days day_number(const StatedTime& time) noexcept {
  return date::sys_days(date::year(time.year) / date::month(static_cast<unsigned>(time.month)) /
                        date::day(static_cast<unsigned>(time.day)));
}

/// Reads fixed-width fields from the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const noexcept { return text_.empty(); }

  bool take(char c) noexcept {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take_any(std::string_view set) noexcept {
    if (text_.empty() || set.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<int> digits(std::size_t width) noexcept {
    if (text_.size() < width) return std::nullopt;
    int value = 0;
    for (const char c : text_.substr(0, width)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(width);
    return value;
  }
  /// Whether there was a digit.
  bool skip_digits() noexcept {
    const std::size_t before = text_.size();
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') text_.remove_prefix(1);
    return text_.size() < before;
  }
  [[nodiscard]] char peek() const noexcept { return text_.empty() ? '\0' : text_.front(); }

 private:
  std::string_view text_;
};

/// `Z`, `+01:00`, `+0100`, `+01`.
std::optional<int> read_offset(Cursor& cursor) noexcept {
  if (cursor.take_any("Zz")) return 0;
  const char sign = cursor.peek();
  if (!cursor.take_any("+-")) return std::nullopt;
  const auto hours = cursor.digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  int minutes = 0;
  if (!cursor.done()) {
    cursor.take(':');
    const auto stated = cursor.digits(2);
    if (!stated || *stated > 59) return std::nullopt;
    minutes = *stated;
  }
  const int offset = *hours * 60 + minutes;
  return sign == '-' ? -offset : offset;
}

bool read_time(Cursor& cursor, StatedTime& time) noexcept {
  const auto hour = cursor.digits(2);
  if (!hour) return false;
  time.hour = *hour;
  const bool extended = cursor.take(':');
  const auto minute = cursor.digits(2);
  if (!minute) return false;
  time.minute = *minute;
  time.precision = Precision::minute;
  const bool seconds_follow = extended ? cursor.take(':') : cursor.peek() >= '0' && cursor.peek() <= '9';
  if (seconds_follow) {
    const auto second = cursor.digits(2);
    if (!second) return false;
    time.second = *second;
    time.precision = Precision::second;
    if (cursor.take_any(".,") && !cursor.skip_digits()) return false;
  }
  return true;
}

const date::time_zone* as_zone(const void* zone) noexcept { return static_cast<const date::time_zone*>(zone); }

}  // namespace

bool is_valid(const StatedTime& time) noexcept {
  if (time.year < 1 || time.year > 9999 || time.month < 1 || time.month > 12) return false;
  const bool leap = date::year(time.year).is_leap();
  const int days = time.month == 2 && !leap ? 28 : kDaysInMonth[static_cast<std::size_t>(time.month - 1)];
  if (time.day < 1 || time.day > days) return false;
  if (time.offset_minutes && (*time.offset_minutes < -1439 || *time.offset_minutes > 1439)) return false;
  return time.hour >= 0 && time.hour <= 23 && time.minute >= 0 && time.minute <= 59 && time.second >= 0 &&
         time.second <= 60;
}

std::string to_iso(const StatedTime& time) {
  std::string iso = fmt::format("{:04}", time.year);
  if (time.precision >= Precision::month) iso += fmt::format("-{:02}", time.month);
  if (time.precision >= Precision::day) iso += fmt::format("-{:02}", time.day);
  if (time.precision >= Precision::minute) iso += fmt::format("T{:02}:{:02}", time.hour, time.minute);
  if (time.precision >= Precision::second) iso += fmt::format(":{:02}", time.second);
  if (time.precision >= Precision::minute && time.offset_minutes) {
    const int offset = *time.offset_minutes;
    const int size = offset < 0 ? -offset : offset;
    iso += offset == 0 ? "Z" : fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
  }
  return iso;
}

std::optional<StatedTime> parse_iso(std::string_view text) noexcept {
  Cursor cursor(text);
  StatedTime time;
  const auto year = cursor.digits(4);
  if (!year) return std::nullopt;
  time.year = *year;
  time.precision = Precision::year;
  if (!cursor.done()) {
    const bool extended = cursor.take('-');
    const auto month = cursor.digits(2);
    if (!month) return std::nullopt;
    time.month = *month;
    time.precision = Precision::month;
    // 202403 is no date in ISO 8601: it would be taken for a year, month and two-digit year.
    if (cursor.done() && !extended) return std::nullopt;
    if (!cursor.done()) {
      if (extended && !cursor.take('-')) return std::nullopt;
      const auto day = cursor.digits(2);
      if (!day) return std::nullopt;
      time.day = *day;
      time.precision = Precision::day;
    }
  }
  if (!cursor.done()) {
    if (time.precision != Precision::day || !cursor.take_any("Tt ") || !read_time(cursor, time)) return std::nullopt;
    if (!cursor.done()) {
      time.offset_minutes = read_offset(cursor);
      if (!time.offset_minutes) return std::nullopt;
    }
  }
  if (!cursor.done() || !is_valid(time)) return std::nullopt;
  return time;
}

int weekday(const StatedTime& time) noexcept { return static_cast<int>(date::weekday(day_number(time)).c_encoding()); }

Zone::Zone(const std::string& name) {
  if (!name.empty() && (name.front() == '+' || name.front() == '-')) {
    Cursor cursor(name);
    const auto offset = read_offset(cursor);
    if (!offset || !cursor.done()) {
      throw Error(Code::usage, "'" + name + "' is no offset from UTC", "write it as +02:00 or -05:00");
    }
    offset_seconds_ = std::int64_t{*offset} * 60;
    return;
  }
  try {
    tz_ = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    throw Error(Code::usage, "there is no time zone '" + name + "'",
                "name one as the IANA database does (Europe/Paris, America/New_York, UTC) or as an offset (+02:00)");
  }
}

Zone Zone::local() {
  Zone zone;
  if (const char* name = std::getenv("TZ"); name != nullptr && *name != '\0') {
    try {
      return Zone(*name == ':' ? name + 1 : name);
    } catch (const Error&) {
      // TZ may hold a POSIX rule, which the IANA database can't look up: then the machine's own zone counts.
    }
  }
  try {
    zone.tz_ = date::current_zone();
  } catch (const std::runtime_error&) {
    // A machine without /etc/localtime lives in UTC.
  }
  return zone;
}

std::int64_t Zone::instant(const StatedTime& time) const {
  using std::chrono::hours;
  using std::chrono::minutes;
  using std::chrono::seconds;
  const auto local_seconds =
      day_number(time).time_since_epoch() + hours(time.hour) + minutes(time.minute) + seconds(time.second);
  const std::int64_t local = std::chrono::duration_cast<seconds>(local_seconds).count();
  if (time.offset_minutes) return local - std::int64_t{*time.offset_minutes} * 60;
  if (tz_ == nullptr) return local - offset_seconds_;
  const auto system = as_zone(tz_)->to_sys(date::local_seconds(seconds(local)), date::choose::earliest);
  return std::chrono::duration_cast<seconds>(system.time_since_epoch()).count();
}

StatedTime Zone::at(std::int64_t instant) const {
  using std::chrono::seconds;
  const date::sys_seconds system{seconds(instant)};
  const std::int64_t offset = tz_ == nullptr ? offset_seconds_ : as_zone(tz_)->get_info(system).offset.count();
  const date::sys_seconds local = system + seconds(offset);
  const auto day = date::floor<date::days>(local);
  const date::year_month_day ymd(day);
  const date::hh_mm_ss<seconds> clock(local - day);
  StatedTime time;
  time.year = static_cast<int>(ymd.year());
  time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  time.second = static_cast<int>(clock.seconds().count());
  time.precision = Precision::second;
  time.offset_minutes = static_cast<int>(offset / 60);
  return time;
}

}  // namespace news
