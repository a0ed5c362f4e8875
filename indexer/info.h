// What an archive holds and what it takes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace news {

/// Counts of articles by a fact; what states none is counted under "".
using ArticleCounts = std::map<std::string, std::uint64_t>;

struct GenerationInfo {
  std::string name;
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;  ///< of its files
};

struct ArchiveInfo {
  std::string archive;
  std::string identity;
  std::uint64_t runs = 0;                   ///< finished ones that changed something
  std::vector<GenerationInfo> generations;  ///< newest first
  std::uint64_t files = 0;                  ///< known from earlier runs
  std::uint64_t refused_records = 0;        ///< in quarantine
  std::uint64_t refused_files = 0;          ///< that they are of
  std::string quarantine_damage;            ///< which of its lines can't be read, or empty
  std::string first_day, last_day;          ///< of publication, as ISO dates as precise as stated; empty: none is dated
  std::uint64_t interrupted_bytes = 0;      ///< of what an interrupted run, or one at work, has made durable
  std::string writer;                       ///< process that is writing the archive now, or empty
  ArticleCounts by_source, by_year, by_language, by_format;

  [[nodiscard]] std::uint64_t articles() const noexcept;
  [[nodiscard]] std::uint64_t bytes() const noexcept;
};

/// Of an archive whose first run has published nothing yet, `interrupted_bytes` and `writer` alone are there. Reads no
/// article, but a value of each: about a second for a million. Throws Error where the archive can't be read.
[[nodiscard]] ArchiveInfo archive_info(const std::string& archive);

/// For a person.
[[nodiscard]] std::string info_text(const ArchiveInfo& info);
/// One JSON object, one line (docs/output.md).
[[nodiscard]] std::string info_json(const ArchiveInfo& info);

}  // namespace news
