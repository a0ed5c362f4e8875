// Which files a batch of articles came from: by that a build that was interrupted is taken up again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/manifest.h"

namespace news::build {

/// A file as it was when it began to be read.
struct FileStamp {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;

  bool operator==(const FileStamp&) const = default;
};

/// How the reading of a file ended.
struct FileEnd {
  ManifestEntry entry;
  /// Nothing came of the file but new articles: no refusal, no cancellation, no change of what the archive held before.
  bool articles_only = false;
};

/// What a batch holds of one file.
struct Coverage {
  FileStamp file;
  std::uint32_t articles = 0;  ///< added one behind the other
  std::optional<FileEnd> end;  ///< if the file ended in this batch
};

/// The files of a batch in the order in which they were read.
[[nodiscard]] std::string encode_coverage(const std::vector<Coverage>& files);
/// Throws Error(Code::archive_damaged).
[[nodiscard]] std::vector<Coverage> decode_coverage(std::string_view bytes);

}  // namespace news::build
