// Gathers the text of markup into paragraphs, white space as browsers see it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// Runs of white space become one blank, none at the ends of lines and paragraphs; no paragraph is empty.
class ParagraphGatherer {
 public:
  /// Adds text in UTF-8; inside preformatted() its white space stays.
  void text(std::string_view bytes);
  /// A line end inside the paragraph; a second one in a row ends it.
  void line_break();
  /// At least a blank, as between the cells of a table.
  void blank() noexcept { blank_due_ = true; }
  /// A block element begins or ends.
  void end_paragraph();

  void begin_preformatted();
  void end_preformatted();

  /// Ends the last paragraph and gives all.
  [[nodiscard]] std::vector<std::string> take();

 private:
  std::vector<std::string> paragraphs_;
  std::string current_;
  bool blank_due_ = false;  // white space was met that becomes a blank once text follows
  unsigned preformatted_ = 0;
};

}  // namespace news::formats
