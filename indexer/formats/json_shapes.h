// Kinds of JSON records whose fields are not told by single keys.
#pragma once

#include <string_view>

#include "indexer/formats/json_fields.h"
#include "indexer/formats/json_parse.h"

namespace news::formats {

/// Why a record that takes back what others gave is no article; the draft states its id, source and version.
inline constexpr std::string_view kCanceled = "canceled";

/// Reads a record of whatever shape it has: what this indexer dumps (schema version 1), ninjs 1.0-3.0 (IPTC,
/// iptc.org/standards/ninjs), content blocks as the Washington Post publishes them (TREC News Track), else by its
/// known keys. Returns why the record is rightly no article (kCanceled, "not an article"), or nothing.
[[nodiscard]] std::string_view read_shape(const Json& record, JsonDraft& draft);

}  // namespace news::formats
