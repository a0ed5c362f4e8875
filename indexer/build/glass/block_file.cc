#include "indexer/build/glass/block_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <new>

#include "common/durable_file.h"

namespace news::glass {
namespace {

constexpr std::size_t kBufferBlocks = 128;  // 1 MB

/// The alignment of memory and sizes that direct writing asks for is that of a disk's sectors: 4,096 bytes at most.
constexpr std::size_t kAlignment = 4096;
static_assert(kBlockBytes % kAlignment == 0);

/// Opens a file for writing past the page cache, if its file system can do that.
int open_for_writing(const char* path) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  const int fd = ::open(path, kFlags | O_DIRECT, 0666);
  return fd >= 0 || errno != EINVAL ? fd : ::open(path, kFlags, 0666);
}

/// Has the file written through the page cache from now on. Says whether that changes anything.
bool stop_direct_writing(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  return flags >= 0 && (flags & O_DIRECT) != 0 && ::fcntl(fd, F_SETFL, flags & ~O_DIRECT) == 0;
}

}  // namespace

void BlockFile::FreeBuffer::operator()(unsigned char* buffer) const noexcept {
  ::operator delete[](buffer, std::align_val_t{kAlignment});
}

BlockFile::BlockFile(std::string path)
    : path_(std::move(path)),
      fd_(open_for_writing(path_.c_str())),
      buffer_(static_cast<unsigned char*>(::operator new[](kBufferBlocks* kBlockBytes, std::align_val_t{kAlignment}))) {
  if (fd_ < 0) throw io_error("open", path_, errno);
}

BlockFile::~BlockFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint32_t BlockFile::commit() {
  // Readers count blocks in 32 bits, and one number is their mark for none (BLK_UNUSED): 32 TB.
  if (blocks_ == std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Code::io, "can't write " + path_ + ": a table holds 2^32 - 1 blocks at most");
  }
  ++pending_;
  if (pending_ == kBufferBlocks) write_pending();
  return blocks_++;
}

void BlockFile::write_pending() {
  const unsigned char* rest = buffer_.get();
  std::size_t size = pending_ * kBlockBytes;
  while (size > 0) {
    const ssize_t written = ::write(fd_, rest, size);
    if (written < 0 && errno == EINVAL && stop_direct_writing(fd_)) continue;  // it wants another alignment
    if (written < 0 && errno != EINTR) throw io_error("write", path_, errno);
    if (written <= 0) continue;
    rest += written;
    size -= static_cast<std::size_t>(written);
  }
  pending_ = 0;
}

void BlockFile::close() {
  write_pending();
  if (::fdatasync(fd_) != 0) throw io_error("flush", path_, errno);
  // Linux has let go of the descriptor whatever close returns.
  const int fd = fd_;
  fd_ = -1;
  if (::close(fd) != 0) throw io_error("close", path_, errno);
}

}  // namespace news::glass
