// Cuts, decodes and parses.
#include "indexer/formats/xml_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"

namespace news::formats {
namespace {

/// The encoding that an XML declaration states, or nothing.
std::string_view declared_encoding(std::string_view declaration) {
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

/// What a parser must know before the record. Without a document type, an entity that is not declared would be a fault;
/// with one that stands elsewhere (and is never fetched) it is not (XML 1.0, section 4.1).
std::string prolog_of(const XmlPiece& piece) {
  return piece.doctype.empty() ? "<!DOCTYPE record SYSTEM \"\">" : piece.doctype;
}

/// The element that stands behind so many open ones.
const xmlNode* descend(const xmlDoc* document, std::string_view name) {
  const xmlNode* node = xmlDocGetRootElement(document);
  while (node != nullptr && local_name(node) != name) {
    const xmlNode* inner = node->children;
    while (inner != nullptr && inner->type != XML_ELEMENT_NODE) inner = inner->next;
    node = inner;
  }
  return node;
}

/// Bytes of the reference that begins with the '&' at the front; 0 where it is a stray one.
std::size_t reference_length(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  // "&#X41;" is HTML's: XML has a small x.
  if (text.starts_with("&#X")) return 0;
  std::size_t at = text.starts_with("&#") ? 2 : 1;
  const std::size_t first = at;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-' || static_cast<unsigned char>(c) >= 0x80;
  };
  while (at < text.size() && at < kLongest && is_name(text[at])) ++at;
  return at > first && at < text.size() && text[at] == ';' ? at + 1 : 0;
}

/// The commonest fault of XML made by hand, mended: `AT&T`, `?a=1&b=2`. libxml2 alone would lose the words behind it.
std::string with_escaped_ampersands(std::string_view xml) {
  constexpr std::string_view kCdata = "<![CDATA[";
  std::string mended;
  mended.reserve(xml.size());
  while (!xml.empty()) {
    std::size_t taken = std::min(xml.find_first_of("&<", 1), xml.size());
    if (xml.starts_with(kCdata)) {
      const std::size_t end = xml.find("]]>");
      taken = end == std::string_view::npos ? xml.size() : end;
    }
    if (xml.front() == '&' && reference_length(xml) == 0) {
      mended += "&amp;";
      mended += xml.substr(1, taken - 1);
    } else {
      mended += xml.substr(0, taken);
    }
    xml.remove_prefix(taken);
  }
  return mended;
}

}  // namespace

XmlRecords::XmlRecords(const Member& member, std::vector<std::string> local_names, Recovery recovery)
    : reporter_(member.reporter),
      recovery_(recovery),
      input_(member.bytes, member.options.max_record_bytes, member.reporter),
      pieces_(input_.bytes(), member.options.max_record_bytes, std::move(local_names)) {}

std::optional<XmlRecord> XmlRecords::next() {
  while (const std::optional<XmlPiece> piece = pieces_.next()) {
    ++records_;
    declaration_ = piece->declaration;
    const RawRecord raw = input_.raw_of(piece->offset, piece->raw, piece->length);
    if (std::optional<XmlRecord> record = parse(*piece, raw)) return record;
  }
  return std::nullopt;
}

std::optional<XmlRecord> XmlRecords::parse(const XmlPiece& piece, const RawRecord& raw) {
  XmlRecord record;
  record.place = {records_, raw.offset, raw.length};
  record.name = piece.name;
  record.raw = raw.bytes;
  if (piece.oversized) {
    refuse(record, fmt::format("line {}: the record is larger than the limit", piece.line));
    return std::nullopt;
  }

  const std::string element = decoded(piece.element, piece.declaration, &record.place);
  // A document type may have lines of its own; what is made up stands on the record's first line.
  const std::string own = piece.doctype.empty() ? "" : "\n";
  const std::string around = prolog_of(piece) + decoded(piece.opening, piece.declaration, nullptr) + own;
  std::string prolog = around;
  const auto lines = static_cast<std::uint64_t>(std::count(prolog.begin(), prolog.end(), '\n'));
  ParsedXml parsed = parse_xml(prolog + element + piece.closing);
  if (!parsed.document && !piece.opening.empty()) {
    // What stands around the record may be ill-formed itself.
    prolog = prolog_of(piece) + own;
    parsed = parse_xml(prolog + element);
  }
  if (!parsed.document) {
    const std::string fault = parsed.line <= lines
                                  ? fmt::format("XML, document type: {}", parsed.fault)
                                  : fmt::format("XML, line {}: {}", piece.line + parsed.line - lines - 1, parsed.fault);
    if (recovery_ == Recovery::as_far_as_possible) {
      const std::string mended = with_escaped_ampersands(element);
      parsed = parse_xml(around + mended + piece.closing, recovery_);
      const bool found = parsed.document && descend(parsed.document.get(), piece.name) != nullptr;
      if (!found) parsed = parse_xml(prolog + mended, recovery_);
    }
    if (!parsed.document || descend(parsed.document.get(), piece.name) == nullptr) {
      refuse(record, fault);
      return std::nullopt;
    }
    reporter_.noted(record.place, "ill-formed XML mended", fault);
  }
  record.element = descend(parsed.document.get(), piece.name);
  if (record.element == nullptr) {
    // Bytes that look like another encoding than the file's decode to something else.
    refuse(record, fmt::format("line {}: the element is none in the encoding of its bytes", piece.line));
    return std::nullopt;
  }
  record.document = std::move(parsed.document);
  return record;
}

void XmlRecords::refuse(const XmlRecord& record, std::string_view reason) {
  reporter_.refused(record.place, reason, record.raw);
}

XmlDocument XmlRecords::outside() {
  if (trim(pieces_.outside()).empty()) return nullptr;
  const std::string text = decoded(pieces_.outside(), declaration_, nullptr);
  return parse_xml("<!DOCTYPE record SYSTEM \"\">" + text, Recovery::as_far_as_possible).document;
}

/// Says what had to be assumed about the encoding only where a place is given.
std::string XmlRecords::decoded(std::string_view text, std::string_view declaration, const RecordPlace* place) {
  if (input_.is_decoded()) return std::string(text);
  sources::DecodedText decoded = sources::to_utf8(text, declared_encoding(declaration));
  if (place == nullptr) return std::move(decoded.utf8);
  if (decoded.invalid > 0) {
    reporter_.noted(*place, "invalid bytes replaced",
                    fmt::format("{} ill-formed pieces of {}, the first at byte {} of the record", decoded.invalid,
                                decoded.charset, decoded.first_invalid.value_or(0)));
  } else if (decoded.guessed) {
    reporter_.noted(*place, "charset guessed", decoded.charset);
  }
  return std::move(decoded.utf8);
}

}  // namespace news::formats
