// All formats, in one table. Adding a format is adding its row in table.cc.
#pragma once

#include <span>
#include <string_view>

#include "indexer/formats/reader.h"

namespace news::formats {

[[nodiscard]] std::span<const Format> all_formats();

/// The format of that name, or nullptr.
[[nodiscard]] const Format* find_format(std::string_view name);

/// The format that is surest of the sample, the earlier row where two are equally sure; nullptr where none is.
[[nodiscard]] const Format* sniff_format(const Sample& sample);

}  // namespace news::formats
