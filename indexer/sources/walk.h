// From the paths on the command line to files, in an order that never changes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/sources/byte_stream.h"

namespace news::sources {

/// One regular file to read.
struct FileEntry {
  std::string path;           ///< real path (symbolic links resolved)
  std::uint64_t size = 0;     ///< bytes
  std::int64_t mtime_ns = 0;  ///< last modification, nanoseconds since 1970
};

/// Files named or found, each real path once. Folders are read recursively, dot-files too, entries in byte order of
/// their names; symbolic links are followed, loops are cut. Sockets, pipes and devices are passed over.
/// `on_file` is called for each; `on_problem(path, reason)` for what can't be read (missing, no permission): the walk
/// goes on. `on_passed` is called for each folder and symbolic link, before what can't be read of it.
void walk(const std::vector<std::string>& paths, const std::function<void(const FileEntry&)>& on_file,
          const std::function<void(std::string_view path, std::string_view reason)>& on_problem,
          const std::function<void(std::string_view path)>& on_passed = {});

/// Opens a file for reading. Throws Error(Code::source_unreadable) with the system's reason.
[[nodiscard]] std::unique_ptr<ByteStream> open_file(const std::string& path);

/// Standard input.
[[nodiscard]] std::unique_ptr<ByteStream> open_stdin();

}  // namespace news::sources
