// A value slot of many articles, read in their order.
#pragma once

#include <xapian.h>

#include <string>

namespace news::match {

/// Reads the values of one slot one behind the other, as they lie in the database.
class SlotReader {
 public:
  /// `served`: whether a part of the database is served from elsewhere: a server gives no stream of values, but an
  /// article with all of them.
  SlotReader(Xapian::Database database, Xapian::valueno slot, bool served);

  /// The article's value; empty where it has none. REQUIRES: its number is not below that of the one before.
  [[nodiscard]] std::string at(Xapian::docid article);

 private:
  Xapian::Database database_;
  Xapian::valueno slot_;
  bool served_;
  Xapian::ValueIterator values_;
};

}  // namespace news::match
