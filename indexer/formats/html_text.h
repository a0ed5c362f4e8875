// Turns the HTML that stands in fields of other formats into plain paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// Whether the text holds HTML tags (`<p>`, `</b>`, `<br/>`...) rather than a stray `<`.
[[nodiscard]] bool has_html_tags(std::string_view text);

/// The paragraphs of an HTML fragment or page in UTF-8: block elements and double line breaks separate them, a single
/// line break is a line end inside one, other white space is one blank (kept in `pre`), entities are decoded. Scripts,
/// styles, the page's head, forms, and figures with their captions are left out. Any input is read somehow, as a
/// browser would.
[[nodiscard]] std::vector<std::string> html_paragraphs(std::string_view html);

/// The same as one line, for headlines and names.
[[nodiscard]] std::string html_line(std::string_view html);

/// Replaces character references (`&amp;`, `&#8217;`, `&#x2019;`) and leaves everything else, tags too, as it is.
[[nodiscard]] std::string decode_entities(std::string_view text);

}  // namespace news::formats
