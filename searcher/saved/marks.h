// How far each alert has come: the last run of the indexer whose articles a saved query has given, for each archive.
//
//   {"file":"/home/jo/.config/news-archive/saved.ini","query":"ports","archive":"4be1...","place":"/srv/news","through":17,"run":"5e0b...","text":"9c0d..."}
//
// JSON Lines in $XDG_STATE_HOME/news-archive/alerts.jsonl, apart from the file that people edit.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/run_history.h"
#include "searcher/match/unseen.h"

namespace news {

/// A saved query of a file.
struct AlertKey {
  std::string file;   ///< real path
  std::string query;  ///< its name
  friend auto operator<=>(const AlertKey&, const AlertKey&) = default;
};

struct Mark {
  FinishedRun through;
  std::string place;  ///< where the archive was
  std::string text;   ///< digest of the query's text
};

/// Marks by the archive's identity.
using ArchiveMarks = std::map<std::string, Mark>;

/// What an alert with these marks has given. `first_from_now`: of an archive without a mark, all that is in it now.
[[nodiscard]] match::Seen seen_by(const ArchiveMarks& marks, bool first_from_now);

/// An alert that has run: the archives as they were when they were searched, and the digest of the query's text.
struct GivenAlert {
  AlertKey alert;
  std::vector<match::ArchiveState> searched;
  std::string text_digest;
};

/// The marks of all alerts, as they were when the file was read.
class Marks {
 public:
  /// Reads the file; there may be none. Throws Error(Code::io), Error(Code::usage) for one that can't be understood,
  /// with the line.
  explicit Marks(std::string path);

  [[nodiscard]] ArchiveMarks of(const AlertKey& alert) const;

  /// Moves the marks of these alerts to where the archives were when they were searched, and flushes them to the disk,
  /// all at once. Where another process has moved a mark meanwhile, the mark stands at the later place, since both have
  /// given what is before theirs; one that was moved back, or removed, stays so. Throws as the constructor does.
  void advance(const std::vector<GivenAlert>& given) const;

  /// Forgets an alert.
  void remove(const AlertKey& alert) const;

 private:
  using All = std::map<AlertKey, ArchiveMarks>;
  [[nodiscard]] All parse(const std::string& text) const;

  std::string path_;
  All marks_;
};

/// The file of marks; empty where there is no home folder.
[[nodiscard]] std::string marks_path();

/// A file as AlertKey names it.
[[nodiscard]] std::string alert_file(const std::string& saved_file);

}  // namespace news
