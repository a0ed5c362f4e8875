#include "common/analysis/tokenizer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/analysis/ascii_word.h"
#include "common/analysis/fold.h"
#include "common/analysis/numbers.h"
#include "common/analysis/segment.h"
#include "common/analysis/sentences.h"
#include "common/digest.h"
#include "common/text.h"

namespace news::analysis {
namespace {

/// Compounds of more parts, or longer, are lists or addresses and not one word: their parts are enough.
constexpr std::size_t kMaxCompoundParts = 8;

/// More dotted letters are no initials: a.b.c.d... would be looked at anew from each of its letters.
constexpr std::size_t kMaxInitials = 16;

/// How the fast path sees a byte.
enum class Ascii : std::uint8_t {
  separator,  ///< ends a word and can't continue one
  letter,
  digit,
  connector,  ///< may continue a word, depending on what follows
  high,       ///< first byte of a character beyond ASCII
};

constexpr std::array<Ascii, 256> make_ascii_classes() {
  std::array<Ascii, 256> classes{};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const auto ch = static_cast<char>(c);
    if (c >= 0x80) {
      classes[c] = Ascii::high;
    } else if ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z')) {
      classes[c] = Ascii::letter;
    } else if (ch >= '0' && ch <= '9') {
      classes[c] = Ascii::digit;
    } else if (ch == '\'' || ch == '`' || ch == '-' || ch == '&' || ch == '.' || ch == '+' || ch == '#') {
      classes[c] = Ascii::connector;
    } else {
      classes[c] = Ascii::separator;
    }
  }
  return classes;
}
constexpr std::array<Ascii, 256> kAscii = make_ascii_classes();

/// English endings behind an apostrophe that are words of their own or mark the genitive.
constexpr std::array<std::string_view, 6> kClitics = {"s", "ll", "re", "ve", "d", "m"};

/// What French, Italian and Catalan elide before a vowel.
constexpr std::array<std::string_view, 23> kElisions = {
    "l",    "d",    "j",    "m",  "t",     "s",      "n",      "c",      "qu",    "un",    "dell",  "all",
    "nell", "sull", "dall", "gl", "jusqu", "lorsqu", "puisqu", "quoiqu", "quell", "quest", "presqu"};

/// ASCII that ends neither a sentence nor a paragraph.
constexpr bool is_mere_gap(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != '.' && c != '!' && c != '?' && c != '\n';
}

bool is_word_class(CharClass cls) { return cls == CharClass::letter || cls == CharClass::digit; }

/// One run over one text.
class Run {
 public:
  Run(std::string_view text, TokenSink& sink, std::uint32_t position) : text_(text), sink_(sink), position_(position) {}

  std::uint32_t tokenize() {
    std::size_t i = 0;
    while (i < text_.size()) {
      switch (kAscii[byte(i)]) {
        case Ascii::letter:
        case Ascii::digit:
          i = ascii_word(i);
          break;
        case Ascii::high:
          i = beyond_ascii(i);
          break;
        case Ascii::separator:
        case Ascii::connector:
          ++i;
          break;
      }
    }
    return position_;
  }

 private:
  /// A piece of a chunk between hyphens or ampersands.
  struct Part {
    std::size_t begin = 0;  // in the text
    std::size_t end = 0;
    std::size_t folded_begin = 0;  // in folded_
    std::size_t folded_end = 0;
    bool ampersand_before = false;
  };

  [[nodiscard]] unsigned char byte(std::size_t i) const { return static_cast<unsigned char>(text_[i]); }
  [[nodiscard]] CharInfo at(std::size_t i) const {
    return i < text_.size() ? char_at(text_, i) : CharInfo{CharClass::separator, 0, 0, {}};
  }
  [[nodiscard]] bool word_at(std::size_t i) const { return is_word_class(at(i).cls); }
  [[nodiscard]] bool letter_at(std::size_t i) const { return at(i).cls == CharClass::letter; }
  [[nodiscard]] std::string_view folded(const Part& part) const {
    return std::string_view(folded_).substr(part.folded_begin, part.folded_end - part.folded_begin);
  }

