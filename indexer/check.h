// Whether an archive is sound: Xapian's tables, and what the archive promises beyond them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/run.h"

namespace news {

struct Soundness {
  std::uint64_t generations = 0;
  std::uint64_t articles = 0;
  std::uint64_t problems = 0;
  /// Articles of files that no finished run has read to its end: the next run that meets these reads them again.
  std::uint64_t unfinished_articles = 0;
};

/// Checks every table as xapian-check does, and that
/// - each identity stands for one article, and each article for one identity;
/// - each article can be read, and its content digest, its hit record, its sketch (where it has one) and the
///   terms of its files are its own;
/// - sequence numbers are those of finished runs;
/// - manifests and quarantine can be read.
/// `tell` gets a line for each problem. Reads the whole archive. The archive is locked meanwhile, where it can be.
/// Throws Error(Code::archive_locked) where an indexer is at work on it, Error(Code::archive_missing,
/// Code::archive_mismatch).
[[nodiscard]] Soundness check_archive(const std::string& archive, Progress& progress,
                                      const std::function<void(std::string_view line)>& tell);

/// One line for a person, with a line end.
[[nodiscard]] std::string soundness_text(const Soundness& soundness);
/// One JSON object, one line.
[[nodiscard]] std::string soundness_json(const Soundness& soundness);

}  // namespace news
