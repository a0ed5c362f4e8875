// The block of metadata that opens many Markdown files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// One key of a front matter.
struct FrontMatterEntry {
  std::string key;                  ///< lower case
  std::vector<std::string> values;  ///< one, or the items of a list
};

struct FrontMatter {
  std::vector<FrontMatterEntry> entries;
  std::size_t length = 0;  ///< bytes that it takes, its last line included; 0 where there is none
};

/// Reads `---`, lines `key: value`, `---` (or `...`) at the beginning of a document, in the simple form of YAML that
/// sites write: values plain or quoted, lists as `[a, b]` or as lines `- a`. What is more complicated is passed over.
/// Without any key it is no front matter but a thematic break.
[[nodiscard]] FrontMatter read_front_matter(std::string_view document);

}  // namespace news::formats
