// Runs a reader that reads a member from its beginning to its end over bytes that are in memory.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tests/fuzz/checking_reporter.h"

namespace news::fuzzing {

/// Sniffs and reads everything. Records must lie inside the input, in order, without overlap, and hold something.
inline void read_everything(const formats::Format& format, std::string_view bytes, std::uint64_t max_record_bytes) {
  static_cast<void>(format.sniff({bytes, "member"}));
  sources::MemoryStream stream(bytes);
  formats::ReadOptions options;
  options.max_record_bytes = max_record_bytes;
  news::testing::CheckingReporter reporter(bytes.size());
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
