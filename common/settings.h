// Options by their long names in texts that people write: `NAME = VALUE` lines.
//
//   # what one page holds
//   limit = 20
//   archive = ~/news            an option that is repeatable may have several lines
//   archive = server:4711
//   all                         a flag; also `all = true`, and `all = false` against a layer below
//
// The conventions are those of Program_options' configuration files, but that # begins a comment only at the begin of a
// line: queries hold it.
//
//   const cli::Arguments saved = cli::arguments_of(cli::read_settings(text, "saved.ini"), kOptions, cli::Scope::query);
//   const cli::Arguments both = command_line.over(saved, kOptions);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli.h"

namespace news::cli {

/// What one line says, or a key of a JSON object.
struct Setting {
  std::string name;
  std::optional<std::string> value;  ///< none: the name alone
  std::string origin;                ///< where it stands, for messages: "FILE:LINE"
};

/// One line of such a text. nullopt for a blank one and a comment. Throws Error(Code::usage) that begins with `origin`.
[[nodiscard]] std::optional<Setting> read_setting(std::string_view line, const std::string& origin);

/// A text of such lines. `place` and the number of the line, from `first_line` on, are their origins. Throws as
/// read_setting does.
[[nodiscard]] std::vector<Setting> read_settings(std::string_view text, const std::string& place,
                                                 std::size_t first_line = 1);

/// Settings as options of this table that can be said in `scope`: Scope::query for what comes with a query,
/// Scope::program for a configuration. A leading `~/` of a folder or file is the home folder. Throws Error(Code::usage)
/// that begins with the setting's origin for an unknown option, one that can't be said there, one that is there twice
/// and not repeatable, one that contradicts another, a missing value.
[[nodiscard]] Arguments arguments_of(const std::vector<Setting>& settings, std::span<const Option> options,
                                     Scope scope);

}  // namespace news::cli
