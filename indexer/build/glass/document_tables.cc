#include "indexer/build/glass/document_tables.h"

#include <algorithm>

namespace news::glass {

void PositionWriter::begin_term(std::string_view term) {
  key_.clear();
  append_term(key_, term);
  key_ += '\0';
  term_bytes_ = key_.size();
  last_of_term_ = 0;
}

void PositionWriter::add(DocId docid, std::string_view tag) {
  key_.resize(term_bytes_);
  append_docid(key_, docid);
  // There are as many keys as there are words of articles: within a term, numbers are compared instead.
  if (last_of_term_ != 0 && docid > last_of_term_) {
    table_.add_ascending(key_, tag, Packing::plain);
  } else {
    table_.add(key_, tag, Packing::plain);
  }
  last_of_term_ = docid;
  last_ = std::max(last_, docid);
}

void TermlistWriter::add(DocId docid, std::string_view tag, Packing packing, std::string_view slots) {
  key_.clear();
  append_docid(key_, docid);
  table_.add(key_, tag, packing);
  last_ = docid;
  ++documents_;
  if (slots.empty()) return;
  key_ += '\0';
  table_.add(key_, slots, Packing::plain);
}

void DocdataWriter::add(DocId docid, std::string_view tag, Packing packing) {
  if (tag.empty()) return;
  key_.clear();
  append_docid(key_, docid);
  table_.add(key_, tag, packing);
  last_ = docid;
}

}  // namespace news::glass
