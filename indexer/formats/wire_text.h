// What ANPA 1312 and IPTC 7901 messages have in common: characters, lines, times, categories.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/dates.h"
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

/// When a message was sent: the first of these in `text`,
/// - `212322 GMT Nov 18`, `212322 Nov 18`: day, hour, minute (IPTC 7901, section 6.2);
/// - `AP-WF-02-20-16 0337GMT`, `03-29-94 1314EST`: month, day, year, hour and minute, as North American services send
/// it;
/// - `29-03-16 13-14-05`: day, month, year and time.
/// Years of two digits are 1969 to 2068. Zones that are not known state no offset.
[[nodiscard]] std::optional<StatedTime> wire_time(std::string_view text);

/// The name of a category: the letters of ANPA 1312 (`s` sports), those of the IPTC (`POL` politics); other codes as
/// they are.
[[nodiscard]] std::string wire_category(std::string_view code);

}  // namespace news::formats
