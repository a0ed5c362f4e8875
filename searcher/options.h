// The command line of news-searcher.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "common/cli.h"
#include "searcher/question.h"

namespace news {

/// What a command line asks for.
struct SearcherOptions {
  enum class Mode { search, print_config, help, version };
  enum class Color { automatic, always, never };

  Mode mode = Mode::search;
  Question question;
  Color color = Color::automatic;
  bool quiet = false;
  std::string saved_file;
  cli::Arguments values;  ///< the command line over the configuration
};

/// Reads the command line and, where it matters, the configuration (common/config.h). Throws Error(Code::usage).
[[nodiscard]] SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments);

/// Writes what --print-config prints.
void print_searcher_config(const SearcherOptions& options, std::ostream& out);

/// Writes what --help prints.
void print_searcher_help(std::ostream& out);

}  // namespace news
