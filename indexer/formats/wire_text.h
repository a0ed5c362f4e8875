// The text of ANPA 1312 and IPTC 7901 messages: characters, lines, paragraphs, bylines.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// The bytes of a message's part as UTF-8: 8-bit text that is no UTF-8 is read as windows-1252, and noted. Control
/// characters of the typesetter (thin spaces, space bands, tab line indicators, DC1 to DC4...) become blanks, form
/// feeds line ends; tabs and line ends (LF, CR LF or CR) stay. ``this'' gets its quotation marks.
[[nodiscard]] std::string wire_text(std::string_view bytes, const StatedDates& dates);

/// A line without the marks of the typesetter at its ends: `^` before it; `<` (quad left), `=` (quad centre), `!`
/// behind.
[[nodiscard]] std::string_view without_marks(std::string_view line);

/// Paragraphs begin behind a blank line and at indented lines. Lines of nothing but `_`, `*` or `-` are left out.
[[nodiscard]] std::vector<std::string> wire_paragraphs(std::span<const std::string_view> lines);

/// Takes a line as byline where it is one (`By JANE ROE=`, `AP Business Writer=`).
[[nodiscard]] bool take_wire_byline(std::string_view line, Article& article);

}  // namespace news::formats
