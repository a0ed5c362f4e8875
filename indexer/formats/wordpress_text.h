// Turns the text of a WordPress post, as its editor stores it, into HTML.
#pragma once

#include <string>
#include <string_view>

namespace news::formats {

/// Without comments (those of the block editor, `<!--more-->`) and shortcodes, and with the line ends that WordPress
/// shows as tags: a blank line ends a paragraph, and where no block editor was at work, a single line end between words
/// is a line break.
///
/// A shortcode is `[name]` or `[name attribute="value"]`, closed by `[/name]` or not. Those of pictures and players go
/// with what they enclose; of others only the marks go. A remark in brackets is no shortcode: it has neither attributes
/// nor an end, nor the name of one that WordPress has itself. `[[name]]` is an escaped one and stays as `[name]`.
[[nodiscard]] std::string wordpress_html(std::string_view text);

}  // namespace news::formats
