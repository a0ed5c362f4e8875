// Cuts a web page into blocks of text.
#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace news::formats {

/// A stretch of text that block elements or double line breaks separate from the next.
struct HtmlBlock {
  std::string text;                  ///< not empty; a single line break is a line end
  std::size_t linked = 0;            ///< bytes of it inside links
  const xmlNode* element = nullptr;  ///< the nearest block element around it
  int heading = 0;                   ///< 1 to 6 for h1 to h6, else 0

  [[nodiscard]] double link_density() const noexcept {
    return static_cast<double>(linked) / static_cast<double>(text.size());
  }
};

/// What class, id and role of an element say of it.
enum class HtmlHint : std::uint8_t { none, article, other };
[[nodiscard]] HtmlHint hint_of(const xmlNode* element);

/// Whether elements are left out because of their class, id or role too, or only because of what they are.
enum class Hints { heeded, ignored };

/// The blocks inside an element in order, without those of elements that can't be article text.
[[nodiscard]] std::vector<HtmlBlock> html_blocks(const xmlNode* body, Hints hints);

}  // namespace news::formats
