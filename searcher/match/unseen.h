// Which articles entered or changed since somebody looked last: for alerts.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/run_history.h"

namespace news::match {

class Archives;

/// An archive as it is open: the last finished run that it holds.
struct ArchiveState {
  std::string place;     ///< real path of the folder, or HOST:PORT
  std::string identity;  ///< common/archive.h
  std::uint64_t complete_through = 0;
  // What Unseen adds:
  std::string run = {};   ///< id of that run (common/run_history.h)
  bool put_back = false;  ///< it is not what was seen, grown older
};

/// What was seen before.
struct Seen {
  std::map<std::string, FinishedRun> through;  ///< the last run whose articles were seen, by the archive's identity
  bool unknown_is_new = true;                  ///< whether all is new in an archive that is not listed, or nothing
};

/// The articles of the archives, as they are open, whose sequence number (common/fields.h) is above what was seen and
/// not above the archive's last finished run: what a run in progress has put there already comes with the next look.
class Unseen {
 public:
  /// Reads what the archives state. They must outlive this, and stay open as they are.
  Unseen(const Archives& archives, const Seen& seen);

  /// The archives, and which of them were put back to an earlier state: all of such a one is unseen.
  [[nodiscard]] const std::vector<ArchiveState>& archives() const { return states_; }

  /// Finds them, without weight; where not exact(), more than them.
  [[nodiscard]] Xapian::Query filter() const;

  /// Whether the filter finds nothing else. It does where archives with different windows are searched as one: one
  /// query is asked of all of them.
  [[nodiscard]] bool exact() const { return exact_; }

  /// Whether an article is one of them. Reads a value.
  [[nodiscard]] bool holds(Xapian::docid article) const;

 private:
  /// Sequence numbers (after, through].
  struct Window {
    std::uint64_t after;
    std::uint64_t through;
    friend bool operator==(const Window&, const Window&) = default;
  };

  const Archives& archives_;
  std::vector<ArchiveState> states_;
  std::vector<Window> windows_;           // by archive
  std::vector<std::size_t> shard_homes_;  // the archive that each of the database's shards is of
  bool exact_ = true;
};

}  // namespace news::match
