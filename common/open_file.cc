#include "common/open_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/io_error.h"

namespace news {

OpenFile::OpenFile(std::string path, int flags)
    : path_(std::move(path)), fd_(::open(path_.c_str(), flags | O_CLOEXEC, 0666)) {
  if (fd_ < 0) throw io_error("open", path_, errno);
}

OpenFile::~OpenFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t OpenFile::size() const {
  const off_t end = ::lseek(fd_, 0, SEEK_END);
  if (end < 0) throw io_error("read", path_, errno);
  return static_cast<std::uint64_t>(end);
}

void OpenFile::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw io_error("write", path_, errno);
    }
  }
}

std::size_t OpenFile::read(char* buffer, std::size_t size) const {
  while (true) {
    const ssize_t got = ::read(fd_, buffer, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw io_error("read", path_, errno);
  }
}

std::size_t OpenFile::read_at(std::uint64_t offset, char* buffer, std::size_t size) const {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t more = ::pread(fd_, buffer + got, size - got, static_cast<off_t>(offset + got));
    if (more == 0) break;
    if (more > 0) {
      got += static_cast<std::size_t>(more);
    } else if (errno != EINTR) {
      throw io_error("read", path_, errno);
    }
  }
  return got;
}

void OpenFile::flush() const {
  if (::fsync(fd_) != 0) throw io_error("flush", path_, errno);
}

void OpenFile::begin_flush() const { static_cast<void>(::sync_file_range(fd_, 0, 0, SYNC_FILE_RANGE_WRITE)); }

void OpenFile::close() {
  const int closing = ::close(fd_);
  fd_ = -1;
  if (closing != 0) throw io_error("close", path_, errno);
}

}  // namespace news
