// The command line of news-searcher.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "searcher/match/engine.h"

namespace news {

/// What a command line asks for.
struct SearcherOptions {
  enum class Mode { search, count, explain, help, version };
  enum class Format { terminal, json };
  enum class Color { automatic, always, never };

  Mode mode = Mode::search;
  std::vector<std::string> archives;
  std::string query;  ///< valid UTF-8
  std::uint64_t limit = 10;
  bool all = false;  ///< every hit, one after another
  std::uint64_t offset = 0;
  match::Sort sort = match::Sort::relevance;
  match::SnippetOptions snippets;
  Format format = Format::terminal;
  Color color = Color::automatic;
  bool quiet = false;
  bool any_word = false;
  std::string saved_file;
};

/// Throws Error(Code::usage).
[[nodiscard]] SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments);

/// Writes what --help prints.
void print_searcher_help(std::ostream& out);

}  // namespace news
