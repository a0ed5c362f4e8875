// Hits for a person at a terminal.
#pragma once

#include <iosfwd>

#include "searcher/match/page.h"

namespace news::render {

/// How highlighted words are told apart.
enum class Emphasis {
  colour,  ///< SGR escapes (ECMA-48, 8.3.117)
  stars,   ///< *word*
};

/// Writes a hit: headline, date, source and id, then snippets. Text of articles can't steer the terminal
/// (common/text.h, sanitise).
void terminal_hit(const match::Hit& hit, Emphasis emphasis, std::ostream& out);

}  // namespace news::render
