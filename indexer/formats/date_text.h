// Dates in the many forms that newspapers, agencies and feeds print.
#pragma once

#include <optional>
#include <string_view>

#include "common/dates.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// A date read from text.
struct DateReading {
  StatedTime time;
  bool ambiguous = false;  ///< day and month could be exchanged (03/04/2024) and neither a weekday nor `order` decided
};

/// Reads a whole string that is a date: `Fri, 03/29/2024 - 13:14`, `29.03.2024`, `March 29, 2024 1:14 p.m. EDT`,
/// `29 March 2024`, `Fri, 29 Mar 2024 13:14:05 +0000` (RFC 822), ISO 8601, `2024/03/29`, `20240329`, month names of
/// the languages that the indexer stems where they are unambiguous. White space and a leading weekday are free; a
/// stated weekday that contradicts both readings is ignored, one that fits only one of them decides it.
/// `order` reads 03/04/2024 otherwise; where it is `automatic`, `ambiguous` is set and month first is assumed, but day
/// first for 03.04.2024, since dots are hardly ever written month first.
/// Two-digit years are 1969 to 2068 (POSIX strptime). Zone names that several zones share (IST) state no offset;
/// `Eastern`, `PT` and the like are summer or winter time by the date.
/// nullopt where the string is no date, not a possible one (31/31/2020), or longer than 128 bytes.
[[nodiscard]] std::optional<DateReading> read_date(std::string_view text, DateOrder order);

/// The order that a date proves by itself: 29/03/2024 is day first, 03/29/2024 month first, else `automatic`.
/// A weekday proves it too (`Tue, 03/04/2025`).
[[nodiscard]] DateOrder order_shown_by(std::string_view text);

/// The order that the numeric dates (`29/03/2024`) in running text prove; `automatic` where there are none that prove
/// one, or where they contradict each other.
[[nodiscard]] DateOrder order_shown_in(std::string_view prose);

/// Whether the whole string is a day without its year, as datelines have it: `March 3`, `14 février`, `Feb. 14`,
/// `Friday, Jan. 21`.
[[nodiscard]] bool is_day_without_year(std::string_view text);

}  // namespace news::formats
