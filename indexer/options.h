// The command line of news-indexer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli.h"
#include "indexer/build/segment_builder.h"
#include "indexer/ingest.h"

namespace news {

/// What a command line asks for.
struct IndexerOptions {
  enum class Mode { index, dump, check, verify, compact, rebuild, info, quarantine, list_formats, print_config, usage };
  enum class SummaryFormat { text, json };
  enum class ShowProgress { automatic, always, never };

  Mode mode = Mode::index;
  std::string usage;  ///< Mode::usage: what to print
  std::string archive;
  std::vector<std::string> paths;  ///< "-" is standard input
  IngestOptions ingest;
  build::BuilderOptions build;
  SummaryFormat summary = SummaryFormat::text;
  bool quiet = false;
  ShowProgress progress = ShowProgress::automatic;
  std::string log;                 ///< file that lines of the log go to; empty: standard error
  bool prune = false;              ///< what is gone below `paths` is withdrawn
  bool retry_quarantined = false;  ///< the quarantine names the files, there are no `paths`
  cli::Arguments values;           ///< the command line over the configuration
};

/// Reads the command line and, where it matters, the configuration (common/config.h). Throws Error(Code::usage).
[[nodiscard]] IndexerOptions parse_indexer_options(const std::vector<std::string>& arguments);

/// Writes what --print-config prints.
void print_indexer_config(const IndexerOptions& options, std::ostream& out);

/// The table of options.
[[nodiscard]] std::span<const cli::Option> indexer_options();

/// The fields that --map takes, but for its other names of them: `date` and `lang`.
inline constexpr std::string_view kMappable[] = {"id",      "title",   "deck",   "byline",   "dateline", "agency",
                                                 "source",  "section", "topics", "language", "url",      "published",
                                                 "updated", "edition", "page",   "body"};

}  // namespace news
