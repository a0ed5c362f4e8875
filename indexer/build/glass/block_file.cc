#include "indexer/build/glass/block_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <limits>

#include "common/durable_file.h"

namespace news::glass {
namespace {

constexpr std::size_t kBufferBlocks = 128;  // 1 MB

}  // namespace

BlockFile::BlockFile(std::string path)
    : path_(std::move(path)),
      fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)),
      buffer_(std::make_unique_for_overwrite<unsigned char[]>(kBufferBlocks * kBlockBytes)) {
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
    if (written < 0 && errno != EINTR) throw io_error("write", path_, errno);
    if (written <= 0) continue;
    rest += written;
    size -= static_cast<std::size_t>(written);
  }
  // The disk begins with it now, while further blocks are made, so that there is little left to flush in the end. Only
  // a hint: what counts is fdatasync.
  constexpr std::uint64_t kStride = std::uint64_t{8} << 20;
  const std::uint64_t end = std::uint64_t{blocks_} * kBlockBytes;
  if (end - hinted_ >= kStride) {
    static_cast<void>(::sync_file_range(fd_, static_cast<off64_t>(hinted_), static_cast<off64_t>(end - hinted_),
                                        SYNC_FILE_RANGE_WRITE));
    hinted_ = end;
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
