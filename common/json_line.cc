#include "common/json_line.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/text.h"

namespace news {
namespace {

template <typename Json>
std::string written(const Json& value) {
  return escape_json_controls(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// Whether a character stands in JSON as it is, in any text.
bool is_plain(char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; }

}  // namespace

std::string json_line(const nlohmann::json& value) { return written(value) + '\n'; }

std::string json_line(const nlohmann::ordered_json& value) { return written(value) + '\n'; }

std::string json_text(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_plain)) return written(nlohmann::json(text));
  return std::string(1, '"').append(text) += '"';
}

nlohmann::json parse_json_line(std::string_view line) { return nlohmann::json::parse(line); }

}  // namespace news
