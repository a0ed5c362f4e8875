// Writes a complete glass database, as Xapian 1.4 reads, checks, compacts and changes it, without Xapian.
#pragma once

#include <string>

#include "indexer/build/glass/document_tables.h"
#include "indexer/build/glass/postlist.h"
#include "indexer/build/glass/version_file.h"

namespace news::glass {

/// Writes a database in a folder, each table front to back:
///
///   DatabaseWriter database(folder);
///   // Each in a thread of its own, if you like; see their headers for the order of calls.
///   database.postlist()...  database.positions()...  database.termlist()...  database.docdata()...
///   database.finish(uuid);
///
/// The four writers share nothing: each may be used by one thread at a time, all at the same time, up to and including
/// their own `finish`, which flushes to the disk and is called for those that were not finished. `finish` of the
/// database comes after the threads were joined. Until it returns the folder holds no database; destroyed before, the
/// writer leaves files behind that are none.
class DatabaseWriter {
 public:
  /// Makes the folder if it is not there. Throws Error(Code::io) where that fails or it holds a database.
  explicit DatabaseWriter(std::string folder);

  [[nodiscard]] PostlistWriter& postlist() noexcept { return postlist_; }
  [[nodiscard]] PositionWriter& positions() noexcept { return positions_; }
  [[nodiscard]] TermlistWriter& termlist() noexcept { return termlist_; }
  [[nodiscard]] DocdataWriter& docdata() noexcept { return docdata_; }

  /// Flushes the tables, then the version file, then the folder. All statistics come from what was written. Throws
  /// Error(Code::io), and std::logic_error where the tables contradict each other: as many term lists as lengths, no
  /// document data beyond the last document.
  void finish(const Uuid& uuid);

 private:
  std::string folder_;
  PostlistWriter postlist_;
  PositionWriter positions_;
  TermlistWriter termlist_;
  DocdataWriter docdata_;
};

}  // namespace news::glass
