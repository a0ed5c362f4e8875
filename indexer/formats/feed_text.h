// Turns the texts of a feed's elements, in whatever dress, into plain lines and paragraphs.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// How a text is to be read.
enum class Markup { plain, html };

/// A text and how to read it.
struct FeedText {
  std::string text;
  Markup markup = Markup::plain;
  bool escaped_twice = false;  ///< its tags were, which was undone

  [[nodiscard]] bool is_empty() const;
  [[nodiscard]] std::vector<std::string> paragraphs() const;
  [[nodiscard]] std::string line() const;
};

/// The text of an element of RSS or a module: HTML in CDATA, escaped once or twice, or as elements; else plain text,
/// in which blank lines separate paragraphs.
[[nodiscard]] FeedText loose_text(const xmlNode* node);

/// An Atom text construct or content (RFC 4287, sections 3.1 and 4.1.3): `type` is text, html, xhtml or a media type,
/// without one text. Atom 0.3 has media types, and `mode` xml, escaped or base64. Content that stands elsewhere (`src`)
/// or is no text is empty.
[[nodiscard]] FeedText atom_text(const xmlNode* node);

/// What stands inside an element as HTML: names without prefixes, no attributes.
[[nodiscard]] std::string html_inside(const xmlNode* node);

/// Decodes base64, white space and missing padding forgiven; empty where it is none.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace news::formats
