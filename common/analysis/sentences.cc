#include "common/analysis/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "common/analysis/packed_word.h"
#include "common/text.h"

namespace news::analysis {
namespace {

template <std::size_t kCount>
constexpr std::array<std::uint64_t, kCount> packed_words(const std::string_view (&words)[kCount]) {
  std::array<std::uint64_t, kCount> packed{};
  std::transform(std::begin(words), std::end(words), packed.begin(), packed_word);
  return packed;
}

/// Abbreviations that a capital often follows. Titles, ranks, company forms, places; English, German, French,
/// Spanish.
constexpr std::array kAbbreviations = packed_words<79>(
    {"adm", "approx", "apr",  "asst", "aug",  "ave",    "bhd",  "bldg", "blvd", "brig", "bros", "bzw",  "capt", "cf",
     "cia", "cie",    "cmdr", "co",   "col",  "comm",   "corp", "cpl",  "ct",   "dec",  "dept", "det",  "dist", "dr",
     "dra", "drs",    "eng",  "etc",  "feb",  "fr",     "frl",  "ft",   "gen",  "gov",  "hon",  "hr",   "inc",  "insp",
     "jan", "jr",     "ltd",  "lt",   "maj",  "messrs", "mgr",  "mlle", "mme",  "mr",   "mrs",  "ms",   "msgr", "mt",
     "nov", "nr",     "oct",  "ph",   "pres", "prof",   "pte",  "rep",  "reps", "rev",  "sen",  "sens", "sept", "sgt",
     "sr",  "sra",    "st",   "ste",  "str",  "supt",   "univ", "vs",   "wm"});

/// Abbreviations only before a number: "No. 5" but "No. He left", "on Sat. 5".
constexpr std::array kBeforeNumbers =
    packed_words<22>({"art", "bd", "ch", "fig", "fri", "mar", "mon", "no",  "nos", "p",   "par",
                      "pp",  "r",  "s",  "sat", "sec", "sep", "sun", "thu", "tue", "vol", "wed"});

/// Whether a table has the word, whatever its case.
bool lists(const auto& table, std::string_view word) {
  if (word.size() > kMostPackedBytes) return false;
  return std::find(table.begin(), table.end(), packed_word(ascii_lower(word))) != table.end();
}

bool is_terminator(char32_t c) {
  switch (c) {
    case U'.':
    case U'!':
    case U'?':
    case U'…':
    case U'؟':
    case U'۔':
    case U'।':
    case U'։':
      return true;
    default:
      return false;
  }
}

/// Full-width ends, behind which no blank is written.
bool ends_without_space(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'｡' || c == U'．'; }

bool is_closing(char32_t c) {
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_END_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:  // »quoted« in German closes with the French opening sign
    case U_FINAL_PUNCTUATION:
      return true;
    default:
      return c == U'"' || c == U'\'' || c == U'*' || c == U'_';
  }
}

bool can_begin_sentence(char32_t c) {
  return u_isUUppercase(static_cast<UChar32>(c)) != 0 || u_isdigit(static_cast<UChar32>(c)) != 0 ||
         u_istitle(static_cast<UChar32>(c)) != 0 ||
         (u_isalpha(static_cast<UChar32>(c)) != 0 && u_isULowercase(static_cast<UChar32>(c)) == 0);
}

bool is_abbreviation(std::string_view word, char32_t next) {
  if (word.find('.') != std::string_view::npos) return true;  // U.S., p.m.
  if (count_characters(word) == 1) return u_isalpha(static_cast<UChar32>(decode_utf8(word, 0).character)) != 0;
  return lists(kAbbreviations, word) || (u_isdigit(static_cast<UChar32>(next)) != 0 && lists(kBeforeNumbers, word));
}

}  // namespace

Boundary boundary_between(std::string_view text, std::string_view word, std::size_t begin, std::size_t end) {
  bool terminated = word.ends_with('.');
  bool by_dot_only = terminated;
  bool spaced = false;
  bool sentence = false;
  int newlines = 0;  // since the last character that is no white space
  const char32_t next = decode_utf8(text, end).character;
  for (std::size_t i = begin; i < end;) {
    const Decoded decoded = decode_utf8(text, i);
    const char32_t c = decoded.character;
    if (c == '\n') {
      if (++newlines == 2) return Boundary::paragraph;
      if (terminated) spaced = true;
    } else if (is_space(c)) {
      if (terminated) spaced = true;
    } else {
      newlines = 0;
      if (ends_without_space(c)) {
        sentence = true;
      } else if (is_terminator(c)) {
        by_dot_only = c == U'.' && !terminated;  // "..." is an ellipsis, not the dot of an abbreviation
        terminated = true;
        spaced = false;
      } else if (!is_closing(c) && !spaced) {
        terminated = false;
      }
    }
    i += decoded.length;
  }
  if (sentence) return Boundary::sentence;
  if (!terminated || !spaced || !can_begin_sentence(next)) return Boundary::none;
  return by_dot_only && is_abbreviation(word, next) ? Boundary::none : Boundary::sentence;
}

}  // namespace news::analysis
