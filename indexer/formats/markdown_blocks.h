// Cuts a Markdown document into its blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// A block of a document: its text still holds inline markup, but none of the block's own.
struct MarkdownBlock {
  enum class Kind {
    paragraph,  ///< lists and quotations too: their lines without bullets and '>'
    heading,
    code,   ///< its text is no Markdown
    table,  ///< a line a row, cells separated by a tab
    rule,   ///< a thematic break
  };
  Kind kind = Kind::paragraph;
  std::string text;
};

/// Reads blocks as CommonMark 0.30 (section 4 and 5) and GitHub's tables have them, as far as text without layout needs
/// it: nesting is flattened, four blanks of indentation are no code (press releases are indented at random). HTML
/// comments, scripts, styles and link reference definitions are left out.
[[nodiscard]] std::vector<MarkdownBlock> markdown_blocks(std::string_view document);

}  // namespace news::formats
