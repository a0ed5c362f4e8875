// How many of the articles that a query finds state which value of a field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace news::match {

enum class FacetField : std::uint8_t { day, week, month, year, source, section, author, topic, language };

/// Their names, as options and output have them.
inline constexpr std::pair<const char*, FacetField> kFacetFields[] = {
    {"day", FacetField::day},       {"week", FacetField::week},     {"month", FacetField::month},
    {"year", FacetField::year},     {"source", FacetField::source}, {"section", FacetField::section},
    {"author", FacetField::author}, {"topic", FacetField::topic},   {"language", FacetField::language},
};

[[nodiscard]] constexpr std::string_view name_of(FacetField field) {
  return kFacetFields[static_cast<std::size_t>(field)].first;
}

/// Whether its values are units of time, in their own order.
[[nodiscard]] constexpr bool is_of_time(FacetField field) { return field <= FacetField::year; }

/// A value and the articles that state it.
struct Facet {
  /// Of several spellings that differ in case alone the commonest. A unit of time as `2024-03-29`, `2024-W13` (ISO
  /// 8601), `2024-03`, `2024`; where an article states less than the unit, what it states. Empty: none stated.
  std::string value;
  std::uint64_t articles = 0;
  std::optional<std::int64_t> unit;  ///< its number on the time line; none where less is stated
};

/// All values: units of time from the first to the last, without empty ones, and undated articles behind them; of other
/// fields the commonest first, then in order of their bytes.
struct Facets {
  std::vector<Facet> values;
  /// How many articles there are. One that states several authors or topics counts for each of them, so that the counts
  /// may add up to more.
  std::uint64_t articles = 0;
};

}  // namespace news::match
