// Counts by the values of a field, for people and for spreadsheets.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "searcher/match/facets.h"

namespace news::render {

/// A line for each value; units of time as a chart, in which units without articles have their place, too.
void write_facets_terminal(match::FacetField by, std::span<const match::Facet> facets, std::ostream& out);

/// A line for each value: the value, empty where none is stated, and the count. `query_id` stands before them.
void write_facets_csv(match::FacetField by, std::span<const match::Facet> facets,
                      const std::optional<std::string>& query_id, std::ostream& out);

}  // namespace news::render
