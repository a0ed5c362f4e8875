// WXR, WordPress eXtended RSS: what the WordPress exporter writes.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "wxr", versions 1.0 to 1.2. Items that are published posts or pages are articles; other items are skipped ("not an
/// article": attachments, menu items, revisions...; "not published": drafts, private, scheduled, in the bin). Texts are
/// as an editor left them: HTML, in which blank lines separate paragraphs, with shortcodes and block comments.
extern const Format kWxrFormat;

}  // namespace news::formats
