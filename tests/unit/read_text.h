// Reads a text with a format's reader and keeps all that it says, for tests of readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/reader.h"
#include "indexer/sources/memory_stream.h"

namespace news::testing {

/// One call of a Reporter.
struct Said {
  std::string what;  ///< "refused", "skipped", "canceled" or "noted"
  RecordPlace place;
  std::string reason;  ///< reason or kind; id of what is canceled
  std::string detail;  ///< of a note; first bytes of a refused record; version of what is canceled
};

/// What came of reading a text.
struct ReadResult {
  std::vector<Article> articles;
  std::vector<Said> said;

  /// Reasons of one sort, in order.
  [[nodiscard]] std::vector<std::string> reasons(std::string_view what) const {
    std::vector<std::string> found;
    for (const Said& each : said) {
      if (each.what == what) found.push_back(each.reason);
    }
    return found;
  }
};

class KeepingReporter : public Reporter {
 public:
  explicit KeepingReporter(std::vector<Said>& said) : said_(said) {}
  void refused(const RecordPlace& place, std::string_view reason, std::string_view raw) override {
    said_.push_back({"refused", place, std::string(reason), std::string(raw.substr(0, 40))});
  }
  void skipped(const RecordPlace& place, std::string_view reason) override {
    said_.push_back({"skipped", place, std::string(reason), {}});
  }
  void canceled(const RecordPlace& place, Article item) override {
    said_.push_back({"canceled", place, std::move(item.id), std::to_string(item.version)});
  }
  void noted(const RecordPlace& place, std::string_view kind, std::string_view detail) override {
    said_.push_back({"noted", place, std::string(kind), std::string(detail)});
  }

 private:
  std::vector<Said>& said_;
};

/// Gives a text in small pieces, so that what stands across their borders is tested too.
class CrumbStream : public sources::ByteStream {
 public:
  CrumbStream(std::string_view text, std::size_t crumb) : rest_(text), crumb_(crumb) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = std::min({buffer.size(), rest_.size(), crumb_});
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t crumb_;
};

inline ReadResult read_stream(const formats::Format& format, sources::ByteStream& bytes,
                              const formats::ReadOptions& options = {}) {
  ReadResult result;
  KeepingReporter reporter(result.said);
  const formats::Member member{bytes, "test", options, reporter};
  const auto reader = format.open(member);
  while (auto article = reader->next()) result.articles.push_back(std::move(*article));
  return result;
}

inline ReadResult read_text(const formats::Format& format, std::string_view text,
                            const formats::ReadOptions& options = {}) {
  sources::MemoryStream bytes(text);
  return read_stream(format, bytes, options);
}

}  // namespace news::testing
