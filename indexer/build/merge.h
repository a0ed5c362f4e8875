// Runs -> a database: each table is written from front to back out of all runs at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/build/run_file.h"

namespace news::build {

/// Runs in the order of their articles, and which of these count. Document numbers are given in that order, from 1,
/// without gaps.
class MergeInput {
 public:
  explicit MergeInput(const std::vector<RunSource>& runs) : runs_(runs), dropped_(runs.size()) {}

  /// The article does not go into the database. REQUIRES: no call of number_documents() yet.
  void drop(std::size_t run, std::uint32_t article) { dropped_[run].push_back(article); }
  void number_documents();

  [[nodiscard]] const std::vector<RunSource>& runs() const noexcept { return runs_; }
  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  /// The document number of a run's article, 0 if it was dropped.
  [[nodiscard]] std::uint32_t document(std::size_t run, std::uint32_t article) const {
    const Numbers& numbers = numbers_[run];
    return numbers.each.empty() ? numbers.first + article : numbers.each[article];
  }

 private:
  struct Numbers {
    std::uint32_t first = 1;          // where none was dropped
    std::vector<std::uint32_t> each;  // else
  };

  const std::vector<RunSource>& runs_;
  std::vector<std::vector<std::uint32_t>> dropped_;
  std::vector<Numbers> numbers_;
  std::uint32_t documents_ = 0;
};

struct MergeLimits {
  unsigned threads = 1;
  std::uint64_t memory_bytes = 0;  ///< for the windows through which runs are read, all together
};

/// Writes the database into `folder`, which holds none yet, and flushes it to the disk. What it writes does not depend
/// on the limits. Throws Error(Code::io), and Error(Code::archive_damaged) where a run has changed since it was
/// written.
void merge_runs(const MergeInput& input, const std::map<std::string, std::string>& metadata, const std::string& folder,
                const MergeLimits& limits);

}  // namespace news::build
