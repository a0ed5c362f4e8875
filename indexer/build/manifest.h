// What each file was when it was last read: the memory by which a second run reads only what is new.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/digest.h"

namespace news::build {

/// One outermost file.
struct ManifestEntry {
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  Digest digest;
  std::uint64_t members = 0;
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;
};

/// Entries by real path.
using Manifest = std::map<std::string, ManifestEntry>;

/// Reads a generation's part into `manifest`, replacing entries that are there already. Throws Error(Code::io,
/// Code::archive_damaged).
void read_manifest(const std::string& generation_folder, Manifest& manifest);

/// JSON Lines, one file a line in byte order of the paths. A path that is not UTF-8 is kept byte by byte (path_hex).
[[nodiscard]] std::string encode_manifest(const Manifest& manifest);

/// Where a generation keeps its part.
[[nodiscard]] std::string manifest_path(const std::string& generation_folder);

}  // namespace news::build
