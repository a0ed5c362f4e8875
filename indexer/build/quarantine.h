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
///
/// A run says by its exit status that it refused something for the first time. Until it has done so, a mark lies beside
/// the file (`FILE.untold`, the number of the first run of which that is so): where it fails or is killed behind its
/// publication, the next run has it to say.
class Quarantine {
 public:
  /// Reads `file`; one that is not there is an empty quarantine. `run` is the number of the run that is under way: what
  /// an interrupted run of the same number left is new to it. Lines that can't be read are damage(), and the others
  /// count. Throws Error(Code::io).
  Quarantine(std::string file, std::uint64_t run);

  /// Which lines of the file are damaged, in words that name it: empty where none is.
  [[nodiscard]] std::string damage() const;
  /// Whether a file has to be read again, even if it is what it was when `refused` records of it were refused: damage
  /// may have taken some of them, or what is held of it is of a run that was not published.
  [[nodiscard]] bool must_read_again(std::string_view path, std::uint64_t refused) const;

  /// A file is about to be read again: what is held of it leaves the quarantine. (Coming back, it is nothing new.)
  void forget(std::string_view path);

  /// Returns whether this record was not in the quarantine of a finished run.
  bool add(const ReadEvent& where, std::string_view reason, std::string_view raw);

  /// All entries, by path, those of a file in the order of reading.
  [[nodiscard]] std::vector<QuarantineEntry> entries() const;

  /// The files that they are of.
  [[nodiscard]] std::vector<std::string> paths() const;

  /// How many of the entries this run refused first, or an interrupted one of its number.
  [[nodiscard]] std::size_t new_records() const;
  /// How many of them an earlier run refused first that published and could not say so.
  [[nodiscard]] std::size_t untold_records() const;

  /// Replaces the file, atomically, if anything changed. Where something is new, the mark is set before.
  /// Damaged lines go to the end of another file (`FILE.damaged`), each once. Throws Error(Code::io).
  void save();

 private:
  struct DamagedLine {
    std::size_t number = 0;  // from 1
    std::string text;
  };

  void read_line(std::string_view text);
  void set_damaged_aside() const;
  [[nodiscard]] std::size_t refused_since(std::uint64_t run) const;

  std::string file_;
  std::map<std::string, std::vector<QuarantineEntry>> entries_;  // by path
  std::uint64_t run_;
  std::uint64_t untold_from_;  // the first run that has not told what it refused; at the latest this one
  std::map<std::string, std::uint64_t> known_;  // places that finished runs refused -> the first such run
  std::vector<DamagedLine> damaged_;
  bool changed_ = false;
};

/// Whether a run has still to tell of what is in the quarantine in this file; and that it is told now, which throws
/// Error(Code::io) where that can't be noted.
[[nodiscard]] bool is_untold(const std::string& file);
void note_told(const std::string& file);

}  // namespace news::build
