// The text of NITF and XHTML elements as paragraphs.
#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <string>
#include <vector>

namespace news::formats {

class ParagraphGatherer;

/// Turns parts of a tree into text, and keeps count of what entities add. Names count without their prefixes. Pictures
/// with their captions, hidden data and scripts are left out.
class XmlText {
 public:
  /// The paragraphs inside an element; none for no node.
  [[nodiscard]] std::vector<std::string> paragraphs(const xmlNode* node);

  /// The same as one line.
  [[nodiscard]] std::string line(const xmlNode* node);

  /// Whether entities swelled the text beyond 1 MiB. Then it is cut off.
  [[nodiscard]] bool is_bomb() const noexcept;

 private:
  void gather_children(const xmlNode* node, ParagraphGatherer& gatherer, int depth);
  void gather(const xmlNode* node, ParagraphGatherer& gatherer, int depth);
  void gather_element(const xmlNode* node, ParagraphGatherer& gatherer, int depth);

  std::size_t expanded_ = 0;
};

}  // namespace news::formats
