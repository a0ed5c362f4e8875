// Reads bytes with a reader and traps where what it gives breaks the reader's contract.
#pragma once

#include <string_view>

#include "common/article.h"
#include "indexer/formats/reader.h"
#include "indexer/sources/memory_stream.h"

namespace news::testing {

/// Traps on reports that point outside the bytes.
class CheckingReporter : public Reporter {
 public:
  explicit CheckingReporter(std::size_t size) : size_(size) {}
  void refused(const RecordPlace& place, std::string_view reason, std::string_view /*raw*/) override {
    check(place);
    if (reason.empty() || reason.find('\n') != std::string_view::npos) __builtin_trap();
  }
  void skipped(const RecordPlace& place, std::string_view /*reason*/) override { check(place); }
  void canceled(const RecordPlace& place, Article item) override {
    check(place);
    normalise(item);
  }
  void noted(const RecordPlace& place, std::string_view /*kind*/, std::string_view /*detail*/) override {
    check(place);
  }

 private:
  void check(const RecordPlace& place) const {
    if (place.offset > size_ || place.length > size_ - place.offset) __builtin_trap();
  }
  std::size_t size_;
};

/// Every article must have one provenance, whose digest is that of the bytes it points at.
inline void read_and_check(const formats::Format& format, std::string_view text) {
  (void)format.sniff({text, "fuzz"});
  sources::MemoryStream bytes(text);
  CheckingReporter reporter(text.size());
  formats::ReadOptions options;
  options.max_record_bytes = std::uint64_t{1} << 16;
  const formats::Member member{bytes, "fuzz", options, reporter};
  const auto reader = format.open(member);
  while (auto article = reader->next()) {
    if (article->provenances.size() != 1) __builtin_trap();
    const Provenance& place = article->provenances.front();
    if (place.offset > text.size() || place.length > text.size() - place.offset) __builtin_trap();
    if (digest_of(text.substr(place.offset, place.length)) != place.record) __builtin_trap();
    normalise(*article);
  }
}

}  // namespace news::testing
