#include "common/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "common/error.h"

namespace news {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path, int error = errno) {
  throw io_error(what, path, error);
}

/// An open descriptor. Closing reports nothing: what matters was flushed before.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) fail("open", path);
  }
  ~Descriptor() { close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_;
};

}  // namespace

Error io_error(const std::string& what, const std::string& path, int error) {
  const std::string hint = error == ENOSPC ? "make room and run the same command again" : "";
  return {Code::io, "can't " + what + " " + path + ": " + std::strerror(error), hint};
}

std::string read_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  std::string content;
  std::array<char, 1U << 16U> piece{};
  while (true) {
    const ssize_t got = read(file.get(), piece.data(), piece.size());
    if (got == 0) return content;
    if (got < 0 && errno != EINTR) fail("read", path);
    if (got > 0) content.append(piece.data(), static_cast<std::size_t>(got));
  }
}

void sync_path(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (fsync(file.get()) != 0) fail("flush", path);
}

void sync_folder(const std::string& path) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(path, error);
  if (error) fail("open", path, error.value());
  for (const auto& entry : entries) {
    if (entry.is_regular_file()) sync_path(entry.path().string());
  }
  sync_path(path);
}

void replace_file(const std::string& path, std::string_view content) {
  const std::string aside = path + ".new";
  {
    const Descriptor file(aside, O_WRONLY | O_CREAT | O_TRUNC);
    std::string_view rest = content;
    while (!rest.empty()) {
      const ssize_t written = write(file.get(), rest.data(), rest.size());
      if (written < 0 && errno != EINTR) fail("write", aside);
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fsync(file.get()) != 0) fail("flush", aside);
  }
  if (rename(aside.c_str(), path.c_str()) != 0) fail("rename to", path);
  const std::string folder = std::filesystem::path(path).parent_path().string();
  sync_path(folder.empty() ? "." : folder);
}

}  // namespace news
