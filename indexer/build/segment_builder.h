// The interface behind which new articles become a Xapian database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/dates.h"
#include "indexer/build/analyser.h"
#include "indexer/build/coverage.h"

namespace news::build {

/// An article on its way into a database.
struct NewArticle {
  Article article;  ///< normalised
  ArticleDigests digests;
  std::uint64_t sequence = 0;  ///< number of the run that adds or changes it
  /// Of publication, where it is known from before; else it is worked out, by BuilderOptions::zone if need be.
  std::optional<std::int64_t> instant = {};
};

/// Writes one new database. Articles are numbered from 1 in the order in which they are added; these numbers are names
/// until the database is written, not document numbers.
///
/// A builder may take up what an earlier one of the same job left: then the first numbers belong to durable articles.
/// Of these only the ones that are claimed go into the database, at their places.
class SegmentBuilder {
 public:
  virtual ~SegmentBuilder() = default;

  /// How many articles were taken up.
  [[nodiscard]] virtual std::uint32_t taken_up() const { return 0; }
  /// The files that they came from, in the order in which they were read, each with the number of its first article.
  virtual void each_covered(const std::function<void(std::uint32_t first, const Coverage&)>& /*visit*/) const {}
  /// Of an article that was taken up.
  [[nodiscard]] virtual ArticleDigests digests(std::uint32_t /*number*/) {
    throw std::logic_error("nothing is taken up");
  }
  virtual void claim(std::uint32_t /*number*/) { throw std::logic_error("nothing is taken up"); }

  /// The articles that follow come from this file; and it ends. Not called for files that were taken up whole.
  virtual void begin_file(const FileStamp& /*file*/) {}
  virtual void end_file(const FileEnd& /*end*/) {}

  /// Adds an article and returns its number. Throws what an earlier article's writing threw.
  virtual std::uint32_t add(NewArticle article) = 0;

  /// Takes out an article that was added or claimed before.
  virtual void drop(std::uint32_t number) = 0;

  /// An article that was added before, or taken up.
  [[nodiscard]] virtual Article article(std::uint32_t number) = 0;

  /// To be called once, after the last article: the odd forms of them all.
  [[nodiscard]] virtual std::set<OddForm> odd_forms() = 0;

  virtual void set_metadata(const std::string& key, const std::string& value) = 0;

  /// Writes all that is pending and flushes the database to the disk. Document numbers are in the order of adding.
  /// Nothing may be called afterwards.
  virtual void finish() = 0;

  /// Instead of finishing: makes durable what was added, if that can be taken up, and says so. Nothing may be called
  /// afterwards.
  virtual bool suspend() { return false; }
};

/// How a database is written.
enum class Builder : std::uint8_t {
  automatic,  ///< bulk if what it writes is right with the Xapian at hand, else api
  bulk,       ///< sorted runs, merged into tables written by ourselves
  api,        ///< segments written through Xapian's API, merged by Xapian
};

struct BuilderOptions {
  Builder builder = Builder::bulk;
  Zone zone;                                            ///< where published times without a zone are
  unsigned workers = 1;                                 ///< threads that analyse and invert
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;  ///< for all that is held
  std::uint64_t batch_bytes = 0;                        ///< text that is written together; 0: as the memory allows
  /// What is built, in words that only the same work has: where the folder holds durable articles of a job of the same
  /// name, they are taken up. Empty: never.
  std::string job;
};

/// Builds in `folder`, made anew unless its job is taken up; it may hold files of its own (`job`, `run-*`) even when it
/// is finished. `builder` is not automatic.
[[nodiscard]] std::unique_ptr<SegmentBuilder> make_segment_builder(const std::string& folder,
                                                                   const BuilderOptions& options);

}  // namespace news::build
