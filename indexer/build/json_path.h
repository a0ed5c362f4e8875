// Paths in JSON: as text where they are UTF-8 and safe to print, else beside it byte by byte.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace news::build {

/// Hex digits of bytes, two a byte.
[[nodiscard]] std::string hex_of(const std::string& bytes);

/// What hex_of() made. Throws std::invalid_argument where it is no such text.
[[nodiscard]] std::string bytes_of(const std::string& hex);

/// The path that an object has under `path_hex`, else under `path`. Throws nlohmann::json::exception,
/// std::invalid_argument.
[[nodiscard]] std::string path_in(const nlohmann::json& object);

}  // namespace news::build
