// Where sentences and paragraphs end, judged from what stands between two words.
#pragma once

#include <cstdint>
#include <string_view>

namespace news::analysis {

enum class Boundary : std::uint8_t { none, sentence, paragraph };

/// The boundary between two neighbouring tokens of a text. `word` is the text of the token before the gap, with its
/// dots if it is a dotted abbreviation; the gap is text [begin, end), and the next token begins at `end`.
///
/// A blank line ends a paragraph. A sentence ends at . ! ? … or their kin of other scripts, before white space and a
/// capital, digit or letter of a script without case (quotes and brackets may stand between), but not behind an
/// abbreviation ("Dr.", "U.S.", "p.m.") or an initial.
[[nodiscard]] Boundary boundary_between(std::string_view text, std::string_view word, std::size_t begin,
                                        std::size_t end);

}  // namespace news::analysis
