// An archive folder: what lies where, which generations are live, and how to open it for reading.
//
//   ARCHIVE/XAPIANDB        stub that names the live generations, newest first; any Xapian tool opens ARCHIVE by it
//   ARCHIVE/gen-000007/     a generation: a Xapian database and its part of the manifest
//   ARCHIVE/building/       what a run is writing; of no meaning to readers
//   ARCHIVE/quarantine.jsonl  records that were refused
//   ARCHIVE/lock            held by the indexer that is writing
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "common/last_words.h"

namespace news {

/// Layout of terms, values, metadata and document data. Another number is another archive.
inline constexpr std::uint64_t kSchemaVersion = 1;

namespace metadata {
// Of the generation listed first; metadata over several databases reads the first only.
inline constexpr char kIdentity[] = "archive/identity";                 ///< 32 hex digits, made once
inline constexpr char kSchema[] = "archive/schema";                     ///< kSchemaVersion in decimal
inline constexpr char kAnalysis[] = "archive/analysis";                 ///< analysis::fingerprint()
inline constexpr char kCompleteThrough[] = "archive/complete-through";  ///< last finished run, in decimal
inline constexpr char kRuns[] = "archive/runs";                         ///< RunHistory; archives of old have none
// Of the newest generation for all of them.
/// forms/LANGUAGE/STEM: the words with this stem that do not begin with its first three letters, separated by blanks.
inline constexpr char kForms[] = "forms/";
}  // namespace metadata

/// What an archive states about itself.
struct ArchiveFacts {
  std::string identity;
  std::uint64_t schema = 0;
  std::string analysis;
  std::uint64_t complete_through = 0;  ///< number of the last finished run, 0 for none
};

[[nodiscard]] ArchiveFacts read_facts(const Xapian::Database& database);

/// Throws Error(Code::archive_mismatch), saying the way out, where this program reads another schema or analysis.
void require_readable(const ArchiveFacts& facts, const std::string& archive);

/// Path of the stub file.
[[nodiscard]] std::string stub_path(const std::string& archive);

/// Whether there is an archive in this folder. Throws Error(Code::io) where the system does not say.
[[nodiscard]] bool archive_exists(const std::string& archive);

/// Names of the live generations (folders inside the archive), newest first. Throws Error(Code::archive_missing) where
/// there is no stub, Error(Code::archive_damaged) where it names no generation.
[[nodiscard]] std::vector<std::string> live_generations(const std::string& archive);

/// Makes these generations the live ones, atomically. Readers opened before go on with theirs. Throws Error(Code::io).
void publish_generations(const std::string& archive, const std::vector<std::string>& generations);

/// Opens one generation for reading. Xapian takes a table that it can't open, for whatever reason, for one that is not
/// there, and would find less without a word: then incomplete_opening() is thrown, too. Throws Xapian::Error.
[[nodiscard]] Xapian::Database open_generation(const std::string& folder);

/// The Error(Code::io) to throw where Xapian did not open a database with all of its tables.
[[nodiscard]] Error incomplete_opening(const std::string& folder);

/// Opens the whole archive for reading, all generations as one database. Throws Error(Code::archive_missing,
/// Code::archive_damaged, Code::archive_mismatch). A publication that falls into the opening is waited out.
[[nodiscard]] Xapian::Database open_for_reading(const std::string& archive);

/// The Error(Code::io) to throw where Xapian could not do something to a database: "can't write /a/gen-000001:
/// DatabaseError: Commit failed (No space left on device)", and the way out. `what` is a verb.
[[nodiscard]] Error database_error(const std::string& what, const std::string& path, const Xapian::Error& error);

/// What `action` returns; its Xapian::Errors become database_error(), and where Xapian ends the program, that is told.
template <typename Action>
auto naming_database(const std::string& what, const std::string& path, Action action) {
  const LastWords words(what, path);
  try {
    return action();
  } catch (const Xapian::Error& error) {
    throw database_error(what, path, error);
  }
}

/// Holds the right to write an archive until destroyed or the process dies (flock, so a dead holder leaves no lock).
class ArchiveLock {
 public:
  /// Creates the folder if need be. Throws Error(Code::archive_locked), naming the holder, where another process has
  /// it, Error(Code::io) where it can't be made.
  explicit ArchiveLock(const std::string& archive);
  ~ArchiveLock();
  /// Throws Error(Code::io) where the archive's folder was moved, removed or replaced since.
  void require_in_place() const;
  ArchiveLock(const ArchiveLock&) = delete;
  ArchiveLock& operator=(const ArchiveLock&) = delete;

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace news