  std::size_t ascii_word(std::size_t begin);
  [[nodiscard]] bool ends_word(std::size_t begin, std::size_t end) const;
  std::size_t beyond_ascii(std::size_t begin);
  std::size_t chunk(std::size_t begin);
  std::size_t scan_part(std::size_t begin, Part& part);
  [[nodiscard]] std::size_t initials_length(std::size_t begin) const;
  [[nodiscard]] std::size_t clitic_length(std::size_t apostrophe_end) const;
  [[nodiscard]] std::size_t healed_line_end(std::size_t hyphen_end, bool soft) const;
  [[nodiscard]] std::size_t programming_suffix(std::size_t end, const Part& part) const;
  void append_mark(const CharInfo& mark, char32_t base, std::size_t base_begin);
  [[nodiscard]] bool stands_among_capitals(std::size_t begin, std::size_t end) const;
  std::size_t ideographs(std::size_t begin);
  std::size_t unspaced(std::size_t begin);

  void emit_chunk(std::size_t begin);
  void emit_list(std::size_t begin);
  void emit_part(const Part& part, TokenKind kind);
  void emit(std::string_view term, std::size_t begin, std::size_t end, TokenKind kind);
  void mark_boundary(std::size_t next_begin);

  std::string_view text_;
  TokenSink& sink_;
  std::uint32_t position_;
  SmallWord lower_{};  // the fast path's word; longer ones go the other way
  std::string folded_;
  std::string joined_;
  std::vector<Part> parts_;
  bool in_list_ = false;        // the chunk has more parts than a compound may have
  bool any_ = false;            // a token came already
  std::size_t last_begin_ = 0;  // of the last token
  std::size_t last_end_ = 0;
};

/// The common case, without decoding: ASCII letters and digits up to something that can't continue the word.
std::size_t Run::ascii_word(std::size_t begin) {
  const std::size_t end = take_ascii_word(text_, begin, lower_);
  const std::size_t length = end - begin;
  if (length > lower_.size() || (end < text_.size() && !ends_word(begin, end))) return chunk(begin);
  if (length == 2 && text_[begin] == 'U' && text_[begin + 1] == 'S') return chunk(begin);
  mark_boundary(begin);
  any_ = true;
  last_begin_ = begin;
  last_end_ = end;
  sink_.token({std::string_view(lower_.data(), length), position_, static_cast<std::uint32_t>(begin),
               static_cast<std::uint32_t>(end), TokenKind::word});
  ++position_;
  return end;
}

/// Whether a word of ASCII letters and digits is whole where something else follows. If in doubt, no.
bool Run::ends_word(std::size_t begin, std::size_t end) const {
  const bool number = kAscii[byte(begin)] == Ascii::digit;
  const Ascii behind = end + 1 < text_.size() ? kAscii[byte(end + 1)] : Ascii::separator;
  switch (kAscii[byte(end)]) {
    case Ascii::connector:
      // A full stop or closing quote before a blank ends a word of more than one letter; all else needs a closer look.
      return (text_[end] == '.' || text_[end] == '\'') && (number || end - begin > 1) && behind == Ascii::separator;
    case Ascii::high: {
      // No closing quotation mark goes on; the not sign is what some recognition of scans makes of a hyphen.
      const CharInfo info = char_at(text_, end);
      return info.cls == CharClass::separator && info.character != U'\u00AC' && !number;
    }
    default:
      // 10,000 and 1/2 and 4:30
      return !number || behind != Ascii::digit || (text_[end] != ',' && text_[end] != '/' && text_[end] != ':');
  }
}

std::size_t Run::beyond_ascii(std::size_t begin) {
  const CharInfo info = char_at(text_, begin);
  switch (info.cls) {
    case CharClass::letter:
    case CharClass::digit:
      return chunk(begin);
    case CharClass::ideograph:
      return ideographs(begin);
    case CharClass::unspaced:
      return unspaced(begin);
    default:
      return begin + info.length;
  }
}

