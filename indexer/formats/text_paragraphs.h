// Joins the lines of a plain-text body to paragraphs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// The lines of a text without their ends: LF, CRLF, or CR alone where there is no LF. Form feeds that begin one go.
/// Views into `text`.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Whether a line end separates paragraphs in these lines: see paragraphs_of.
[[nodiscard]] bool each_line_is_paragraph(std::span<const std::string_view> lines);

/// Blank lines separate paragraphs. Whether a line end does too is seen from the lines: where most lines that others
/// follow directly end a sentence or are long, each is a paragraph of its own, as sites export them; where they break
/// off at a margin, they stay lines of one paragraph. Separators and furniture that stand alone are left out.
[[nodiscard]] std::vector<std::string> paragraphs_of(std::span<const std::string_view> lines);

}  // namespace news::formats
