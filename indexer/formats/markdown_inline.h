// Removes the inline markup of Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// A link or image in a piece of Markdown.
struct MarkdownLink {
  std::string text;    ///< without markup
  std::string target;  ///< as written
  bool image = false;
};

/// A piece of Markdown as plain text.
struct PlainText {
  std::string text;                 ///< as a reader sees it
  std::string besides_links;        ///< the same without what links and images show
  std::vector<MarkdownLink> links;  ///< in order, nested ones too
};

/// Emphasis, code, links and autolinks, images (their alternative text), HTML tags and character references, escapes
/// (CommonMark 0.30, section 6). Where it differs: a single star between letters or figures is text (2*3*4), and
/// `~~struck~~` is markup. Takes time in proportion to the input.
[[nodiscard]] PlainText plain_text(std::string_view markdown);

}  // namespace news::formats
