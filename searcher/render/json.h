// A page as JSON Lines, for programs (schema version 1, docs/output.md).
#pragma once

#include <iosfwd>
#include <string_view>

#include "searcher/match/page.h"

namespace news::render {

/// Writes an object of type "hit" for each hit and one of type "summary".
void json_lines(const match::Page& page, std::string_view query, std::ostream& out);

}  // namespace news::render
