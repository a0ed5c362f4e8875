// The parts of wikitext that nest: tags with content, templates and links.
#pragma once

#include <string>
#include <string_view>

#include "indexer/formats/wikitext.h"

namespace news::formats {

/// Wikitext without comments, references and other tags whose content is no text; what `nowiki` protects comes out as
/// character references, other tags stay.
[[nodiscard]] std::string without_hidden(std::string_view wikitext);

/// The text with templates and links replaced by what they say; what templates and categories state goes to `result`.
[[nodiscard]] std::string without_marks(std::string_view wikitext, const WikiNames& names, WikiText& result);

}  // namespace news::formats
