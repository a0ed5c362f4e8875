// The one table of fields, term prefixes and value slots. It drives indexing, query parsing and the help texts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace news {

/// Term prefixes, after Omega's conventions (https://xapian.org/docs/omega/termprefixes.html) where those have one.
/// Body words have none. Stems: see analysis::stem_prefix; a headline's stem has kTitle between prefix and stem.
namespace prefix {
inline constexpr std::string_view kTitle = "S";
inline constexpr std::string_view kDeck = "XDE";
inline constexpr std::string_view kByline = "A";
inline constexpr std::string_view kDateline = "XPL";
inline constexpr std::string_view kSource = "XSO";
inline constexpr std::string_view kSection = "XSE";
inline constexpr std::string_view kTopic = "XTO";
inline constexpr std::string_view kLanguage = "L";
inline constexpr std::string_view kFormat = "T";  ///< reader
inline constexpr std::string_view kDay = "D";     ///< D20240329
inline constexpr std::string_view kMonth = "M";   ///< M202403
inline constexpr std::string_view kYear = "Y";    ///< Y2024
inline constexpr std::string_view kUnique = "Q";  ///< identity digest, hex
inline constexpr std::string_view kId = "XI";     ///< digest of the id, hex
inline constexpr std::string_view kUrl = "XU";    ///< digest of the url, hex
inline constexpr std::string_view kFile = "XF";   ///< digest of the real path of an outermost file, hex
}  // namespace prefix

/// Terms that mark the end of a sentence or paragraph behind the body token at their positions; wdf 0.
inline constexpr std::string_view kSentenceMark = "XMS";
inline constexpr std::string_view kParagraphMark = "XMP";

/// Position of the first word of every text. Not 1: a headline's words are in the unprefixed terms without positions,
/// and Xapian 1.4's exact phrase takes such a term for one at position 0, next to a word at 1.
inline constexpr std::uint32_t kFirstPosition = 2;

/// Positions between two bylines or topics, so that no phrase and no proximity runs from one into the next.
inline constexpr std::uint32_t kListGap = 100;

/// Value slots.
namespace slot {
inline constexpr std::uint32_t kHit = 0;       ///< packed hit record (common/record.h)
inline constexpr std::uint32_t kInstant = 1;   ///< publication, order-preserving 8 bytes; undated: 8 bytes FF
inline constexpr std::uint32_t kDay = 2;       ///< "20240329" as written; "20240300", "20240000" where less is stated
inline constexpr std::uint32_t kWords = 3;     ///< words of the body, 4 bytes big-endian
inline constexpr std::uint32_t kSequence = 4;  ///< run that added or changed the article, 8 bytes big-endian
inline constexpr std::uint32_t kContent = 5;   ///< content digest, 16 bytes big-endian
inline constexpr std::uint32_t kSortKey = 6;   ///< inverted instant, then id: ascending is newest first
inline constexpr std::uint32_t kSketch = 7;    ///< how the text begins (common/analysis/sketch.h), 64 bytes
}  // namespace slot

/// How a field is searched.
enum class FieldKind : std::uint8_t {
  text,    ///< stemmed words and phrases of running text
  lead,    ///< the same in the body's first paragraph, and with a prefix in the text of that prefix, too
  words,   ///< words in any case, unstemmed, and phrases of them
  whole,   ///< the whole value, as its digest
  code,    ///< a language code
  date,    ///< a day, month, year or range of them
  since,   ///< a span of days up to today
  length,  ///< a number of words, or a range
  saved,   ///< the name of a saved query
};

/// Whether what stands behind the field's colon is words and phrases.
[[nodiscard]] constexpr bool takes_words(FieldKind kind) {
  return kind == FieldKind::text || kind == FieldKind::lead || kind == FieldKind::words;
}

/// A field that a query can name.
struct Field {
  std::string_view name;
  std::string_view alias;   ///< other name, or empty
  std::string_view prefix;  ///< of its terms; empty for dates
  FieldKind kind;
  std::string_view example;  ///< a query that uses it
  std::string_view help;     ///< one line
};

inline constexpr std::array<Field, 15> kFields = {{
    {"title", "", prefix::kTitle, FieldKind::text, "title:embassy", "words of the headline"},
    {"lead", "", "", FieldKind::lead, "lead:embassy", "words of the first paragraph"},
    {"hlead", "", prefix::kTitle, FieldKind::lead, "hlead:embassy", "words of the headline or the first paragraph"},
    {"byline", "author", prefix::kByline, FieldKind::words, "byline:\"jane doe\"", "authors"},
    {"dateline", "place", prefix::kDateline, FieldKind::words, "dateline:washington",
     "place that the article is datelined from"},
    {"source", "", prefix::kSource, FieldKind::words, "source:courier", "publication"},
    {"section", "", prefix::kSection, FieldKind::words, "section:business", "desk or rubric"},
    {"topic", "", prefix::kTopic, FieldKind::words, "topic:elections", "subjects and keywords"},
    {"lang", "language", prefix::kLanguage, FieldKind::code, "lang:de", "language, as an ISO 639 code"},
    {"id", "", prefix::kId, FieldKind::whole, "id:urn:newsml:1234", "the article's own id, whole"},
    {"url", "", prefix::kUrl, FieldKind::whole, "url:https://example.org/a", "the article's address, whole"},
    {"date", "", "", FieldKind::date, "date:2024-01..2024-06", "day, month or year of publication, or a range"},
    {"since", "", "", FieldKind::since, "since:7d",
     "published in the last days (d), weeks (w), months (m) or years (y)"},
    {"words", "", "", FieldKind::length, "words:>300", "number of the body's words"},
    {"saved", "", "", FieldKind::saved, "saved:harbour", "what the saved query of that name finds"},
}};

/// The field of that name or alias (lower case), or nullptr.
[[nodiscard]] constexpr const Field* find_field(std::string_view name) {
  for (const Field& field : kFields) {
    if (field.name == name || (!field.alias.empty() && field.alias == name)) return &field;
  }
  return nullptr;
}

/// How many times a headline word counts in the rank where a body word counts once.
inline constexpr std::uint32_t kTitleFactor = 3;

}  // namespace news
