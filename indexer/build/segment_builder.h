// The interface behind which analysed articles become a Xapian database.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "indexer/build/analyser.h"

namespace news::build {

/// Writes one new database. Articles are numbered from 1 in the order in which they are added.
class SegmentBuilder {
 public:
  virtual ~SegmentBuilder() = default;

  /// Adds an article and returns its number. Throws Error(Code::io) where it can't be written.
  virtual std::uint32_t add(const AnalysedArticle& article) = 0;

  /// Puts another article in the place of one that was added before.
  virtual void replace(std::uint32_t number, const AnalysedArticle& article) = 0;

  /// Takes out an article that was added before. Its number is not given again.
  virtual void remove(std::uint32_t number) = 0;

  /// The stored data of an article that was added before.
  [[nodiscard]] virtual std::string data(std::uint32_t number) = 0;

  virtual void set_metadata(const std::string& key, const std::string& value) = 0;

  /// Writes all that is pending and flushes the database to the disk. Nothing may be called afterwards.
  virtual void finish() = 0;
};

/// Builds through Xapian's API, in `folder` (made anew). `memory_bytes` bounds what is held before it is written, by
/// the size of the articles, not by their number.
[[nodiscard]] std::unique_ptr<SegmentBuilder> build_through_api(const std::string& folder, std::uint64_t memory_bytes);

}  // namespace news::build