/// A word with everything that hangs on it: parts between hyphens and ampersands.
std::size_t Run::chunk(std::size_t begin) {
  folded_.clear();
  parts_.clear();
  in_list_ = false;
  std::size_t i = begin;
  bool ampersand = false;
  while (true) {
    Part part;
    part.ampersand_before = ampersand;
    i = scan_part(i, part);
    if (part.folded_end > part.folded_begin) parts_.push_back(part);
    if (parts_.size() > kMaxCompoundParts) emit_list(begin);
    const CharInfo joiner = at(i);
    ampersand = joiner.character == U'&';
    const std::size_t next = i + joiner.length;
    const bool joins = ampersand ? letter_at(next) : joiner.cls == CharClass::hyphen && word_at(next);
    if (!joins) break;
    i = next;
  }
  emit_chunk(begin);
  return i;
}

/// Parts of what has become too long for a compound, as they come: a megabyte of a-a-a must not be gathered first.
void Run::emit_list(std::size_t begin) {
  mark_boundary(begin);
  for (const Part& part : parts_) emit_part(part, TokenKind::part);
  parts_.clear();
  folded_.clear();
  in_list_ = true;
}

/// Scans one part, appending its folded form; returns where it ends in the text (behind a clitic that is passed over).
std::size_t Run::scan_part(std::size_t begin, Part& part) {
  part.begin = part.end = begin;
  part.folded_begin = part.folded_end = folded_.size();
  std::size_t i = begin;

  if (const std::size_t length = initials_length(begin); length > 0) {
    for (std::size_t j = begin; j < begin + length;) {
      const CharInfo info = at(j);
      if (info.cls == CharClass::letter) folded_.append(info.folded);
      j += info.length;
    }
    part.end = begin + length;
    part.folded_end = folded_.size();
    const CharInfo next = at(part.end);
    if (next.cls == CharClass::apostrophe) {
      if (const std::size_t clitic = clitic_length(part.end + next.length)) return part.end + next.length + clitic;
    }
    return part.end;
  }
  if (byte(begin) < 0x80 && kAscii[byte(begin)] == Ascii::digit) {
    const std::size_t length = number_length(text_, begin);
    append_number(text_.substr(begin, length), folded_);
    i = part.end = begin + length;
  }

  char32_t base = 0;           // the last letter, for a mark behind it
  std::size_t base_begin = 0;  // its folded form in folded_
  while (i < text_.size()) {
    if (const std::size_t end = ascii_word_end(text_, i); end > i) {
      base = byte(end - 1);
      for (; i < end; ++i) folded_ += small_ascii(text_[i]);
      base_begin = folded_.size() - 1;
      part.end = end;
      continue;
    }
    const CharInfo info = at(i);
    const std::size_t next = i + info.length;
    if (is_word_class(info.cls)) {
      base = info.character;
      base_begin = folded_.size();
      folded_.append(info.folded);
      i = part.end = next;
    } else if (info.cls == CharClass::mark && base != 0) {
      append_mark(info, base, base_begin);
      i = part.end = next;
    } else if (info.cls == CharClass::ignorable) {
      const std::size_t healed = healed_line_end(next, true);
      if (healed == 0 && !word_at(next) && at(next).cls != CharClass::mark && at(next).cls != CharClass::ignorable)
        break;
      i = healed > 0 ? healed : next;
    } else if (info.cls == CharClass::apostrophe && word_at(next)) {
      if (const std::size_t clitic = clitic_length(next); clitic > 0 && part.end > part.begin) {
        part.folded_end = folded_.size();
        return next + clitic;
      }
      const std::string_view so_far = std::string_view(folded_).substr(part.folded_begin);
      if (std::find(kElisions.begin(), kElisions.end(), so_far) != kElisions.end() && letter_at(next)) {
        folded_.resize(part.folded_begin);
        part.begin = part.end = next;
      }
      i = next;
    } else if ((info.cls == CharClass::hyphen || info.character == U'\u00AC') && base != 0) {
      const std::size_t healed = healed_line_end(next, false);
      if (healed == 0) break;
      i = healed;
    } else {
      break;
    }
  }
  part.folded_end = folded_.size();
  if (const std::size_t suffix = programming_suffix(part.end, part)) {
    folded_.append(text_.substr(part.end, suffix));
    part.end += suffix;
    part.folded_end = folded_.size();
  }
  return part.end;
}

