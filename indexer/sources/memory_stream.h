// A ByteStream over bytes that are in memory already.
#pragma once

#include <algorithm>
#include <string_view>

#include "indexer/sources/byte_stream.h"

namespace news::sources {

/// Reads a text from its beginning to its end. The text must outlive it.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view text) : rest_(text) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

}  // namespace news::sources
