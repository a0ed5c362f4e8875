// The command line of news-searcher.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/cli.h"
#include "searcher/batch/topics.h"
#include "searcher/question.h"

namespace news {

/// What a command line asks for.
struct SearcherOptions {
  enum class Mode { search, batch, saved, save, list_saved, delete_saved, print_config, usage };
  enum class Color { automatic, always, never };

  Mode mode = Mode::search;
  std::string usage;  ///< Mode::usage: what to print
  Question question;  ///< Mode::search
  Color color = Color::automatic;
  bool quiet = false;
  std::string saved_file;
  std::string name;                           ///< Mode::save, Mode::delete_saved
  std::vector<std::string> saved;             ///< Mode::saved: names and patterns
  bool only_new = false;                      ///< what is new only, since the alert ran last
  bool first_from_now = false;                ///< on an alert's first run nothing is new; else everything
  bool dry_run = false;                       ///< the alert's mark stays
  std::string batch_file;                     ///< Mode::batch; "-" is standard input
  std::vector<batch::TopicPart> topic_parts;  ///< that make a query
  cli::Arguments command_line;                ///< what it says alone
  cli::Arguments configuration;               ///< what holds where the command line says nothing
};

/// Reads the command line and, where it matters, the configuration (common/config.h). Throws Error(Code::usage).
[[nodiscard]] SearcherOptions parse_searcher_options(const std::vector<std::string>& arguments);

/// Writes what --print-config prints, then throws Error(Code::usage) for a value that makes no sense.
void print_searcher_config(const SearcherOptions& options, std::ostream& out);

/// The table of options.
[[nodiscard]] std::span<const cli::Option> searcher_options();

}  // namespace news
