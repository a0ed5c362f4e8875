// What a reader says about records that are not plain sailing. Nothing said here stops the run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article.h"

namespace news {

/// A place in what is being read. `record` counts from 1 within the member; 0 means the member as a whole.
struct RecordPlace {
  std::uint64_t record = 0;
  std::uint64_t offset = 0;  ///< byte offset in the decompressed member
  std::uint64_t length = 0;  ///< bytes, 0 if not known
};

/// Receives what a reader can't turn into an article. An implementation knows which file and member are being read.
class Reporter {
 public:
  virtual ~Reporter() = default;

  /// A record that should have been an article and is not: it goes into the quarantine. `reason` is one line for a
  /// person, `raw` the record's first bytes (any length; only the first few are kept).
  virtual void refused(const RecordPlace& place, std::string_view reason, std::string_view raw) = 0;

  /// A record that is rightly no article (a redirect, a picture item, an empty file). `reason` is one of few fixed
  /// texts, so that the summary can count by it.
  virtual void skipped(const RecordPlace& place, std::string_view reason) = 0;

  /// A record that takes back what it or others gave: `item` states what it knows of id, source, version and dates, as
  /// an article does. Articles of the same source and id that are not later than it leave the archive.
  virtual void canceled(const RecordPlace& place, Article item) = 0;

  /// An article was read, but something about it was assumed or repaired (day/month order, invalid bytes). `kind` is a
  /// fixed text to count by, `detail` the particulars.
  virtual void noted(const RecordPlace& place, std::string_view kind, std::string_view detail) = 0;
};

}  // namespace news
