// Tells places in datelines from other capitalised words.
#pragma once

#include <string_view>

namespace news::formats {

/// Whether this may be one part of a dateline's place (`ST. LOUIS`, `Ore.`, `United Arab Emirates`): up to six words
/// with capitals, no figures, and none of the words that open other things (`UPDATE`, `EXCLUSIVE`, `Photo`).
[[nodiscard]] bool may_be_place(std::string_view part);

/// Whether the part is a state, province or country as datelines name them behind a town.
[[nodiscard]] bool is_region(std::string_view part);

/// Capitals in it, and no small letters, of any script.
[[nodiscard]] bool is_all_capitals(std::string_view text);

/// Letters in it, all of scripts that know no capitals.
[[nodiscard]] bool is_without_case(std::string_view text);

}  // namespace news::formats
