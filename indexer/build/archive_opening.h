// The beginning of a run: what an archive holds, and taking up or clearing away what a run that died left in it.
#pragma once

#include <string>
#include <vector>

#include "common/archive.h"
#include "indexer/build/manifest.h"

namespace news::build {

/// An archive as a run finds it.
struct OpenedArchive {
  ArchiveFacts facts;                    ///< of a new archive: those that it is to have
  std::vector<std::string> generations;  ///< live ones, newest first; none in a new archive
  Manifest manifest;                     ///< of all generations
  std::string job;                       ///< name of the run's work in this state of the archive
  bool resumes = false;                  ///< whether `building/` holds work of this job, to be gone on with
  bool discards_work = false;            ///< whether it held work that is durable and of another job
};

/// Opens an archive for a run, or founds one in an empty folder. `job` says how files are read. What a dead run left
/// and this one has no use for is removed; nothing else ever is. REQUIRES: the archive's lock is held. Throws
/// Error(Code::usage) where the folder holds somebody's files, Error(Code::archive_mismatch, Code::archive_damaged,
/// Code::io).
[[nodiscard]] OpenedArchive open_for_run(const std::string& archive, const std::string& job);

/// Removes what the database in this folder was built from.
void remove_runs(const std::string& folder);

}  // namespace news::build
