// The format "html": web pages as files.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// One page a file, HTML of any version or XHTML, read as html_page.h says.
extern const Format kHtmlFormat;

}  // namespace news::formats
