// Lines of JSON Lines, as both programs write them and read them back. Reading and writing JSON are compiled here once:
// they take a compiler longer than what uses them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace news {

/// A value as one line, with its line feed. What is no UTF-8 becomes U+FFFD; what would control a terminal and may
/// stand in JSON as it is (DEL, C1 controls, bidirectional overrides) is written as \u escapes.
[[nodiscard]] std::string json_line(const nlohmann::json& value);
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& value);

/// A text as it stands in such a line, with its quotes.
[[nodiscard]] std::string json_text(std::string_view text);

/// The value of a line. Throws nlohmann::json::parse_error.
[[nodiscard]] nlohmann::json parse_json_line(std::string_view line);

}  // namespace news
