// The records that could not be read, kept where a person can look at them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest.h"

namespace news::build {

/// One refused record. All text but the path is valid UTF-8 without control characters.
struct QuarantineEntry {
  std::string path;  ///< as the system knows it: any bytes
  std::string member;
  std::string format;
  std::uint64_t record = 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string reason;
  std::string first_bytes;  ///< of the record, sanitised
  std::uint64_t run = 0;    ///< number of the run that refused it first
};

/// Where an archive has its quarantine.
[[nodiscard]] std::string quarantine_path(const std::string& archive);

/// What stands in a line of the quarantine (docs/output.md).
[[nodiscard]] nlohmann::json quarantine_object(const QuarantineEntry& entry);

/// The archive's quarantine: a JSON Lines file, read whole, written whole. Of each file the first 1,000 records are
/// kept, and one entry that says that there were more: two million bad lines must not fill memory and disk.
class Quarantine {
 public:
  /// Reads `file`; one that is not there is an empty quarantine. `run` is the number of the run that is under way: what
  /// an interrupted run of the same number left is new to it. Throws Error(Code::archive_damaged, Code::io).
  Quarantine(std::string file, std::uint64_t run);

  /// A file is about to be read again: what is held of it leaves the quarantine. (Coming back, it is nothing new.)
  void forget(std::string_view path);

  /// Returns whether this record was not in the quarantine of a finished run.
  bool add(const ReadEvent& where, std::string_view reason, std::string_view raw);

  /// All entries, by path, those of a file in the order of reading.
  [[nodiscard]] std::vector<QuarantineEntry> entries() const;

  /// The files that they are of.
  [[nodiscard]] std::vector<std::string> paths() const;

  /// Replaces the file, atomically, if anything changed.
  void save();

 private:
  std::string file_;
  std::map<std::string, std::vector<QuarantineEntry>> entries_;  // by path
  std::uint64_t run_;
  std::map<std::string, std::uint64_t> known_;  // places that finished runs refused -> the first such run
  bool changed_ = false;
};

}  // namespace news::build
