#include "indexer/build/glass/document_tables.h"

#include <algorithm>

namespace news::glass {

void PositionWriter::add(std::string_view term, DocId docid, std::string_view tag) {
  key_.clear();
  append_term(key_, term);
  key_ += '\0';
  append_docid(key_, docid);
  table_.add(key_, tag, Packing::plain);
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
