// The configuration: what the user says once for every command, in a file that both programs read, and in the
// environment.
//
//   # ~/.config/news-archive/config
//   archive = ~/news              for both programs
//
//   [search]
//   snippets = 1
//
//   [index]
//   timezone = Europe/Paris
//
// Lines before the first section are for both programs and hold what means the same to both (kSharedOptions). Each
// program reads its own section and passes over the other's. What a line can say: common/settings.h.
#pragma once

#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "common/cli.h"

namespace news::cli {

/// The options that stand before the sections.
inline constexpr std::string_view kSharedOptions[] = {"archive", "quiet"};

/// The file, whether it exists or not; empty where there is no home folder.
[[nodiscard]] std::string config_path();

/// What a configuration's text says to the program whose section is named. `place` is its name in messages. Throws
/// Error(Code::usage) that begins with place and line.
[[nodiscard]] Arguments parse_config(std::string_view text, const std::string& place, std::string_view section,
                                     std::span<const Option> options);

/// The environment ($NEWS_ARCHIVE; $NO_COLOR for --color, https://no-color.org) over the configuration's file, if there
/// is one. Throws as parse_config does, and Error(Code::io).
[[nodiscard]] Arguments configured(std::string_view section, std::span<const Option> options);

/// Writes each option that a configuration can hold, a line for each of its values: name, value, and where it was said,
/// separated by tabs. `values` are all layers; an option that none holds has its default, from `computed` or else from
/// the table, or nothing.
void print_config(const Arguments& values, std::span<const Option> options,
                  const std::map<std::string, std::string, std::less<>>& computed, std::ostream& out);

}  // namespace news::cli
