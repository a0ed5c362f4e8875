// The command line of news-indexer.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "common/dates.h"
#include "indexer/ingest.h"

namespace news {

/// What a command line asks for.
struct IndexerOptions {
  enum class Mode { index, dump, verify, list_formats, help, version };
  enum class SummaryFormat { text, json };

  Mode mode = Mode::index;
  std::string archive;
  std::vector<std::string> paths;  ///< "-" is standard input
  IngestOptions ingest;
  Zone zone;                       ///< of published times that state none
  std::uint64_t memory_bytes = 0;  ///< total budget
  SummaryFormat summary = SummaryFormat::text;
  bool quiet = false;
};

/// Throws Error(Code::usage).
[[nodiscard]] IndexerOptions parse_indexer_options(const std::vector<std::string>& arguments);

/// Writes what --help prints.
void print_indexer_help(std::ostream& out);

}  // namespace news
