// How a query was read, for --explain.
#pragma once

#include <iosfwd>

#include "searcher/match/explanation.h"
#include "searcher/query/parser.h"

namespace news::render {

/// Writes the tree, what each word became, the database's query, what was verified by position, the number of matches
/// and the times.
void explain(const query::Parsed& parsed, double parse_ms, const match::Explanation& explanation, std::ostream& out);

}  // namespace news::render
