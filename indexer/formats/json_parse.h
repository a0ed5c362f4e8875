// Parses one JSON record, mending what exporters commonly get wrong.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace news::formats {

using Json = nlohmann::json;

/// A parsed record, or why it is none.
struct ParsedJson {
  std::optional<Json> value;
  std::string fault;    ///< one line, where there is no value
  std::string repairs;  ///< what was mended, comma-separated; empty for JSON as RFC 8259 has it
};

/// Parses a record in UTF-8. Mended are: bare NaN and Infinity (Python writes them; read as null), half surrogate pairs
/// (cut texts; read as U+FFFD), and control characters inside strings. Of a key stated twice the last value counts.
[[nodiscard]] ParsedJson parse_json(std::string_view record);

}  // namespace news::formats
