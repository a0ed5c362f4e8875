// The reader of the format "json".
#include "indexer/formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/identity.h"
#include "indexer/formats/input.h"
#include "indexer/formats/json_fields.h"
#include "indexer/formats/json_parse.h"
#include "indexer/formats/json_pieces.h"
#include "indexer/formats/json_shapes.h"
#include "indexer/formats/json_values.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/whole_member.h"
#include "indexer/sources/charset.h"
#include "indexer/sources/memory_stream.h"

namespace news::formats {
namespace {

bool is_article(std::string_view object) { return article_confidence(object) != Confidence::no; }

class JsonReader : public ArticleReader {
 public:
  explicit JsonReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        input_(member.bytes, member.options.max_record_bytes, member.reporter),
        pieces_(input_.bytes(), member.options.max_record_bytes, is_article) {}

  std::optional<Article> next() override {
    while (std::optional<JsonPiece> piece = pieces_.next()) {
      ++record_;
      if (std::optional<Article> article = read(*piece)) return article;
    }
    return std::nullopt;
  }

 private:
  std::optional<Article> read(const JsonPiece& piece) {
    const RawRecord raw = input_.raw_of(piece.offset, piece.raw, piece.length);
    const RecordPlace place{record_, raw.offset, raw.length};
    if (piece.fault != nullptr) {
      reporter_.refused(place, fmt::format("line {}: {}", piece.line, piece.fault), raw.bytes);
      return std::nullopt;
    }
    const ParsedJson parsed = parse_json(decoded(piece.raw, place));
    if (!parsed.value) {
      reporter_.refused(place, fmt::format("line {}: {}", piece.line, parsed.fault), raw.bytes);
      return std::nullopt;
    }
    if (!parsed.repairs.empty()) reporter_.noted(place, "JSON mended", parsed.repairs);
    return article_of(*parsed.value, place, raw.bytes);
  }

  /// The record in UTF-8. Its bytes stay what they are for the provenance.
  std::string_view decoded(std::string_view raw, const RecordPlace& place) {
    if (first_invalid_utf8(raw) == std::string_view::npos) return raw;
    sources::DecodedText text = sources::to_utf8(raw);
    if (text.invalid > 0) {
      reporter_.noted(place, "invalid bytes replaced",
                      fmt::format("{} ill-formed pieces of {}, the first at byte {} of the record", text.invalid,
                                  text.charset, text.first_invalid.value_or(0)));
    } else if (text.guessed) {
      reporter_.noted(place, "charset guessed", text.charset);
    }
    utf8_ = std::move(text.utf8);
    return utf8_;
  }

  std::optional<Article> article_of(const Json& record, const RecordPlace& place, std::string_view raw) {
    JsonDraft draft;
    draft.order = options_.date_order;
    const std::string_view no_article = read_shape(record, draft);
    if (no_article == kCanceled) {
      reporter_.canceled(place, std::move(draft.article));
      return std::nullopt;
    }
    if (!no_article.empty()) {
      reporter_.skipped(place, no_article);
      return std::nullopt;
    }
    for (const auto& [name, path] : options_.field_keys) map_field(record, name, path, draft);

    Article& article = draft.article;
    if (trim(article.title).empty() && article.paragraphs.empty()) {
      reporter_.refused(place, "no title and no text", raw);
      return std::nullopt;
    }
    for (const JsonNote& note : draft.notes) reporter_.noted(place, note.kind, note.detail);
    fill_from_opening(article, options_.date_order);
    identify_by_address(article);
    article.format = kJsonFormat.name;
    article.provenances = {record_at(place.offset, raw)};
    return std::move(article);
  }

  static void map_field(const Json& record, const std::string& name, const std::string& path, JsonDraft& draft) {
    const std::optional<Field> field = field_named(name);
    if (!field) return;
    clear_field(draft.article, *field);
    const Json* value = at_path(record, path);
    if (value != nullptr) set_field(draft, *field, folded_key(path.substr(path.rfind('.') + 1)), *value);
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  WholeOrStreamed input_;
  JsonPieces pieces_;
  std::uint64_t record_ = 0;
  std::string utf8_;
};

/// A list that begins with an object that the sample cuts off is not seen as a wrapper's by JsonPieces.
std::string_view first_listed_object(std::string_view text) {
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    const std::size_t element = text.find_first_not_of(" \t\r\n", at + 1);
    if (element == std::string_view::npos) return {};
    if (text[element] == '{') return text.substr(element);
  }
  return {};
}

Confidence sniff(const Sample& sample) {
  std::string utf8;
  std::string_view head = sample.head;
  if (sources::wide_charset(head)) {
    utf8 = sources::to_utf8(head).utf8;
    head = utf8;
  }
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t begin = head.find_first_not_of(" \t\r\n\x1e");
  if (begin == std::string_view::npos || (head[begin] != '{' && head[begin] != '[')) return Confidence::no;

  // The first record may be none of the articles (a deletion, a header); some of them tell.
  constexpr int kLookedAt = 8;
  Confidence surest = Confidence::no;
  sources::MemoryStream bytes(head);
  JsonPieces pieces(bytes, head.size(), is_article);
  for (int i = 0; i < kLookedAt && surest != Confidence::certain; ++i) {
    const std::optional<JsonPiece> piece = pieces.next();
    if (!piece) break;
    if (!piece->raw.starts_with('{')) continue;
    surest = std::max(surest, article_confidence(piece->raw));
    if (piece->fault != nullptr) surest = std::max(surest, article_confidence(first_listed_object(piece->raw)));
  }
  return surest;
}

/// A key that only ninjs has beside `uri`, as far as the sample tells.
Confidence sniff_ninjs(const Sample& sample) {
  static constexpr auto kMarks =
      std::to_array<std::string_view>({"\"versioncreated\"", "\"pubstatus\"", "\"body_xhtml\"", "\"body_html\"",
                                       "\"bodies\"", "\"representationtype\"", "\"ninjs\""});
  const std::string_view head = sample.head;
  const bool ninjs = head.find("\"uri\"") != std::string_view::npos &&
                     std::any_of(kMarks.begin(), kMarks.end(),
                                 [&](std::string_view mark) { return head.find(mark) != std::string_view::npos; });
  return ninjs ? sniff(sample) : Confidence::no;
}

std::unique_ptr<ArticleReader> open(const Member& member) { return std::make_unique<JsonReader>(member); }

}  // namespace

const Format kJsonFormat = {
    .name = "json",
    .standard = "JSON Lines, JSON (RFC 8259), news-please, content blocks",
    .extensions = "json jsonl ndjson jl",
    .sniffed_by = "an object with keys of an article, such as title and text",
    .sniff = sniff,
    .open = open,
};

const Format kNinjsFormat = {
    .name = "ninjs",
    .standard = "ninjs 1.0-3.0 (IPTC)",
    .extensions = "json",
    .sniffed_by = "JSON of an article with uri and a key of ninjs",
    .sniff = sniff_ninjs,
    .open = open,
};

}  // namespace news::formats
