// The Markdown reader: press releases and articles of static sites, one a file.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// `# Title` (none where it is empty), paragraphs, the trailer of links behind the last `---` left out; its link to the
/// original is the url. YAML front matter in its simple form.
extern const Format kMarkdownFormat;

}  // namespace news::formats
