// UTF-8 text helpers that both programs need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace news {

/// A decoded character and the bytes it took. Invalid input gives U+FFFD with the length of the ill-formed piece
/// (Unicode 15, section 3.9, "maximal subpart"), at least 1.
struct Decoded {
  char32_t character;
  std::size_t length;
  bool valid;
};

/// Decodes the character that begins at `offset`. REQUIRES: offset < text.size().
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t offset) noexcept;

/// Appends a character as UTF-8. REQUIRES: a Unicode scalar value.
void append_utf8(std::string& text, char32_t character);

/// Byte offset of the first ill-formed sequence, or npos where the text is valid UTF-8.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text) noexcept;

/// The text with every ill-formed piece replaced by U+FFFD.
[[nodiscard]] std::string scrub_utf8(std::string_view text);

/// White space as text editors see it: blank, tab, line ends, form feed, and U+00A0, U+2000-200A, U+2028, U+2029,
/// U+202F, U+205F, U+3000, U+FEFF, U+0085.
[[nodiscard]] bool is_space(char32_t character) noexcept;

/// Without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Trimmed, every run of white space and control characters as one blank.
[[nodiscard]] std::string one_line(std::string_view text);

/// Text from anywhere made safe for a terminal or log line: control characters (C0 but tab and newline, DEL, C1),
/// bidirectional overrides and isolates (U+202A-202E, U+2066-2069) become U+FFFD, ill-formed UTF-8 too.
[[nodiscard]] std::string sanitise(std::string_view text);

/// Unicode's composed form (NFC): one spelling for é, 서 and が, whatever a source writes. Valid UTF-8 in, valid UTF-8
/// out.
[[nodiscard]] std::string compose(std::string_view text);

/// JSON made safe for a terminal: DEL, C1 controls and bidirectional overrides, which JSON may hold as they are, are
/// written as \u escapes. The same JSON to a parser. REQUIRES: valid UTF-8.
[[nodiscard]] std::string escape_json_controls(std::string json);

/// Full case folding and NFKC (Unicode's toNFKC_Casefold), accents kept. REQUIRES: valid UTF-8.
[[nodiscard]] std::string fold_case(std::string_view text);

/// ASCII only; other bytes stay.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool iequals_ascii(std::string_view a, std::string_view b) noexcept;

/// How many characters (not bytes) a valid text has.
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

/// A number with its word, for people: `1 article`, `2 articles`. `several`: where that is not the word with an s.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view several = {});

/// The name that was most likely meant by a misspelt one: the first of those that differ from it in the fewest letters
/// (bytes added, left out or changed), in at most two of them and not in all; empty where there is none.
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

}  // namespace news
