// The archives that are searched as one.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <vector>

#include "searcher/match/unseen.h"

namespace news::match {

/// The port of HOST:PORT, if that is what a name of an archive is: its end is a number, and no such path exists.
[[nodiscard]] std::optional<unsigned> port_of(const std::string& name);

/// Archives on this machine, and archives that xapian-tcpsrv serves on another. Not shared between threads.
class Archives {
 public:
  /// `names`: folders, or HOST:PORT where no such path exists. One that is named twice is opened once. Throws as
  /// open_for_reading does, and Error(Code::archive_missing) where a server does not answer.
  explicit Archives(const std::vector<std::string>& names);

  /// Opens them anew, as they are now.
  void reopen();

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  /// The languages of their articles, as codes in order.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

  /// Whether the indexer has published or changed anything in a folder since it was opened. Then what was read may be
  /// wrong, whatever Xapian says: it sees that a block was written anew by the number at its head, but what reads the
  /// block in the same instant may get the old head and the new rest.
  [[nodiscard]] bool moved_on() const;

  /// Whether one of them is served from elsewhere, where nothing of this program runs.
  [[nodiscard]] bool any_served() const;

  /// What they state about themselves, in the order of their names. Asks a server.
  [[nodiscard]] std::vector<ArchiveState> states() const;

  /// The runs of the one at an index into states(). Asks a server.
  [[nodiscard]] RunHistory history(std::size_t index) const;

  /// Which of them each shard of the database is of, as an index into states(). The database numbers the articles of
  /// its shards in turn: article n is in shard (n - 1) modulo their number.
  [[nodiscard]] std::vector<std::size_t> shard_homes() const;

  /// Words of a language with a stem that do not begin with its first three letters.
  [[nodiscard]] std::vector<std::string> odd_forms(const std::string& language, const std::string& stem) const;

 private:
  struct Place {
    std::string name;   // a folder or a host
    unsigned port = 0;  // 0: a folder
  };

  std::vector<Place> places_;
  std::vector<Xapian::Database> parts_;
  Xapian::Database database_;
  std::vector<std::string> languages_;
  std::vector<std::string> version_files_;  // of what is in folders, each replaced when that changes
  std::string versions_;                    // what they were when it was opened
};

}  // namespace news::match
