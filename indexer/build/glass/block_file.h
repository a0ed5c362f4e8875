// A file of equal blocks that is written once, from front to back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace news::glass {

/// The size of a block, Xapian's default (GLASS_DEFAULT_BLOCKSIZE in glass_defs.h, Xapian 1.4.22).
inline constexpr std::size_t kBlockBytes = 8192;

/// Collects blocks in one large buffer, so that the system sees few and large writes, and writes past the page cache
/// where the file system allows it: what is built overnight would only push out what is searched, to be written from
/// there all the same. Every failure is an Error(Code::io) that names the path and the system's reason.
class BlockFile {
 public:
  /// Makes the file, or empties the one that is there.
  explicit BlockFile(std::string path);
  /// Closes the file where `close` did not; what was not written is lost.
  ~BlockFile();
  BlockFile(const BlockFile&) = delete;
  BlockFile& operator=(const BlockFile&) = delete;

  /// kBlockBytes in which the next block is made. Their content is undefined. Valid until `commit`.
  [[nodiscard]] unsigned char* next_block() noexcept { return buffer_.get() + pending_ * kBlockBytes; }

  /// Takes next_block() into the file and returns its number, which counts from 0.
  std::uint32_t commit();

  /// How many blocks were committed.
  [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }

  /// Writes what is pending, flushes the file to the disk and closes it. Nothing may be committed afterwards.
  void close();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  struct FreeBuffer {
    void operator()(unsigned char* buffer) const noexcept;
  };

  void write_pending();

  std::string path_;
  int fd_;
  std::unique_ptr<unsigned char[], FreeBuffer> buffer_;
  std::size_t pending_ = 0;  ///< blocks in the buffer
  std::uint32_t blocks_ = 0;
};

}  // namespace news::glass
