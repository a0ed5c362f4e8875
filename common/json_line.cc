#include "common/json_line.h"

#include <nlohmann/json.hpp>

#include "common/text.h"

namespace news {
namespace {

template <typename Json>
std::string line_of(const Json& value) {
  return escape_json_controls(value.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace

std::string json_line(const nlohmann::json& value) { return line_of(value); }

std::string json_line(const nlohmann::ordered_json& value) { return line_of(value); }

nlohmann::json parse_json_line(std::string_view line) { return nlohmann::json::parse(line); }

}  // namespace news
