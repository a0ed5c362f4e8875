#include "searcher/match/slot_reader.h"

#include <utility>

namespace news::match {

SlotReader::SlotReader(Xapian::Database database, Xapian::valueno slot, bool served)
    : database_(std::move(database)), slot_(slot), served_(served) {
  if (!served_) values_ = database_.valuestream_begin(slot_);
}

std::string SlotReader::at(Xapian::docid article) {
  if (served_) return database_.get_document(article).get_value(slot_);
  const Xapian::ValueIterator end = database_.valuestream_end(slot_);
  if (values_ != end) values_.skip_to(article);
  return values_ != end && values_.get_docid() == article ? *values_ : std::string();
}

}  // namespace news::match
