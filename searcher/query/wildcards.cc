#include "searcher/query/wildcards.h"

#include <algorithm>

#include "common/analysis/fold.h"
#include "common/text.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

using analysis::CharClass;

/// Lisu letters: without case, without marks, not joined to their neighbours, and folded to themselves.
constexpr char32_t kFirstStandIn = 0xA4D0;
constexpr char32_t kLastStandIn = 0xA4F7;

bool spells(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return false;
  const CharClass cls = analysis::char_at(text, offset).cls;
  return cls == CharClass::letter || cls == CharClass::digit || cls == CharClass::mark;
}

/// A letter that the text does not have; nothing where it has them all, which no word does.
std::string stand_in(std::string_view text, char32_t& next) {
  for (; next <= kLastStandIn; ++next) {
    std::string letter;
    append_utf8(letter, next);
    if (text.find(letter) != std::string_view::npos) continue;
    ++next;
    return letter;
  }
  return {};
}

std::size_t next_character(std::string_view text, std::size_t at) { return at + decode_utf8(text, at).length; }

/// Calls `found` with the offset of each wildcard of a piece without blanks.
template <typename Found>
void find_wildcards(std::string_view piece, Found found) {
  if (piece.starts_with('*') || piece.find("://") != std::string_view::npos) return;
  bool behind = false;  // a letter, a digit or a wildcard stands before
  for (std::size_t at = 0; at < piece.size();) {
    bool wildcard = behind && piece[at] == '*';
    if (behind && piece[at] == '?') {
      const std::size_t letter = std::min(piece.find_first_not_of("?*", at), piece.size());
      wildcard = spells(piece, letter);
    }
    if (wildcard) found(at);
    behind = wildcard || spells(piece, at);
    at = next_character(piece, at);
  }
}

}  // namespace

Wildcards::Wildcards(std::string_view text, std::size_t begin) {
  if (text.find_first_of("*?") == std::string_view::npos) {
    text_ = text;
    return;
  }
  char32_t next = kFirstStandIn;
  const std::string star = stand_in(text, next);
  const std::string mark = stand_in(text, next);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(decode_utf8(text, end).character)) end = next_character(text, end);
    std::size_t copied = at;
    find_wildcards(text.substr(at, end - at), [&](std::size_t offset) {
      const std::size_t wildcard = at + offset;
      if (star.empty() || mark.empty()) {
        throw QueryError(begin + wildcard, begin + wildcard + 1, "this text is no word that can be truncated");
      }
      if (star_.empty()) first_ = begin + wildcard;
      star_ = star;
      mark_ = mark;
      text_.append(text, copied, wildcard - copied).append(text[wildcard] == '*' ? star : mark);
      copied = wildcard + 1;
    });
    text_.append(text, copied, end - copied);
    at = end;
    if (at < text.size()) {
      const std::size_t behind = next_character(text, at);
      text_.append(text, at, behind - at);
      at = behind;
    }
  }
}

Word Wildcards::word(std::string_view term) const {
  Word word;
  if (star_.empty()) {
    word.text = term;
    return word;
  }
  std::size_t letters = 0;
  bool early = false;
  for (std::size_t at = 0; at < term.size();) {
    const std::string_view rest = term.substr(at);
    const bool star = rest.starts_with(star_);
    if (!star && !rest.starts_with(mark_)) {
      const std::size_t behind = next_character(term, at);
      word.text.append(term, at, behind - at);
      at = behind;
      ++letters;
      continue;
    }
    early = early || (!word.pattern && letters < (star ? 2U : 1U));
    word.pattern = true;
    if (!star || !word.text.ends_with('*')) word.text += star ? '*' : '?';
    at += star ? star_.size() : mark_.size();
  }
  if (word.pattern && (early || letters < 2)) {
    throw QueryError(first_, first_ + 1, "too few letters stand before this wildcard",
                     "two must stand before a *, one before a ?; in quotes of a field such as id: it is text");
  }
  return word;
}

bool fits(std::string_view pattern, std::string_view word) {
  std::size_t p = 0;
  std::size_t w = 0;
  std::size_t star = std::string_view::npos;  // behind the last star passed
  std::size_t resume = 0;                     // where in the word it is tried next
  while (w < word.size()) {
    const bool more = p < pattern.size();
    if (more && pattern[p] == '*') {
      star = ++p;
      resume = w;
    } else if (more && (pattern[p] == '?' || pattern[p] == word[w])) {
      w = pattern[p] == '?' ? next_character(word, w) : w + 1;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star;
      resume = next_character(word, resume);
      w = resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string_view literal_prefix(std::string_view pattern) {
  return pattern.substr(0, std::min(pattern.find_first_of("*?"), pattern.size()));
}

}  // namespace news::query
