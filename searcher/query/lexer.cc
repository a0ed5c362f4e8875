#include "searcher/query/lexer.h"

#include <algorithm>
#include <array>

#include "common/analysis/fold.h"
#include "common/text.h"
#include "searcher/query/operators.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

using analysis::CharClass;

constexpr std::array<char32_t, 8> kQuotes = {U'"',      U'\u201C', U'\u201D', U'\u201E',
                                             U'\u201F', U'\u00AB', U'\u00BB', U'\uFF02'};

bool is_quote(char32_t c) { return std::find(kQuotes.begin(), kQuotes.end(), c) != kQuotes.end(); }

bool is_word_character(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return false;
  const CharClass cls = analysis::char_at(text, offset).cls;
  return cls == CharClass::letter || cls == CharClass::digit || cls == CharClass::ideograph ||
         cls == CharClass::unspaced;
}

/// Where the character that ends at this place begins. REQUIRES: offset > 0.
std::size_t character_before(std::string_view text, std::size_t offset) {
  std::size_t begin = offset - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  return begin;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::string field_hint(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Field& field : kFields) {
    names.push_back(field.name);
    if (!field.alias.empty()) names.push_back(field.alias);
  }
  if (const Field* meant = find_field(nearest_name(name, names)); meant != nullptr) {
    return "did you mean " + std::string(meant->name) + ":?";
  }
  std::string known = "to search for the text itself, put it in quotes; fields are";
  for (const Field& field : kFields) known += " " + std::string(field.name) + ":";
  return known;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  std::vector<Lexeme> run() {
    while (skip_space()) lexeme();
    balance();
    add(Lexeme::Kind::end, query_.size(), query_.size());
    return std::move(lexemes_);
  }

 private:
  [[nodiscard]] Decoded at(std::size_t offset) const {
    return offset < query_.size() ? decode_utf8(query_, offset) : Decoded{0, 0, false};
  }
  [[nodiscard]] bool blank_or_end(std::size_t offset) const {
    return offset >= query_.size() || is_space(at(offset).character);
  }
  /// Whether nothing, or a blank, or an opening parenthesis stands before this place.
  [[nodiscard]] bool begins_chunk(std::size_t offset) const {
    return offset == 0 || query_[offset - 1] == '(' || space_before(offset);
  }
  [[nodiscard]] bool space_before(std::size_t offset) const {
    return offset == 0 || is_space(at(character_before(query_, offset)).character);
  }
  bool skip_space() {
    while (i_ < query_.size() && is_space(at(i_).character)) i_ += at(i_).length;
    return i_ < query_.size();
  }
  void add(Lexeme::Kind kind, std::size_t begin, std::size_t end, const Field* field = nullptr) {
    lexemes_.push_back({kind, query_.substr(begin, end - begin), field, begin, end, {}, 0});
  }
  [[nodiscard]] bool behind_field() const { return !lexemes_.empty() && lexemes_.back().kind == Lexeme::Kind::field; }
  [[nodiscard]] bool behind_raw_field() const { return behind_field() && !takes_words(lexemes_.back().field->kind); }

  void lexeme();
  void quoted();
  void raw_value();
  void chunk();
  bool field_at(std::size_t begin, std::size_t end);
  [[nodiscard]] bool excludes(std::size_t dash) const;
  [[nodiscard]] bool operand_directly_at(std::size_t offset) const;
  [[nodiscard]] bool stated_day_at(std::size_t offset) const;
  [[nodiscard]] std::size_t range_goes_on_at(std::string_view so_far) const;
  bool operator_at(std::size_t begin, std::size_t end);
  [[nodiscard]] bool is_mouth(std::size_t parenthesis) const;
  void balance();

  std::string_view query_;
  std::size_t i_ = 0;
  std::vector<Lexeme> lexemes_;
};

void Lexer::lexeme() {
  const Decoded c = at(i_);
  if (is_quote(c.character)) {
    quoted();
  } else if (behind_raw_field()) {
    raw_value();
  } else if (c.character == U'(' || c.character == U')') {
    add(c.character == U'(' ? Lexeme::Kind::open : Lexeme::Kind::close, i_, i_ + 1);
    ++i_;
  } else if (excludes(i_)) {
    add(Lexeme::Kind::op_not, i_, i_ + 1);
    ++i_;
  } else {
    chunk();
  }
}

/// Whether the dash of -word stands here. Throws where several dashes do: is --word meant to be excluded or not?
bool Lexer::excludes(std::size_t dash) const {
  if (query_[dash] != '-' || !begins_chunk(dash)) return false;
  const std::size_t behind = std::min(query_.find_first_not_of('-', dash), query_.size());
  if (!operand_directly_at(behind)) return false;
  if (behind - dash == 1) return true;
  std::size_t end = behind;
  while (is_word_character(query_, end)) end += at(end).length;
  const std::string word(end > behind ? query_.substr(behind, end - behind) : "word");
  throw QueryError(dash, behind, "several dashes stand before a word", "write -" + word + " or NOT " + word);
}

