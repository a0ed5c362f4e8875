// Small files that are either as they were or as they should be, whatever happens in between.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "common/error.h"

namespace news {

/// The Error(Code::io) to throw where the system refused to do something to a path, with its reason: "can't write
/// /a/b: No space left on device", and the way out. `what` is a verb, `error` an errno.
[[nodiscard]] Error io_error(const std::string& what, const std::string& path, int error);
/// The same for what the standard library says.
[[nodiscard]] Error io_error(const std::filesystem::filesystem_error& error);

/// What a person can do about a refusal of the system, an errno.
[[nodiscard]] std::string way_out(int error);

/// Throws Error(Code::io) where there is something at the path that is no regular file, such as a folder, a device, or
/// a pipe that may never end. Links are followed.
void require_regular_file(const std::string& path);

/// The whole file, or throws Error(Code::io) naming the path and the system's reason.
[[nodiscard]] std::string read_file(const std::string& path);

/// Replaces a file atomically: written beside it, flushed to the disk, renamed, the folder flushed. Throws
/// Error(Code::io); then the old file stands, and nothing is beside it.
void replace_file(const std::string& path, std::string_view content);

/// Replaces a file that several processes and people write, in the same way, by what `change` makes of its content
/// (empty where there is no file yet). Processes that do this to one file wait for each other. A symbolic link stays,
/// and what it leads to is replaced; the file keeps its mode and, where this process may, its owner. The folder is made
/// if need be. Only a regular file is replaced. Throws Error(Code::io), and what `change` throws; then all is as it
/// was.
void update_file(const std::string& path, const std::function<std::string(const std::string& content)>& change);

/// Flushes a file or folder, or every file of a folder and the folder itself, to the disk. Throws Error(Code::io).
void sync_path(const std::string& path);
void sync_folder(const std::string& path);

}  // namespace news
