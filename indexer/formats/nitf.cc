// The reader of the format "nitf".
#include "indexer/formats/nitf.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/input.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/whole_member.h"
#include "indexer/formats/xml_document.h"
#include "indexer/formats/xml_pieces.h"

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

class NitfReader : public ArticleReader {
 public:
  explicit NitfReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        input_(member.bytes, member.options.max_record_bytes, member.reporter),
        pieces_(input_.bytes(), member.options.max_record_bytes, "nitf") {}

  std::optional<Article> next() override {
    while (const std::optional<XmlPiece> piece = pieces_.next()) {
      ++record_;
      if (std::optional<Article> article = read(*piece)) return article;
    }
    return std::nullopt;
  }

 private:
  std::optional<Article> read(const XmlPiece& piece) {
    const RawRecord raw = input_.raw_of(piece.offset, piece.raw, piece.length);
    const RecordPlace place{record_, raw.offset, raw.length};
    const auto refuse = [&](std::string_view reason) {
      reporter_.refused(place, reason, raw.bytes);
      return std::nullopt;
    };
    if (piece.oversized) return refuse(fmt::format("line {}: the record is larger than the limit", piece.line));

    // The document type comes along for the entities that it declares inside itself.
    const std::string prolog = piece.doctype.empty() ? std::string() : piece.doctype + '\n';
    const ParsedXml parsed = parse_xml(prolog + decoded(piece, place));
    if (!parsed.document) return refuse(fault_of(parsed, prolog, piece));
    NitfReading reading = read_nitf(xmlDocGetRootElement(parsed.document.get()), options_.date_order);
    if (!reading.fault.empty()) return refuse(reading.fault);

    Article& article = reading.article;
    if (trim(article.title).empty() && article.paragraphs.empty()) return refuse("no title and no text");
    fill_from_opening(article, options_.date_order);
    article.format = kNitfFormat.name;
    article.provenances = {record_at(raw.offset, raw.bytes)};
    return std::move(article);
  }

  static std::string fault_of(const ParsedXml& parsed, std::string_view prolog, const XmlPiece& piece) {
    const auto before = static_cast<std::uint64_t>(std::count(prolog.begin(), prolog.end(), '\n'));
    if (parsed.line <= before) return fmt::format("XML, document type: {}", parsed.fault);
    return fmt::format("XML, line {}: {}", piece.line + parsed.line - before - 1, parsed.fault);
  }

  std::string decoded(const XmlPiece& piece, const RecordPlace& place) {
    if (input_.is_decoded()) return std::string(piece.element);
    sources::DecodedText text = sources::to_utf8(piece.element, declared_encoding(piece.declaration));
    if (text.invalid > 0) {
      reporter_.noted(place, "invalid bytes replaced",
                      fmt::format("{} ill-formed pieces of {}, the first at byte {} of the record", text.invalid,
                                  text.charset, text.first_invalid.value_or(0)));
    } else if (text.guessed) {
      reporter_.noted(place, "charset guessed", text.charset);
    }
    return std::move(text.utf8);
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  WholeOrStreamed input_;
  XmlPieces pieces_;
  std::uint64_t record_ = 0;
};

Confidence sniff(const Sample& sample) {
  std::string utf8;
  std::string_view head = sample.head;
  if (sources::wide_charset(head)) {
    utf8 = sources::to_utf8(head).utf8;
    head = utf8;
  }
  const std::string_view start = trim(head.substr(0, 1024));
  if (!start.starts_with('<') && !start.starts_with("\xef\xbb\xbf<")) return Confidence::no;
  for (std::size_t at = head.find("nitf"); at != std::string_view::npos; at = head.find("nitf", at + 1)) {
    constexpr std::size_t kNameLength = 4;
    const char after = at + kNameLength < head.size() ? head[at + kNameLength] : '\0';
    if (std::string_view("> \t\r\n/").find(after) == std::string_view::npos) continue;
    // `<nitf` or `<prefix:nitf`
    const std::size_t open = head.rfind('<', at);
    if (open == std::string_view::npos) continue;
    const std::string_view prefix = head.substr(open + 1, at - open - 1);
    const bool tag =
        prefix.empty() || (prefix.ends_with(':') && prefix.find_first_of(" \t\r\n>/!?") == std::string_view::npos);
    if (tag) return Confidence::certain;
  }
  return Confidence::no;
}

std::unique_ptr<ArticleReader> open(const Member& member) { return std::make_unique<NitfReader>(member); }

}  // namespace

const Format kNitfFormat = {
    .name = "nitf",
    .standard = "NITF 3.0-3.6 (IPTC), with or without namespaces",
    .extensions = "xml nitf ntf",
    .sniffed_by = "an nitf element",
    .sniff = sniff,
    .open = open,
};

}  // namespace news::formats