/// Whether the text from here to the next blank or closing parenthesis holds anything to search for.
bool Lexer::operand_directly_at(std::size_t offset) const {
  for (std::size_t i = offset; !blank_or_end(i) && query_[i] != ')'; i += at(i).length) {
    if (is_word_character(query_, i) || is_quote(at(i).character) || query_[i] == '(') return true;
  }
  return false;
}

void Lexer::quoted() {
  const std::size_t open = i_;
  std::size_t i = i_ + at(i_).length;
  const std::size_t begin = i;
  while (i < query_.size() && !is_quote(at(i).character)) i += at(i).length;
  if (i >= query_.size()) {
    // A quote by itself, or the inch sign of 5", is pasted text and not a phrase left open.
    const bool alone = space_before(open) && blank_or_end(begin);
    const bool inches = open > 0 && is_ascii_digit(query_[open - 1]);
    if (!alone && !inches) {
      throw QueryError(open, begin, "this quote is never closed",
                       "close the phrase with another quote, or leave it out");
    }
    i_ = begin;
    return;
  }
  lexemes_.push_back({Lexeme::Kind::phrase, query_.substr(begin, i - begin), nullptr, open, i + at(i).length, {}, 0});
  i_ = i + at(i).length;
}

/// Text behind `date:`, `id:` and the like, up to a blank or the parenthesis that ends its group.
void Lexer::raw_value() {
  const std::size_t begin = i_;
  const Field& field = *lexemes_.back().field;
  const FieldKind kind = field.kind;
  const bool ranges = kind == FieldKind::date || kind == FieldKind::length;
  int depth = 0;
  while (i_ < query_.size()) {
    if (is_space(at(i_).character)) {
      const std::size_t next = ranges ? range_goes_on_at(query_.substr(begin, i_ - begin)) : i_;
      if (next == i_) break;
      i_ = next;
    }
    if (query_[i_] == '(') ++depth;
    if (query_[i_] == ')' && --depth < 0) break;
    i_ += at(i_).length;
  }
  // An id or an address may be written in parentheses, but not with a blank between them.
  const bool list = begin < i_ && query_[begin] == '(' && (kind != FieldKind::whole || depth > 0);
  if (list) {
    const std::string name = std::string(field.name) + ":";
    throw QueryError(begin, begin + 1, name + " takes one value, no list in parentheses",
                     "write the field before each value: (" + name + "... OR " + name + "...)");
  }
  add(Lexeme::Kind::value, begin, i_);
  if (i_ == begin) ++i_;  // a parenthesis where a value should be: the parser complains
}

/// Whether a year, a month or a day stands here, well-formed or nearly so.
bool Lexer::stated_day_at(std::size_t offset) const {
  for (std::size_t i = offset; i < offset + 4; ++i) {
    if (i >= query_.size() || !is_ascii_digit(query_[i])) return false;
  }
  const std::size_t behind = offset + 4;
  return blank_or_end(behind) || query_[behind] == '-' || query_[behind] == ')';
}

/// Where the range before the blanks at i_ goes on behind them (2024-01 .. 2024-06, >= 2020); i_ where it doesn't. What
/// follows an open range is not always its end: "date:2024.. 500 dead" are two words more.
std::size_t Lexer::range_goes_on_at(std::string_view so_far) const {
  std::size_t next = i_;
  while (next < query_.size() && is_space(at(next).character)) next += at(next).length;
  if (next == query_.size()) return i_;
  const bool compares = so_far == ">" || so_far == ">=" || so_far == "<" || so_far == "<=";
  if (compares) return next;
  if (so_far.ends_with("..")) return stated_day_at(next) ? next : i_;
  const std::size_t behind = next + 2;
  const bool single = is_ascii_digit(so_far.front()) && so_far.find("..") == std::string_view::npos;
  const bool dots = single && query_.substr(next, 2) == ".." &&
                    (blank_or_end(behind) || query_[behind] == ')' || stated_day_at(behind));
  return dots ? next : i_;
}

void Lexer::chunk() {
  const std::size_t begin = i_;
  std::size_t end = begin;
  while (end < query_.size()) {
    const char32_t c = at(end).character;
    if (is_space(c) || is_quote(c) || c == U'(' || c == U')') break;
    end += at(end).length;
  }
  if (field_at(begin, end)) return;
  i_ = end;
  const std::string_view text = query_.substr(begin, end - begin);
  // *emphasis* has a second star, be it words later; a list's bullet has a blank behind it.
  if (text.starts_with('*') && is_word_character(query_, begin + 1) &&
      query_.find('*', begin + 1) == std::string_view::npos) {
    throw QueryError(begin, begin + 1, "no letters stand before this wildcard",
                     "words are truncated at their ends, such as harb*; to search for the text, put it in quotes");
  }
  if (operator_at(begin, end)) return;
  if (text == "AND") {
    add(Lexeme::Kind::op_and, begin, end);
  } else if (text == "OR") {
    add(Lexeme::Kind::op_or, begin, end);
  } else if (text == "NOT") {
    add(Lexeme::Kind::op_not, begin, end);
  } else if (text.starts_with('=') && is_word_character(query_, begin + 1)) {
    lexemes_.push_back({Lexeme::Kind::exact, text.substr(1), nullptr, begin, end, {}, 0});
  } else if (operand_directly_at(begin) || behind_field()) {
    add(Lexeme::Kind::word, begin, end);
  }
}

