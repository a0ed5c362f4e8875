// The two things the indexer does with files: index them into an archive, or dump what is read.
#pragma once

#include <iosfwd>

#include "indexer/options.h"
#include "indexer/summary.h"

namespace news {

/// Reads all paths into the archive and publishes. Notes go to `log`. Throws Error.
[[nodiscard]] Summary index_paths(const IndexerOptions& options, std::ostream& log);

/// Merges all generations of an archive into one. Returns how many there were, 0 where there was one already. Throws
/// Error.
std::size_t compact_archive(const std::string& archive);

/// Reads all paths and writes each article as a JSON line to `out`; refusals and notes go to `log`. Throws Error.
[[nodiscard]] Summary dump_paths(const IndexerOptions& options, std::ostream& out, std::ostream& log);

}  // namespace news
