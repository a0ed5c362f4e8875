// Runs a reader over bytes that are in memory, for the fuzz targets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

#include "indexer/formats/reader.h"

namespace news::fuzzing {

class Bytes : public sources::ByteStream {
 public:
  explicit Bytes(std::string_view bytes) : left_(bytes) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t size = std::min(buffer.size(), left_.size());
    if (size > 0) std::memcpy(buffer.data(), left_.data(), size);
    left_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view left_;
};

class SilentReporter : public Reporter {
 public:
  void refused(const RecordPlace&, std::string_view, std::string_view) override {}
  void skipped(const RecordPlace&, std::string_view) override {}
  void noted(const RecordPlace&, std::string_view, std::string_view) override {}
};

/// Sniffs and reads everything. Records must lie inside the input, in order, without overlap, and hold something.
inline void read_everything(const formats::Format& format, std::string_view bytes, std::uint64_t max_record_bytes) {
  static_cast<void>(format.sniff({bytes, "member"}));
  Bytes stream(bytes);
  formats::ReadOptions options;
  options.max_record_bytes = max_record_bytes;
  SilentReporter reporter;
  const auto reader = format.open({stream, "member", options, reporter});
  std::uint64_t end = 0;
  while (const auto article = reader->next()) {
    const bool one = article->provenances.size() == 1;
    if (!one || article->provenances.front().offset < end) std::abort();
    end = article->provenances.front().offset + article->provenances.front().length;
    if (end > bytes.size() || (article->title.empty() && article->paragraphs.empty())) std::abort();
  }
}

}  // namespace news::fuzzing
