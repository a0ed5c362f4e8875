// The counts of one run, and how they are told.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace news {

/// Everything that a run counts.
struct Summary {
  std::uint64_t files = 0;    ///< found
  std::uint64_t missing = 0;  ///< named paths that are not there
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;  ///< known from an earlier run and passed over
  std::uint64_t files_taken_up = 0;   ///< read by a run that was interrupted
  std::uint64_t unknown_kind = 0;     ///< members of a format that is not known
  std::uint64_t articles = 0;         ///< read
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;  ///< in the archive as they are, those of files passed over included
  std::uint64_t duplicates = 0;
  std::uint64_t withdrawn = 0;
  std::uint64_t files_gone = 0;     ///< pruned
  std::uint64_t refused = 0;        ///< records in this run's quarantine
  std::uint64_t newly_refused = 0;  ///< of them, those that were not in the quarantine before
  std::uint64_t untold = 0;         ///< refused by earlier runs that were published and ended before they told
  std::uint64_t bytes = 0;          ///< decompressed text of the files read
  double seconds = 0;
  std::string stopped_by;           ///< name of the signal that ended the run before its time; else empty
  std::uint64_t safe_articles = 0;  ///< of a run that was stopped: those that the next one takes up
  bool quarantined = true;          ///< whether what was refused went into an archive's quarantine
  std::map<std::string, std::uint64_t> refused_by_reason;
  std::map<std::string, std::uint64_t> skipped_by_reason;  ///< records that are rightly no article
  std::map<std::string, std::uint64_t> notes;              ///< assumptions and repairs by kind
};

/// A few lines for a person.
[[nodiscard]] std::string summary_text(const Summary& summary);
/// One JSON object, one line.
[[nodiscard]] std::string summary_json(const Summary& summary);

}  // namespace news
