// What stands behind `date:`, `since:` and `words:` -> a range.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/dates.h"
#include "searcher/query/tree.h"

namespace news::query {

/// Reads `2024`, `2024-03`, `2024-03-29`, ranges of them (`2024-01..2024-06`, `2024-06..`, `..2023`) and comparisons
/// (`>=2020`, `>2020`, `<2020-03`, `<=2020`; a unit's end counts: >2020 begins 2021-01-01). Blanks around the dots and
/// behind the comparison make no difference. `begin` is where the text stands in the query, for the error. Throws
/// QueryError.
[[nodiscard]] DayRange read_days(std::string_view text, std::size_t begin);

/// Reads `7d`, `2w`, `3m`, `1y`: from that long before `today` on, the day itself included; or a date: from there on.
/// Throws QueryError.
[[nodiscard]] DayRange read_since(std::string_view text, std::size_t begin, const StatedTime& today);

/// Reads `300`, `300..500`, `300..`, `..500` and comparisons (`>300`). Throws QueryError.
[[nodiscard]] LengthRange read_lengths(std::string_view text, std::size_t begin);

}  // namespace news::query
