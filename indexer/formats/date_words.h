// The words that dates are written with: months, weekdays, time zones.
#pragma once

#include <optional>
#include <string_view>

namespace news::formats {

/// What a word of a date can mean. A few mean two things: Italian "mar" is March and Tuesday.
struct DateWord {
  int month = 0;     ///< [1, 12], 0 where it is no month
  int weekday = -1;  ///< 0 = Sunday, -1 where it is none
};

/// Looks up a case-folded word without its abbreviation point, accents as written or left out. English, German, French,
/// Spanish, Italian, Portuguese, Dutch, Russian, and the Nordic languages, Finnish, Romanian, Hungarian, Turkish,
/// Catalan, Greek, Polish, Czech where they do not contradict those.
[[nodiscard]] DateWord date_word(std::string_view folded) noexcept;

/// A named zone.
struct ZoneWord {
  std::optional<int> offset_minutes;  ///< east of Greenwich; none where several zones share the name
  std::string_view region;            ///< IANA name where the offset depends on the season, else empty
};

/// Looks up a case-folded zone name (`est`, `pacific`, `gmt`); nullopt where it is none.
[[nodiscard]] std::optional<ZoneWord> zone_word(std::string_view folded) noexcept;

/// Whether a case-folded word only joins the parts of a date (`de`, `at`, `le`, `um`).
[[nodiscard]] bool is_date_filler(std::string_view folded) noexcept;

}  // namespace news::formats
