#include "common/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <vector>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/settings.h"
#include "common/text.h"
#include "common/user_folders.h"

namespace news::cli {
namespace {

constexpr std::string_view kSections[] = {"search", "index"};

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::string_view section_of(std::string_view line, const std::string& origin) {
  const std::string_view name = line.back() == ']' ? trim(line.substr(1, line.size() - 2)) : std::string_view();
  if (!contains(kSections, name)) {
    throw Error(Code::usage, fmt::format("{}: there is no section {}", origin, line),
                "sections are [search] and [index]; what stands before them is for both programs");
  }
  return name;
}

Arguments environment(std::span<const Option> options) {
  std::vector<Setting> settings;
  const auto say = [&](const char* option, const char* variable, const std::string& value) {
    if (!value.empty() && find_option(options, option) != nullptr) {
      settings.push_back({option, value, std::string("$") + variable});
    }
  };
  say("archive", "NEWS_ARCHIVE", environment_variable("NEWS_ARCHIVE"));
  say("color", "NO_COLOR", environment_variable("NO_COLOR").empty() ? "" : "never");
  return arguments_of(settings, options, Scope::program);
}

}  // namespace

std::string config_path() {
  const std::string folder = user_folder(UserFolder::config);
  return folder.empty() ? folder : folder + "/config";
}

Arguments parse_config(std::string_view text, const std::string& place, std::string_view section,
                       std::span<const Option> options) {
  std::vector<Setting> shared;
  std::vector<Setting> own;
  std::string_view current;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string origin = fmt::format("{}:{}", place, number);
    if (trim(line).starts_with('[')) {
      current = section_of(trim(line), origin);
      continue;
    }
    std::optional<Setting> setting = read_setting(line, origin);
    if (!setting) continue;
    if (current.empty() && !contains(kSharedOptions, setting->name)) {
      throw Error(Code::usage, fmt::format("{}: {} is not for both programs", origin, setting->name),
                  fmt::format("it belongs under [search] or [index]; before them stand {}",
                              fmt::join(kSharedOptions, " and ")));
    }
    if (current.empty()) shared.push_back(std::move(*setting));
    if (!current.empty() && current == section) own.push_back(std::move(*setting));
  }
  return arguments_of(own, options, Scope::program).over(arguments_of(shared, options, Scope::program), options);
}

Arguments configured(std::string_view section, std::span<const Option> options) {
  const std::string path = config_path();
  Arguments file;
  if (!path.empty() && std::filesystem::exists(path)) {
    file = parse_config(read_file(path), path, section, options);
  }
  return environment(options).over(file, options);
}

void print_config(const Arguments& values, std::span<const Option> options,
                  const std::map<std::string, std::string, std::less<>>& computed, std::ostream& out) {
  for (const Option& option : options) {
    if (!can_be_said(option, Scope::program)) continue;
    const std::string name(long_name(option));
    const auto line = [&](std::string_view value, std::string_view origin) {
      out << name << '\t' << sanitise(value) << '\t' << sanitise(origin) << '\n';
    };
    if (!values.said(name.c_str())) {
      const auto found = computed.find(name);
      const std::string_view initial = option.initial;
      line(found != computed.end()   ? std::string_view(found->second)
           : option.value == nullptr ? std::string_view("false")
                                     : initial,
           "default");
      continue;
    }
    std::string origin = values.origin(name.c_str());
    if (origin.empty()) origin = "command line";
    if (origin.starts_with('$')) origin = "environment " + origin.substr(1);
    if (option.value == nullptr) {
      line(values.has(name.c_str()) ? "true" : "false", origin);
    } else if (option.repeatable) {
      for (const std::string& value : values.list(name.c_str())) line(value, origin);
    } else {
      line(values.text(name.c_str()), origin);
    }
  }
}

}  // namespace news::cli
