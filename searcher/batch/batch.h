// Answers many queries in one process, on all cores.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/cli.h"
#include "searcher/batch/topics.h"
#include "searcher/render/terminal.h"

namespace news::batch {

struct BatchOptions {
  std::string file;                    ///< of queries; "-" is standard input
  std::vector<TopicPart> topic_parts;  ///< that make a query
  cli::Arguments values;               ///< options that hold for every query
  std::span<const cli::Option> table;  ///< of the options that a query can state
  std::string saved_file;              ///< where saved:NAME is looked up
  render::Emphasis emphasis = render::Emphasis::stars;
  bool quiet = false;
  /// Gives only what is new since each query ran last with this.
  struct OnlyNew {
    bool first_from_now = false;  ///< nothing is new on a query's first run; else everything
    bool dry_run = false;         ///< the next run gives the same again
  };
  std::optional<OnlyNew> only_new = {};
};

/// Writes the results in the order of the queries, and what is to be said about them to `err`. A query that fails is
/// said in its place, and the others go on. Returns the exit status: 2 where a query failed, else 0 where one found
/// something, else 1. Throws Error where the whole can't go on: options that make no sense, input that can't be read,
/// an archive of `values` that can't be opened, output that can't be written; ClosedPipe.
[[nodiscard]] int run_batch(const BatchOptions& options, std::ostream& out, std::ostream& err);

}  // namespace news::batch
