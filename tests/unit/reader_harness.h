// Runs a reader over text that a test holds in memory, and keeps what it reported.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/reader.h"

namespace news::testing {

class MemoryStream : public sources::ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : left_(bytes) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t size = std::min(buffer.size(), left_.size());
    if (size > 0) std::memcpy(buffer.data(), left_.data(), size);
    left_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view left_;
};

/// Remembers every report as one line: `refused: reason`, `noted: kind: detail`.
class Reports : public Reporter {
 public:
  void refused(const RecordPlace& place, std::string_view reason, std::string_view) override {
    lines.push_back("refused: " + std::string(reason));
    places.push_back(place);
  }
  void skipped(const RecordPlace& place, std::string_view reason) override {
    lines.push_back("skipped: " + std::string(reason));
    places.push_back(place);
  }
  void noted(const RecordPlace& place, std::string_view kind, std::string_view detail) override {
    lines.push_back("noted: " + std::string(kind) + ": " + std::string(detail));
    places.push_back(place);
  }

  std::vector<std::string> lines;
  std::vector<RecordPlace> places;
};

struct ReadResult {
  std::vector<Article> articles;
  std::vector<std::string> reports;
  std::vector<RecordPlace> places;  ///< of the reports
};

inline ReadResult read_with(const formats::Format& format, std::string_view bytes,
                            const formats::ReadOptions& options = {}) {
  MemoryStream stream(bytes);
  Reports reports;
  const auto reader = format.open({stream, "member", options, reports});
  ReadResult result;
  while (auto article = reader->next()) result.articles.push_back(std::move(*article));
  result.reports = std::move(reports.lines);
  result.places = std::move(reports.places);
  return result;
}

}  // namespace news::testing
