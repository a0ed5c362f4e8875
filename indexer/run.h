// The two things the indexer does with files: index them into an archive, or dump what is read.
#pragma once

#include <iosfwd>

#include "indexer/build/rebuild.h"
#include "indexer/log.h"
#include "indexer/options.h"
#include "indexer/progress.h"
#include "indexer/summary.h"

namespace news {

/// Who hears how a run goes.
struct Watchers {
  Log& log;
  Progress& progress;
};

/// Reads all paths into the archive and publishes; with options.retry_quarantined, the files of which something is in
/// quarantine. Throws Error.
[[nodiscard]] Summary index_paths(const IndexerOptions& options, Watchers watchers);

/// Merges the newest generations of an archive if they have become alike in size. That this fails is said, never
/// thrown: the archive is as good as before.
void join_generations(const std::string& archive, Watchers watchers);

/// The last step of a run, before it ends with the status that tells what was refused: a run that does not come so far
/// leaves it to the next one to tell. That this fails is said, never thrown.
void note_refusals_told(const std::string& archive, Watchers watchers);

/// Merges all generations of an archive into one. Returns how many there were, 0 where there was one already. Throws
/// Error.
std::size_t compact_archive(const std::string& archive, Watchers watchers);

/// Builds an archive anew from the articles that it stores (build/rebuild.h), as long as nobody asks to stop. Throws
/// Error.
[[nodiscard]] build::Rebuilt rebuild_archive(const IndexerOptions& options, Watchers watchers);

/// Reads all paths and writes each article as a JSON line to `out`. Throws Error.
[[nodiscard]] Summary dump_paths(const IndexerOptions& options, std::ostream& out, Watchers watchers);

}  // namespace news
