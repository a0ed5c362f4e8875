// Bytes of one member (a file, or a file inside a container), decompressed, in reading order.
#pragma once

#include <cstddef>
#include <span>

namespace news::sources {

/// Reads forward only, so that memory stays bounded whatever the member's size.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Fills the buffer from its beginning and returns how many bytes it put there: at least 1 but at the end, where it
  /// is 0 (again and again). Throws Error(Code::source_unreadable) where the medium or the compression is damaged; what
  /// was read before stands.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

}  // namespace news::sources
