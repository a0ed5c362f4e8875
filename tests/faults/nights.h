// Small runs of the indexer of every kind, each with what the archive is before it and what it has to be after it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/faults/program.h"
#include "tests/unit/archive_state.h"
#include "tests/unit/temporary_folder.h"

namespace news::testing {

/// The kinds of runs.
enum class Kind {
  first,    ///< makes an archive
  api,      ///< the same, through Xapian's API
  changes,  ///< adds, replaces and withdraws articles and prunes a file
  inplace,  ///< replaces and withdraws articles and prunes a file, and adds none
  merging,  ///< adds articles, then merges all generations
  compact,  ///< only merges them
  rebuild,  ///< builds the archive anew from what it stores
};

inline constexpr Kind kKinds[] = {Kind::first,   Kind::api,     Kind::changes, Kind::inplace,
                                  Kind::merging, Kind::compact, Kind::rebuild};

[[nodiscard]] std::string_view name_of(Kind kind);

/// What can be compared of an archive. Empty where there is none.
struct Snapshot {
  std::string state;
  std::uint64_t complete_through = 0;
  Articles articles;
  std::string files;       ///< in its folder, generations numbered anew
  std::string quarantine;  ///< the file
};

class Night;

/// The night of this kind, made when it is first asked for. It is the same for all tests of a process.
[[nodiscard]] const Night& night_of(Kind kind);

/// A run that can be done again and again from the same beginning.
class Night {
 public:
  explicit Night(Kind kind);

  /// The archive is again what it was before the run.
  void begin() const;
  /// Does the run.
  [[nodiscard]] Outcome run(const Faults& faults = {}) const;
  /// Does it without --quiet.
  [[nodiscard]] Outcome run_aloud(const Faults& faults) const;

  /// While it lives, the source files are what they were before, time stamps and all.
  class EarlierSources {
   public:
    explicit EarlierSources(const Night& night);
    ~EarlierSources();
    EarlierSources(const EarlierSources&) = delete;
    EarlierSources& operator=(const EarlierSources&) = delete;

   private:
    const Night& night_;
  };

  [[nodiscard]] const std::string& archive() const noexcept { return archive_; }
  [[nodiscard]] const std::string& sources() const noexcept { return sources_; }
  [[nodiscard]] const Snapshot& before() const noexcept { return before_; }
  /// After an undisturbed run, and how that ended.
  [[nodiscard]] const Snapshot& after() const noexcept { return after_; }
  [[nodiscard]] int status() const noexcept { return status_; }
  /// The archive as it is.
  [[nodiscard]] Snapshot now() const;

  /// Adds a failure to the running test where the archive is not what an undisturbed run leaves.
  void expect_complete() const;

  /// Adds a failure to the running test for each thing that is wrong with the archive, whatever came over it: its
  /// databases are sound, every article that was there before and is to stay is there, in its old or its new form, none
  /// is there twice, and searching says so, too.
  void expect_nothing_lost() const;

 private:
  void make_first() const;
  void make_base() const;
  void keep_sources() const;
  void make_changes(bool with_new) const;
  void write_articles(const std::string& name, int first, int count, std::string_view word, int words = 12) const;
  void index() const;
  [[nodiscard]] std::vector<std::string> command() const;

  TemporaryFolder folder_;
  Kind kind_;
  std::string archive_;
  std::string sources_;
  std::string template_;
  Snapshot before_;
  Snapshot after_;
  int status_ = 0;
};

}  // namespace news::testing
