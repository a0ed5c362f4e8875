// The manifest as it lies on disk: each generation holds the part of the runs that it is of.
#pragma once

#include <set>
#include <string>

#include "indexer/build/manifest.h"

namespace news::build {

/// Reads a generation's part into `manifest`, replacing entries that are there already; of two lines the later holds.
/// Throws Error(Code::io, Code::archive_damaged).
void read_manifest(const std::string& generation_folder, Manifest& manifest);

/// Writes a generation's part: JSON Lines, one file a line. A path that is not UTF-8 is kept byte by byte (path_hex).
/// Throws Error(Code::io).
void write_manifest(const std::string& generation_folder, const Manifest& manifest);

/// Changes a generation's part, if it is changed by that: `files` are what they are now and come last, `forgotten` are
/// no more. Of the part itself only a line is in memory. Throws Error(Code::io, Code::archive_damaged).
void update_manifest(const std::string& generation_folder, const Manifest& files,
                     const std::set<std::string>& forgotten);

/// Where a generation keeps its part.
[[nodiscard]] std::string manifest_path(const std::string& generation_folder);

}  // namespace news::build
