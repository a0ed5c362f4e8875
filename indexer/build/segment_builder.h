// The interface behind which new articles become a Xapian database.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates.h"
#include "indexer/build/analyser.h"

namespace news::build {

/// An article on its way into a database.
struct NewArticle {
  Article article;  ///< normalised
  ArticleDigests digests;
  std::uint64_t sequence = 0;  ///< number of the run that adds or changes it
  std::uint64_t ordinal = 0;   ///< which article of its file it is, from 1
};

/// Writes one new database. Articles are numbered from 1 in the order in which they are added; these numbers are names
/// until the database is written, not document numbers.
class SegmentBuilder {
 public:
  virtual ~SegmentBuilder() = default;

  /// Adds an article and returns its number. Throws what an earlier article's writing threw.
  virtual std::uint32_t add(NewArticle article) = 0;

  /// Takes out an article that was added before.
  virtual void drop(std::uint32_t number) = 0;

  /// An article that was added before.
  [[nodiscard]] virtual Article article(std::uint32_t number) = 0;

  /// To be called once, after the last article: the odd forms of them all.
  [[nodiscard]] virtual std::set<OddForm> odd_forms() = 0;

  virtual void set_metadata(const std::string& key, const std::string& value) = 0;

  /// Writes all that is pending and flushes the database to the disk. Document numbers are in the order of adding.
  /// Nothing may be called afterwards.
  virtual void finish() = 0;
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
};

/// Builds in `folder`, made anew; it may hold files of its own until it is finished. `builder` is not automatic.
[[nodiscard]] std::unique_ptr<SegmentBuilder> make_segment_builder(const std::string& folder,
                                                                   const BuilderOptions& options);

}  // namespace news::build
