// Hits as JSON Lines, for programs (schema version 1, docs/output.md).
#pragma once

#include <iosfwd>
#include <string_view>

#include "searcher/match/page.h"

namespace news::render {

/// Writes an object of type "hit".
void json_hit(const match::Hit& hit, std::ostream& out);

/// Writes an object of type "summary", behind the hits.
void json_summary(const match::Total& total, double elapsed_ms, std::string_view query, std::ostream& out);

}  // namespace news::render
