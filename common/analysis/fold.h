// Characters: what part they play in words, and the folded form under which words meet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace news::analysis {

/// The part a character plays in tokenizing.
enum class CharClass : std::uint8_t {
  separator,   ///< anything that no word contains
  letter,      ///< alphabetic, of a script that separates words
  digit,       ///< decimal digits and other numerals
  mark,        ///< combining: belongs to the character before it
  ignorable,   ///< soft hyphen, zero-width characters: as if it were not there
  apostrophe,  ///< ' and its typographic kin
  hyphen,      ///< - and all hyphens and dashes that join words (not the em dash)
  ideograph,   ///< Han, Kana, Hangul, Bopomofo: a position each, found by pairs
  unspaced,    ///< Thai, Lao, Khmer, Burmese: words without blanks between, cut by ICU's dictionaries
};

/// A character at some place of a text.
struct CharInfo {
  CharClass cls;
  std::uint8_t length;      ///< bytes in the text
  char32_t character;       ///< U+FFFD where the text is not valid UTF-8
  std::string_view folded;  ///< UTF-8; lives as long as the program; may be empty
};

/// Classifies and folds the character at `offset`. REQUIRES: offset < text.size(). Thread-safe; a block of 32
/// characters is worked out at its first use.
///
/// Folding: Unicode's NFKC_Casefold (ß -> ss), then accents go from Latin and Greek letters (é -> e), Latin letters
/// that do not decompose are spelled out (ø -> o, æ -> ae, ł -> l), Cyrillic ё -> е, Arabic alefs alike and vowel
/// signs, tatweel and Hebrew points away, decimal digits of all scripts to 0-9.
[[nodiscard]] CharInfo char_at(std::string_view text, std::size_t offset);

/// What a combining mark does to the character before it.
struct MarkFold {
  std::string folded;
  bool replaces_base;  ///< `folded` stands for both (и + U+0306 is й); else it is to be appended (it may be empty)
};

/// Folds a mark behind its base, so that decomposed text meets composed text. REQUIRES: both Unicode scalar values.
[[nodiscard]] MarkFold fold_mark(char32_t base, char32_t mark);

}  // namespace news::analysis
