// The three tables whose tags arrive encoded: positions, term lists, document data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/build/glass/btree.h"
#include "indexer/build/glass/codings.h"

namespace news::glass {

/// The position table (position.glass; glass_positionlist.h, Xapian 1.4.22). Key: term, 00, docid.
class PositionWriter {
 public:
  explicit PositionWriter(std::string path) : table_(std::move(path), WhenEmpty::no_file) {}

  /// Terms ascend by bytes; one without documents leaves nothing.
  void begin_term(std::string_view term);
  /// Docids ascend within a term; else, or where terms do not, std::logic_error. `tag` is from append_positions. Throws
  /// Error(Code::io) for a term that is too long.
  void add(DocId docid, std::string_view tag);

  /// See TableWriter::finish. Without positions there is no file.
  TableRoot finish() { return table_.finish(); }

  /// The greatest docid so far.
  [[nodiscard]] DocId last_docid() const noexcept { return last_; }

 private:
  TableWriter table_;
  DocId last_ = 0;
  std::string key_;
  std::size_t term_bytes_ = 0;  // of the key: the term, 00
  DocId last_of_term_ = 0;
};

/// The term list table (termlist.glass; glass_termlisttable.cc and glass_values.cc). Keys: the docid for the terms; the
/// docid and 00 for the value slots that are used.
class TermlistWriter {
 public:
  explicit TermlistWriter(std::string path) : table_(std::move(path), WhenEmpty::empty_file) {}

  /// Every document, with or without terms; docids ascend strictly, else std::logic_error. `tag` is from
  /// TermlistEncoder (empty where there are no terms), deflated or not; `slots` from append_slots, plain.
  void add(DocId docid, std::string_view tag, Packing packing, std::string_view slots);

  /// See TableWriter::finish. The file is there even if it is empty: without it Xapian opens a database for reading
  /// only.
  TableRoot finish() { return table_.finish(); }

  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  [[nodiscard]] DocId last_docid() const noexcept { return last_; }

 private:
  TableWriter table_;
  DocId last_ = 0;
  std::uint32_t documents_ = 0;
  std::string key_;
};

/// The document data table (docdata.glass; glass_docdata.h). Key: the docid.
class DocdataWriter {
 public:
  explicit DocdataWriter(std::string path) : table_(std::move(path), WhenEmpty::no_file) {}

  /// Docids ascend strictly, else std::logic_error. Empty data is no entry, as in Xapian. Throws Error(Code::io) for
  /// data of more than about 130 MB after packing (TableWriter::add).
  void add(DocId docid, std::string_view tag, Packing packing);

  /// See TableWriter::finish. Without data there is no file.
  TableRoot finish() { return table_.finish(); }

  [[nodiscard]] DocId last_docid() const noexcept { return last_; }

 private:
  TableWriter table_;
  DocId last_ = 0;
  std::string key_;
};

}  // namespace news::glass
