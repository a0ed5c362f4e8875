// The one plain record between all readers, the index and the output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates.h"
#include "common/digest.h"

namespace news {

/// Where an article's bytes stand.
struct Provenance {
  std::string path;          ///< real path of the outermost file; "-" for standard input
  std::string member;        ///< path inside the container, nested ones joined by '/'; empty for a plain file
  std::uint64_t offset = 0;  ///< first byte of the record in the decompressed member
  std::uint64_t length = 0;  ///< bytes of the record
  Digest record;             ///< digest of those raw bytes, before any charset decoding

  bool operator==(const Provenance&) const = default;
};

/// One article. A dumb holder: all text is valid UTF-8 without control characters (see normalise), fields that the
/// source does not state are empty.
struct Article {
  std::string id;                       ///< as the source states it (guid, docno, doc-id, url), else derived
  std::string title;                    ///< headline, one line
  std::string deck;                     ///< subheadline or summary line, one line
  std::vector<std::string> bylines;     ///< authors, one each, without "By"
  std::string dateline;                 ///< place of the dateline, as written ("WASHINGTON", "Paris, France")
  std::string agency;                   ///< agency or wire credited in the dateline or credit line
  std::string source;                   ///< publication or feed that the article comes from
  std::string section;                  ///< desk or rubric
  std::vector<std::string> topics;      ///< subjects, keywords
  std::string language;                 ///< ISO 639-1 code where there is one, lower case; else empty
  std::string url;                      ///< canonical address
  std::optional<StatedTime> published;  ///< first publication
  std::optional<StatedTime> updated;    ///< last change
  std::uint64_t version = 0;            ///< number that the source gives to this state of the item; 0: it gives none
  std::string edition;                  ///< edition of a printed paper
  std::string page;                     ///< page of a printed paper
  std::vector<std::string> paragraphs;  ///< body text; no paragraph is empty or holds a blank line
  std::string format;                   ///< name of the reader (formats table)
  std::vector<Provenance> provenances;  ///< one from a reader; several where files state the same article

  bool operator==(const Article&) const = default;
};

/// The body as it is stored, shown and counted in byte offsets: the paragraphs separated by one blank line ("\n\n").
[[nodiscard]] std::string body_of(const Article& article);

/// Paragraphs of a text that separates them by blank lines (lines of nothing but white space).
[[nodiscard]] std::vector<std::string> split_paragraphs(std::string_view text);

/// Puts an article into the one form in which it is stored, whatever reader it came from: invalid UTF-8 becomes U+FFFD,
/// characters are composed (NFC), control characters go (line ends inside a paragraph and tabs stay), single-line
/// fields have their inner white space as one blank and none outside, empty paragraphs, bylines and topics and repeated
/// ones go, paragraphs are split at blank lines and trimmed, the language becomes a lower-case primary subtag ("en-US"
/// -> "en").
void normalise(Article& article);

/// Digest of everything that makes an article what it is: all fields but id, provenances and format. The article must
/// be normalised.
[[nodiscard]] Digest content_digest(const Article& article);

/// What makes two records the same article: digest of the case-folded source, NUL, and the id.
[[nodiscard]] Digest identity_digest(const Article& article);

}  // namespace news
