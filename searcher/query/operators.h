// Operators that are written as one word: proximity and ATLEAST.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "searcher/query/tree.h"

namespace news::query {

/// Reads `W/5` and `NEAR/5` (either order), `PRE/5` and `ADJ/5` (in order), `W/S`, `W/P`; nullopt where the text is
/// something else. `begin` is where it stands in the query, for the error. Throws QueryError where it is an operator in
/// small letters, of another language, or with a distance that cannot be.
[[nodiscard]] std::optional<Distance> read_distance(std::string_view text, std::size_t begin);

/// Reads `ATLEAST5`: the number; nullopt where the text is something else. Throws QueryError where the number cannot
/// be.
[[nodiscard]] std::optional<std::uint32_t> read_at_least(std::string_view text, std::size_t begin);

}  // namespace news::query
