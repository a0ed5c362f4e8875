// A file that is open, and what is done to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace news {

/// Each of its functions does the whole of what it is asked, or throws Error(Code::io) that names the path.
class OpenFile {
 public:
  /// By flags of open(2), O_CLOEXEC besides; what is made may be read and written by all that the umask lets.
  OpenFile(std::string path, int flags);
  /// Reports nothing: what matters was flushed or closed before.
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] std::uint64_t size() const;

  void write_all(std::string_view bytes) const;
  /// Some bytes, and none at the end of the file only.
  std::size_t read(char* buffer, std::size_t size) const;
  /// Fewer bytes than asked for at the end of the file only.
  std::size_t read_at(std::uint64_t offset, char* buffer, std::size_t size) const;

  /// What was written is on the disk.
  void flush() const;
  /// What was written goes to the disk from now on.
  void begin_flush() const;
  /// Nothing else may be done to it.
  void close();

 private:
  std::string path_;
  int fd_;
};

}  // namespace news