/// Bytes of dotted initials (U.S., e.g., J.K.), their last dot included; 0 where there are none.
std::size_t Run::initials_length(std::size_t begin) const {
  std::size_t end = 0;
  std::size_t letters = 0;
  std::size_t i = begin;
  while (letters <= kMaxInitials) {
    const CharInfo letter = at(i);
    if (letter.cls != CharClass::letter) break;
    const std::size_t dot = i + letter.length;
    if (dot < text_.size() && text_[dot] == '.') {
      ++letters;
      i = end = dot + 1;
      continue;
    }
    // The last letter may stand without its dot (U.S), but not begin a word (e.g. "a.word").
    const CharClass after = at(dot).cls;
    if (letters >= 1 && !is_word_class(after) && after != CharClass::mark) {
      ++letters;
      end = dot;
    } else if (letters >= 1) {
      return 0;
    }
    break;
  }
  return letters >= 2 && letters <= kMaxInitials ? end - begin : 0;
}

/// Bytes of an English clitic that ends the word behind an apostrophe; 0 where there is none.
std::size_t Run::clitic_length(std::size_t begin) const {
  for (const std::string_view clitic : kClitics) {
    const std::size_t end = begin + clitic.size();
    if (iequals_ascii(text_.substr(std::min(begin, text_.size()), clitic.size()), clitic) && !word_at(end) &&
        at(end).cls != CharClass::mark) {
      return clitic.size();
    }
  }
  return 0;
}

/// Where a word broken at a line end goes on, given where its hyphen ends; 0 where it doesn't. A soft hyphen breaks any
/// word, a written one only before a small letter: "Stratford-⏎Upon" is a compound.
std::size_t Run::healed_line_end(std::size_t hyphen_end, bool soft) const {
  std::size_t i = hyphen_end;
  bool newline = false;
  while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t' || text_[i] == '\r' || text_[i] == '\n')) {
    if (text_[i] == '\n') {
      if (newline) return 0;  // a blank line: another paragraph
      newline = true;
    }
    ++i;
  }
  if (!newline) return 0;
  const CharInfo next = at(i);
  if (next.cls != CharClass::letter) return 0;
  return soft || u_isULowercase(static_cast<UChar32>(next.character)) != 0 ? i : 0;
}

/// Bytes of the ++ of C++ or the # of C#.
std::size_t Run::programming_suffix(std::size_t end, const Part& part) const {
  if (part.folded_end == part.folded_begin) return 0;
  if (text_.substr(end, 2) == "++" && !word_at(end + 2) && at(end + 2).character != U'+') return 2;
  if (part.folded_end - part.folded_begin == 1 && text_.substr(end, 1) == "#" && !word_at(end + 1) &&
      letter_at(part.begin)) {
    return 1;
  }
  return 0;
}

void Run::append_mark(const CharInfo& mark, char32_t base, std::size_t base_begin) {
  const MarkFold fold = fold_mark(base, mark.character);
  if (fold.replaces_base) folded_.resize(base_begin);
  folded_.append(fold.folded);
}

/// Whether the words on both sides are in capitals, as in a headline that shouts.
bool Run::stands_among_capitals(std::size_t begin, std::size_t end) const {
  const auto is_upper = [&](std::size_t i) { return i < text_.size() && text_[i] >= 'A' && text_[i] <= 'Z'; };
  std::size_t before = begin;
  while (before > 0 && text_[before - 1] == ' ') --before;
  std::size_t after = end;
  while (after < text_.size() && text_[after] == ' ') ++after;
  return before >= 2 && is_upper(before - 1) && is_upper(before - 2) && is_upper(after) && is_upper(after + 1);
}

