#include "indexer/build/json_path.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

namespace news::build {

std::string hex_of(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4U];
    hex += kDigits[static_cast<unsigned char>(c) & 0xFU];
  }
  return hex;
}

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned char byte = 0;
    const char* begin = hex.data() + i;
    const auto [end, error] = std::from_chars(begin, hex.data() + std::min(hex.size(), i + 2), byte, 16);
    if (error != std::errc() || end != begin + 2) throw std::invalid_argument("'" + hex + "' are no bytes in hex");
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::string path_in(const nlohmann::json& object) {
  return object.contains("path_hex") ? bytes_of(object.at("path_hex").get<std::string>())
                                     : object.at("path").get<std::string>();
}

}  // namespace news::build
