#include "common/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error.h"
#include "common/text.h"
#include "common/user_folders.h"

namespace news::cli {
namespace {

namespace po = boost::program_options;

Error wrong(const Setting& setting, const std::string& message, std::string hint = {}) {
  return {Code::usage, setting.origin + ": " + message, std::move(hint)};
}

const Option& option_of(const Setting& setting, std::span<const Option> options, Scope scope) {
  const Option* option = find_option(options, setting.name);
  if (option == nullptr) {
    std::vector<std::string_view> names;
    for (const Option& each : options) {
      if (can_be_said(each, scope)) names.push_back(long_name(each));
    }
    const std::string_view meant = nearest_name(setting.name, names);
    throw wrong(setting, "there is no option '" + setting.name + "'",
                meant.empty() ? "--help lists the options; here they stand by their long names, without dashes"
                              : fmt::format("did you mean {}?", meant));
  }
  if (!can_be_said(*option, scope)) {
    throw wrong(setting,
                setting.name + (option->scope == Scope::task      ? " is for the command line only"
                                : option->scope == Scope::program ? " is not about a query"
                                                                  : " is about a single query"),
                option->scope == Scope::program ? "the configuration can hold it" : "");
  }
  return *option;
}

/// Whether a flag is on.
bool switched(const Setting& setting) {
  if (!setting.value || iequals_ascii(*setting.value, "true")) return true;
  if (iequals_ascii(*setting.value, "false")) return false;
  throw wrong(setting, fmt::format("{} is true or false, not '{}'", setting.name, *setting.value));
}

std::string value_of(const Setting& setting, const Option& option) {
  if (!setting.value || setting.value->empty()) {
    throw wrong(setting, setting.name + " has no value", fmt::format("write {} = {}", setting.name, option.value));
  }
  const std::string_view kind = option.value;
  const bool is_path = kind.starts_with("DIR") || kind.starts_with("FILE");
  const std::string home = environment_variable("HOME");
  // No shell does it here.
  if (is_path && setting.value->starts_with("~/") && !home.empty()) return home + setting.value->substr(1);
  return *setting.value;
}

}  // namespace

std::optional<Setting> read_setting(std::string_view line, const std::string& origin) {
  const std::string_view text = trim(line);
  if (text.empty() || text.front() == '#' || text.front() == ';') return std::nullopt;
  Setting setting{std::string(trim(text.substr(0, text.find('=')))), std::nullopt, origin};
  if (first_invalid_utf8(text) != std::string_view::npos) throw wrong(setting, "this line is not UTF-8");
  if (const std::size_t equals = text.find('='); equals != std::string_view::npos) {
    setting.value = trim(text.substr(equals + 1));
  }
  if (setting.name.empty()) throw wrong(setting, "there is no name before the =", "such as limit = 20");
  return setting;
}

std::vector<Setting> read_settings(std::string_view text, const std::string& place, std::size_t first_line) {
  std::vector<Setting> settings;
  for (std::size_t number = first_line; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (auto setting = read_setting(line, fmt::format("{}:{}", place, number))) settings.push_back(std::move(*setting));
  }
  return settings;
}

Arguments arguments_of(const std::vector<Setting>& settings, std::span<const Option> options, Scope scope) {
  const po::options_description description = describe(options);
  po::parsed_options parsed(&description);
  po::variables_map values;
  Arguments::Origins origins;
  std::vector<const Option*> on;
  for (const Setting& setting : settings) {
    const Option& option = option_of(setting, options, scope);
    const auto [first, is_first] = origins.emplace(setting.name, setting.origin);
    if (!is_first && !option.repeatable) {
      throw wrong(setting, setting.name + " is there twice", "first at " + first->second);
    }
    if (option.value == nullptr && !switched(setting)) {
      values.emplace(setting.name, po::variable_value(false, false));
      continue;
    }
    for (const Option* other : on) {
      if (!contradict(*other, option)) continue;
      throw wrong(setting, fmt::format("{} and {} contradict each other", setting.name, long_name(*other)),
                  "leave one of them out");
    }
    on.push_back(&option);
    parsed.options.emplace_back(
        setting.name, option.value == nullptr ? std::vector<std::string>() : std::vector{value_of(setting, option)});
  }
  po::store(parsed, values);
  return Arguments(std::move(values), std::move(origins));
}

}  // namespace news::cli
