// Gives readers of XML formats one parsed record after the other, with its place.
#pragma once

#include <libxml/tree.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/reader.h"
#include "indexer/formats/whole_member.h"
#include "indexer/formats/xml_document.h"
#include "indexer/formats/xml_pieces.h"

namespace news::formats {

/// A record as a tree.
struct XmlRecord {
  XmlDocument document;              ///< the record inside the start tags of the elements around it
  const xmlNode* element = nullptr;  ///< the record's own element in it
  std::string name;                  ///< its local name
  RecordPlace place;
  std::string_view raw;  ///< the record's bytes as they stand; valid until next()
};

/// Cuts a member into records and parses each alone, so that an ill-formed one does not end those behind it. The tree
/// of a record has the namespaces, languages and addresses that the elements around it declare.
///
/// Undeclared entities are no fault: the names that HTML has are read as such (`referenced_text`), others as nothing.
class XmlRecords {
 public:
  /// `recovery` says what becomes of an ill-formed record: it is refused, or it is read as far as possible, which is
  /// noted ("ill-formed XML mended").
  XmlRecords(const Member& member, std::vector<std::string> local_names, Recovery recovery = Recovery::none);

  /// The next record; those that can't be given are refused. Throws Error(Code::source_unreadable) as a stream does.
  [[nodiscard]] std::optional<XmlRecord> next();

  /// Refuses the record that next() gave last.
  void refuse(const XmlRecord& record, std::string_view reason);

  /// How many records were met, those that were refused included.
  [[nodiscard]] std::uint64_t count() const noexcept { return records_; }

  /// What the document holds outside its records up to here (at most 256 KiB), parsed as far as possible, such as a
  /// feed's title. Null where there is nothing.
  [[nodiscard]] XmlDocument outside();

  /// A number that changes where another document begins in the same member.
  [[nodiscard]] std::uint64_t document() const noexcept { return pieces_.document(); }

 private:
  [[nodiscard]] std::optional<XmlRecord> parse(const XmlPiece& piece, const RawRecord& raw);
  [[nodiscard]] std::string decoded(std::string_view text, std::string_view declaration, const RecordPlace* place);

  Reporter& reporter_;
  Recovery recovery_;
  WholeOrStreamed input_;
  XmlPieces pieces_;
  std::string declaration_;
  std::uint64_t records_ = 0;
};

}  // namespace news::formats