/// Takes a chunk that is a proximity operator or ATLEAST.
bool Lexer::operator_at(std::size_t begin, std::size_t end) {
  const std::string_view text = query_.substr(begin, end - begin);
  if (const auto distance = read_distance(text, begin)) {
    const bool negated =
        !lexemes_.empty() && lexemes_.back().kind == Lexeme::Kind::op_not && lexemes_.back().text == "NOT";
    if (negated) {
      begin = lexemes_.back().begin;
      lexemes_.pop_back();
    }
    add(negated ? Lexeme::Kind::beyond : Lexeme::Kind::near, begin, end);
    lexemes_.back().distance = *distance;
    return true;
  }
  const auto count = read_at_least(text, begin);
  if (!count) return false;
  std::size_t next = end;
  while (next < query_.size() && is_space(at(next).character)) next += at(next).length;
  if (next == query_.size() || query_[next] != '(') {
    throw QueryError(begin, end, std::string(text) + " has no parentheses behind it",
                     "such as " + std::string(text) + "(strike OR walkout)");
  }
  add(Lexeme::Kind::at_least, begin, end);
  lexemes_.back().count = *count;
  return true;
}

/// Takes `name:` off the front of a chunk if it is a field's.
bool Lexer::field_at(std::size_t begin, std::size_t end) {
  std::size_t colon = begin;
  while (colon < end && is_ascii_letter(query_[colon])) ++colon;
  if (colon == begin || colon >= end || query_[colon] != ':') return false;
  const std::string name = ascii_lower(query_.substr(begin, colon - begin));
  const std::size_t next = colon + 1;
  if (const Field* field = find_field(name)) {
    add(Lexeme::Kind::field, begin, next, field);
    i_ = next;
    return true;
  }
  // "Breaking: storm", "https://..." and "so:" are text; "titel:storm" is a mistake.
  const bool has_operand =
      is_word_character(query_, next) ||
      (next < query_.size() &&
       (is_quote(at(next).character) || std::string_view("(<>=").find(query_[next]) != std::string_view::npos));
  if (!has_operand || name == "mailto") return false;
  throw QueryError(begin, next, "there is no field '" + name + "'", field_hint(name));
}

/// Whether eyes, with or without a nose, stand before a parenthesis: :) ;-) :(
bool Lexer::is_mouth(std::size_t parenthesis) const {
  std::string_view before = query_.substr(0, parenthesis);
  if (before.ends_with('-')) before.remove_suffix(1);
  return before.ends_with(':') || before.ends_with(';');
}

/// Pairs parentheses. One that stands alone, or is the mouth of a smiley, is text; behind a field it never is.
void Lexer::balance() {
  std::vector<std::size_t> open;
  std::vector<std::size_t> unpaired;
  for (std::size_t n = 0; n < lexemes_.size(); ++n) {
    if (lexemes_[n].kind == Lexeme::Kind::open) open.push_back(n);
    if (lexemes_[n].kind != Lexeme::Kind::close) continue;
    if (open.empty()) {
      unpaired.push_back(n);
    } else {
      open.pop_back();
    }
  }
  unpaired.insert(unpaired.end(), open.begin(), open.end());
  for (const std::size_t n : unpaired) {
    Lexeme& lexeme = lexemes_[n];
    const bool opens = lexeme.kind == Lexeme::Kind::open;
    const bool alone = space_before(lexeme.begin) && blank_or_end(lexeme.end);
    const bool smiley = is_mouth(lexeme.begin) && (!opens || blank_or_end(lexeme.end));
    const bool behind_field = n > 0 && lexemes_[n - 1].kind == Lexeme::Kind::field;
    if (behind_field || (!alone && !smiley)) {
      throw QueryError(lexeme.begin, lexeme.end,
                       opens ? "this parenthesis is never closed" : "this parenthesis closes none",
                       opens ? "add the closing one, or leave it out" : "add the opening one, or leave it out");
    }
    lexeme.kind = Lexeme::Kind::end;  // to be taken out: the real end is not there yet
  }
  std::erase_if(lexemes_, [](const Lexeme& lexeme) { return lexeme.kind == Lexeme::Kind::end; });
}

}  // namespace

std::vector<Lexeme> lex(std::string_view query) {
  require_query_length(query);
  return Lexer(query).run();
}

}  // namespace news::query