std::size_t Run::ideographs(std::size_t begin) {
  CharInfo current = char_at(text_, begin);
  std::size_t i = begin;
  mark_boundary(begin);
  while (true) {
    const std::size_t next_begin = i + current.length;
    const CharInfo next = at(next_begin);
    const bool pairs = next.cls == CharClass::ideograph;
    if (pairs) {
      joined_.assign(current.folded);
      joined_.append(next.folded);
      emit(joined_, i, next_begin + next.length, TokenKind::ideograph_pair);
    }
    emit(current.folded, i, next_begin, TokenKind::ideograph);
    ++position_;
    if (!pairs) return next_begin;
    i = next_begin;
    current = next;
  }
}

std::size_t Run::unspaced(std::size_t begin) {
  std::size_t end = begin;
  while (end < text_.size()) {
    const CharInfo info = char_at(text_, end);
    if (info.cls != CharClass::unspaced && info.cls != CharClass::mark && info.cls != CharClass::ignorable) break;
    end += info.length;
  }
  std::size_t word = begin;
  for (const std::size_t length : segment_words(text_.substr(begin, end - begin))) {
    folded_.clear();
    for (std::size_t i = word; i < word + length;) {
      const CharInfo info = char_at(text_, i);
      folded_.append(info.folded);
      i += info.length;
    }
    mark_boundary(word);
    if (!folded_.empty()) {
      emit(folded_, word, word + length, TokenKind::word);
      ++position_;
    }
    word += length;
  }
  return end;
}

void Run::emit_chunk(std::size_t begin) {
  if (parts_.empty()) return;
  if (in_list_) return emit_list(begin);
  mark_boundary(begin);  // with what is elided: the capital of L'école begins a sentence
  if (parts_.size() == 1) {
    emit_part(parts_.front(), TokenKind::word);
    return;
  }
  joined_.clear();
  for (const Part& part : parts_) {
    const std::string_view piece = folded(part);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (part.ampersand_before) {
      joined_ += '&';
    } else if (!joined_.empty() && is_digit(joined_.back()) && is_digit(piece.front())) {
      joined_ += '-';  // 3-2 is not 32
    }
    joined_.append(piece);
  }
  if (joined_.size() <= kMaxTermBytes) {
    emit(joined_, parts_.front().begin, parts_.back().end, TokenKind::compound);
  }
  for (const Part& part : parts_) emit_part(part, TokenKind::part);
}

void Run::emit_part(const Part& part, TokenKind kind) {
  const std::string_view term = folded(part);
  const std::string_view written = text_.substr(part.begin, part.end - part.begin);
  const bool dotted = written.find('.') != std::string_view::npos;
  if (term == "us" && (written == "US" || dotted)) {
    emit("u.s", part.begin, part.end, kind);
    if (!dotted && stands_among_capitals(part.begin, part.end)) emit(term, part.begin, part.end, TokenKind::variant);
  } else {
    emit(term, part.begin, part.end, kind);
  }
  ++position_;
}

void Run::emit(std::string_view term, std::size_t begin, std::size_t end, TokenKind kind) {
  any_ = true;
  last_begin_ = begin;
  last_end_ = end;
  if (term.size() > kMaxTermBytes) {
    std::size_t kept = 64;
    while ((static_cast<unsigned char>(term[kept]) & 0xC0U) == 0x80U) --kept;
    const std::string cut = std::string(term.substr(0, kept)) + '~' + to_hex(digest_of(term));
    sink_.token({cut, position_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
    return;
  }
  sink_.token({term, position_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
}

void Run::mark_boundary(std::size_t next_begin) {
  if (!any_ || next_begin <= last_end_) return;
  const std::string_view gap = text_.substr(last_end_, next_begin - last_end_);
  if (text_[last_end_ - 1] != '.' && std::all_of(gap.begin(), gap.end(), is_mere_gap)) return;
  const std::string_view word = text_.substr(last_begin_, last_end_ - last_begin_);
  switch (boundary_between(text_, word, last_end_, next_begin)) {
    case Boundary::none:
      break;
    case Boundary::sentence:
      sink_.sentence_end(position_ - 1);
      break;
    case Boundary::paragraph:
      sink_.paragraph_end(position_ - 1);
      break;
  }
}

}  // namespace

std::uint32_t tokenize(std::string_view text, TokenSink& sink, std::uint32_t first_position) {
  return Run(text, sink, first_position).tokenize();
}

}  // namespace news::analysis
