// The last runs of the indexer over an archive, by number and id: where an archive is put back from a backup and
// indexed again, numbers come twice, ids don't.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace news {

/// A finished run.
struct FinishedRun {
  std::uint64_t number = 0;  ///< 0: none
  std::string id;            ///< 16 hex digits; empty for a run of a program that gave none
  friend bool operator==(const FinishedRun&, const FinishedRun&) = default;
};

/// As text a line for each run, the newest first: number, blank, id.
class RunHistory {
 public:
  /// Runs that are kept: three years of nights.
  static constexpr std::size_t kMost = 1000;
  static constexpr std::size_t kIdDigits = 16;

  RunHistory() = default;
  /// Reads the text; a line that is none of ours is passed over.
  explicit RunHistory(std::string_view text);

  [[nodiscard]] std::string text() const;

  /// The next run is finished. REQUIRES: its number is greater than those that are there.
  void add(FinishedRun run);

  /// The id of a run, empty where it is not known.
  [[nodiscard]] std::string id_of(std::uint64_t number) const;

  /// Whether the archive can't have had this run: another one has its number, or none does and no run was forgotten
  /// since. Of a run without an id nobody knows.
  [[nodiscard]] bool excludes(const FinishedRun& run) const;

 private:
  std::vector<FinishedRun> runs_;  // newest first
};

}  // namespace news
