// What each query of a batch has given before, for `--batch FILE --new`.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "searcher/notes.h"
#include "searcher/question.h"
#include "searcher/saved/marks.h"

namespace news::batch {

/// The queries of a file as alerts, known by the file and by their ids. May be shared between threads.
class BatchAlerts {
 public:
  /// Reads how far they have come. To be made before an archive is opened: a mark can't be ahead of an archive then,
  /// unless that was put back. `first_from_now`: on a query's first run nothing is new. Throws as Marks does, and
  /// Error(Code::usage) for standard input.
  BatchAlerts(const std::string& file, bool first_from_now);

  /// Makes a question one for all that is new.
  void ask_for_new(Question& question) const;

  /// The question was answered, from these archives. Notes what is not as it was when it was asked last.
  void answered(const Question& question, const std::vector<match::ArchiveState>& searched, const Notes& notes);

  /// Moves the marks of what was answered. The output must be safe. Throws as Marks does.
  void advance() const;

 private:
  std::string file_;
  bool first_from_now_;
  Marks marks_;
  std::mutex answering_;
  std::vector<GivenAlert> given_;
};

}  // namespace news::batch
