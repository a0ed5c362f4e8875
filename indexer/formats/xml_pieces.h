// Cuts the elements that are records out of a stream of XML, by bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/byte_supply.h"
#include "indexer/formats/xml_context.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// One element, and what of its document a parser must know besides.
struct XmlPiece {
  std::string_view raw;      ///< the record: the element, or all of a file that holds nothing else; valid until next()
  std::string_view element;  ///< the part of `raw` from the start tag to the end tag, or to where it breaks off
  std::uint64_t offset = 0;  ///< of `raw` in the member
  std::uint64_t length = 0;  ///< bytes of the record, also where `raw` holds fewer
  std::uint64_t line = 0;    ///< on which the element begins, from 1
  std::string name;          ///< the element's local name
  std::string declaration;   ///< the XML declaration before it, if any
  std::string doctype;       ///< the document type declaration before it, if any
  std::string opening;       ///< start tags of the elements around it, on one line
  std::string closing;       ///< their end tags
  bool oversized = false;    ///< larger than the limit: `raw` holds only the first bytes
};

/// Elements of some local names, in one document, in several on end, or inside any other elements. Comments, CDATA
/// sections, processing instructions and document types are passed over, nothing else of XML is looked at: whether a
/// record is well-formed is its parser's to say. An element inside which another of its name begins was not closed: it
/// ends there. One of another of the names is part of the one that it stands in.
///
/// The parser could tell offsets too (xmlByteConsumed), but one ill-formed record would end it for all that follow.
class XmlPieces {
 public:
  /// `local_names` without a prefix. The bytes are of an encoding that ASCII is part of.
  XmlPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, std::vector<std::string> local_names);

  /// Throws Error(Code::source_unreadable) where the stream is damaged, after the elements before the damage.
  [[nodiscard]] std::optional<XmlPiece> next();

  /// What the document holds outside its records, up to where the next one begins (XmlContext::outside).
  [[nodiscard]] const std::string& outside() const noexcept { return context_.outside(); }

  /// A number that changes where another document begins (XmlContext::documents).
  [[nodiscard]] std::uint64_t document() const noexcept { return context_.documents(); }

 private:
  enum class Markup { text, other, start, empty, end };

  bool refill();
  [[nodiscard]] bool has(std::size_t count);
  [[nodiscard]] std::string_view ahead() const noexcept { return std::string_view(buffer_).substr(at_); }
  [[nodiscard]] std::size_t held() const noexcept { return at_ - begin_; }
  void advance_to(std::size_t position);
  bool advance_past(std::string_view text);
  void forget() noexcept;

  [[nodiscard]] Markup step();
  [[nodiscard]] Markup tag();
  [[nodiscard]] Markup tag_inside(std::string_view name, bool closes);
  [[nodiscard]] Markup tag_outside(std::string_view name, bool closes);
  [[nodiscard]] std::size_t tag_size();
  [[nodiscard]] bool is_record(std::string_view name) const;
  [[nodiscard]] XmlPiece end_record(std::size_t element_begin, std::uint64_t line);
  void doctype();
  void take_in_trailer();
  [[nodiscard]] XmlPiece finish(std::size_t element_begin, std::size_t element_end) const;

  ByteSupply supply_;
  std::uint64_t max_record_bytes_;
  std::vector<std::string> names_;
  std::size_t longest_name_ = 0;

  std::string buffer_;
  std::size_t begin_ = 0;           // of what is held
  std::uint64_t begin_offset_ = 0;  // of that in the member
  std::size_t at_ = 0;              // of the next byte to look at
  std::uint64_t offset_ = 0;        // of that byte in the member
  std::uint64_t line_ = 1;
  bool oversized_ = false;

  bool in_record_ = false;
  bool met_element_ = false;  // any: the file is more than one record
  bool pending_start_ = false;
  std::string record_name_;  // of the record that is open or begins next
  XmlContext context_;
  std::string declaration_;
  std::string doctype_;
};

}  // namespace news::formats
