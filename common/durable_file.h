// Small files that are either as they were or as they should be, whatever happens in between.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/io_error.h"
#include "common/open_file.h"

namespace news {

/// Throws Error(Code::io) where there is something at the path that is no regular file, such as a folder, a device, or
/// a pipe that may never end. Links are followed.
void require_regular_file(const std::string& path);

/// The whole file, or throws Error(Code::io) naming the path and the system's reason.
[[nodiscard]] std::string read_file(const std::string& path);

/// The lines of a file, one by one, without their line feeds. In memory is a piece of the file and one line.
class FileLines {
 public:
  /// Throws Error(Code::io).
  explicit FileLines(std::string path) : file_(std::move(path), O_RDONLY) {}

  /// The next line, or nullopt where the file ends; valid until the next call. Throws Error(Code::io): where reading
  /// fails, nothing must seem to be the end.
  std::optional<std::string_view> next();

 private:
  OpenFile file_;
  std::string piece_;
  std::size_t taken_ = 0;  // of the piece
  bool ended_ = false;
};

/// Replaces a file atomically and piece by piece: what is written stands beside it until put() flushes it to the disk,
/// renames it and flushes the folder. Destroyed before, it leaves the old file and nothing beside it.
class Replacement {
 public:
  /// Throws Error(Code::io), as the others do.
  explicit Replacement(std::string path);
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  void write(std::string_view content);
  /// Gives the new file the mode of another and, where this process may, its owner.
  void take_access_of(const struct stat& other);
  void put();

 private:
  std::string path_;
  OpenFile file_;  // beside it
  std::string pending_;
  bool stands_ = true;
};

/// The same in one step.
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
