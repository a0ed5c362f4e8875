// The command line of news-searcher.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "searcher/question.h"

namespace news {

/// What a command line asks for.
struct SearcherOptions {
  enum class Mode { search, help, version };
  enum class Color { automatic, always, never };

  Mode mode = Mode::search;
  Question question;
  Color color = Color::automatic;
  bool quiet = false;
  std::string saved_file;
};

/// Throws Error(Code::usage).
[[nodiscard]] SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments);

/// Writes what --help prints.
void print_searcher_help(std::ostream& out);

}  // namespace news
