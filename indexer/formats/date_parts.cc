// Cuts a date into numbers, words and marks, and sorts these into its parts.
#include "indexer/formats/date_parts.h"

#include <array>
#include <utility>

#include "common/text.h"
#include "indexer/formats/date_words.h"

namespace news::formats {
namespace {

constexpr std::size_t kMostTokens = 48;

struct Token {
  enum class Kind { number, word, mark };
  Kind kind;
  std::string_view text;
  bool spaced = false;  // white space stands before it
  int value = 0;        // of a number; -1 where it is none of a date
  char mark = 0;        // what a mark stands for
  std::string folded;   // of a word: without case
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_dash(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

/// Korean writes 년, 월, 일 where Japanese has kanji; behind a number only, since 월 begins Monday too.
char hangul_mark_for(char32_t c) {
  if (c == U'년' || c == U'월') return '.';  // may have a blank behind it
  return c == U'일' ? ',' : '\0';
}

/// Marks that stand for other ones: the kanji for year and month separate like a slash, for day they end.
char mark_for(char32_t c) {
  if (is_dash(c)) return '-';
  if (c == U'年' || c == U'月') return '/';
  if (c == U'日') return ',';
  if (c == 0x2019 || c == 0x2018) return '\'';
  if (c == 0xB7 || c == 0x2022) return '|';
  return 0;
}

int number_of(std::string_view digits) {
  constexpr std::size_t kMostDigits = 8;
  if (digits.size() > kMostDigits) return -1;
  int value = 0;
  for (const char digit : digits) value = 10 * value + (digit - '0');
  return value;
}

std::vector<Token> tokens_of(std::string_view text) {
  constexpr std::size_t kUsual = 12;
  std::vector<Token> tokens;
  tokens.reserve(kUsual);
  bool spaced = false;
  std::size_t at = 0;
  while (at < text.size() && tokens.size() <= kMostTokens) {
    const char c = text[at];
    const std::size_t begin = at;
    if (is_digit(c)) {
      while (at < text.size() && is_digit(text[at])) ++at;
      const std::string_view digits = text.substr(begin, at - begin);
      tokens.push_back({Token::Kind::number, digits, std::exchange(spaced, false), number_of(digits), 0, {}});
      continue;
    }
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.length;
    if (is_space(decoded.character)) {
      spaced = true;
      continue;
    }
    const bool ascii = decoded.character < 0x80;
    char mark = ascii ? (is_ascii_letter(c) ? '\0' : c) : mark_for(decoded.character);
    if (mark == 0 && !spaced && !tokens.empty() && tokens.back().kind == Token::Kind::number) {
      mark = hangul_mark_for(decoded.character);
    }
    if (mark != 0) {
      tokens.push_back({Token::Kind::mark, text.substr(begin, at - begin), std::exchange(spaced, false), 0, mark, {}});
      continue;
    }
    while (at < text.size()) {
      const Decoded next = decode_utf8(text, at);
      const bool letter = next.character < 0x80 ? is_ascii_letter(text[at])
                                                : !is_space(next.character) && mark_for(next.character) == 0;
      if (!letter) break;
      at += next.length;
    }
    const std::string_view word = text.substr(begin, at - begin);
    tokens.push_back({Token::Kind::word, word, std::exchange(spaced, false), 0, 0, fold_case(word)});
  }
  return tokens;
}

/// Sorts tokens into parts; every token must be understood.
class Sorter {
 public:
  explicit Sorter(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<DateParts> sort() {
    while (at_ < tokens_.size()) {
      bool understood = false;
      switch (tokens_[at_].kind) {
        case Token::Kind::number:
          understood = take_clock() || take_day_number();
          break;
        case Token::Kind::word:
          understood = take_word();
          break;
        case Token::Kind::mark:
          understood = take_mark();
          break;
      }
      if (!understood) return std::nullopt;
    }
    return std::move(parts_);
  }

 private:
  [[nodiscard]] const Token* peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool mark_at(std::size_t ahead, char mark) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->kind == Token::Kind::mark && token->mark == mark;
  }
  [[nodiscard]] bool word_at(std::size_t ahead, std::string_view word) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->kind == Token::Kind::word && token->folded == word;
  }
  [[nodiscard]] const Token* number_at(std::size_t ahead, std::size_t most_digits) const {
    const Token* token = peek(ahead);
    const bool fits = token != nullptr && token->kind == Token::Kind::number && token->text.size() <= most_digits;
    return fits ? token : nullptr;
  }

  /// `a.m.`, `p. m.`, `PM` at that place: the letter and how many tokens it takes.
  struct Meridiem {
    char letter = 0;
    std::size_t tokens = 0;
  };
  [[nodiscard]] Meridiem meridiem_at(std::size_t ahead) const {
    for (const char letter : {'a', 'p'}) {
      const std::array both = {letter, 'm'};
      if (word_at(ahead, {both.data(), both.size()})) return {letter, mark_at(ahead + 1, '.') ? 2U : 1U};
      if (word_at(ahead, {&letter, 1}) && mark_at(ahead + 1, '.') && word_at(ahead + 2, "m")) {
        return {letter, mark_at(ahead + 3, '.') ? 4U : 3U};
      }
    }
    return {};
  }

  bool take_clock() {
    const Token* hour = number_at(0, 2);
    if (hour == nullptr || parts_.clock) return false;
    StatedTime clock;
    clock.hour = hour->value;
    clock.precision = Precision::minute;
    std::size_t used = 1;
    bool is_clock = false;
    const Token* minute = number_at(2, 2);
    const bool has_minute = minute != nullptr && minute->text.size() == 2 && !minute->spaced;
    if (mark_at(1, ':') && has_minute) {
      clock.minute = minute->value;
      used = 3;
      is_clock = true;
      const Token* second = number_at(4, 2);
      if (mark_at(3, ':') && second != nullptr) {
        clock.second = second->value;
        clock.precision = Precision::second;
        used = 5;
        if ((mark_at(5, '.') || mark_at(5, ',')) && number_at(6, 9) != nullptr && !peek(6)->spaced) used = 7;
      }
    } else if (word_at(1, "h") || word_at(1, "uhr")) {
      used = 2;
      is_clock = true;
      if (has_minute || (minute != nullptr && minute->text.size() == 2 && word_at(1, "h"))) {
        clock.minute = minute->value;
        used = 3;
      }
    } else if (mark_at(1, '.') && has_minute && (word_at(3, "uhr") || meridiem_at(3).letter != 0)) {
      clock.minute = minute->value;
      used = 3;
      is_clock = true;
    }
    Meridiem meridiem = meridiem_at(used);
    if (meridiem.letter == 0 && meridiem_before_ != 0) meridiem = {meridiem_before_, 0};
    if (meridiem.letter != 0) {
      if (clock.hour < 1 || clock.hour > 12) return false;
      clock.hour = clock.hour % 12 + (meridiem.letter == 'p' ? 12 : 0);
      used += meridiem.tokens;
      is_clock = true;
    }
    if (!is_clock || clock.hour > 23 || clock.minute > 59 || clock.second > 60) return false;
    parts_.clock = clock;
    at_ += used;
    return true;
  }

  bool take_day_number() {
    const Token& token = tokens_[at_];
    if (token.value < 0) return false;
    if (token.text.size() == 8 && parts_.numbers.empty()) {
      parts_.numbers.push_back({token.value / 10000, 4});
      parts_.numbers.push_back({token.value / 100 % 100, 2, false, '-'});
      parts_.numbers.push_back({token.value % 100, 2, false, '-'});
      ++at_;
      return true;
    }
    if (token.text.size() > 4 || parts_.numbers.size() >= 3) return false;
    DayNumber number{token.value, token.text.size()};
    number.separator = separator_before();
    number.is_year = at_ > 0 && tokens_[at_ - 1].mark == '\'' && !token.spaced;
    parts_.numbers.push_back(number);
    ++at_;
    for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", "o", "º", "ª"}) {
      if (word_at(0, suffix) && !tokens_[at_].spaced) {
        ++at_;
        break;
      }
    }
    return true;
  }

  /// The mark in `29/03`, `29.03`, `29. 3`, `2024-03`; 0 where something else stands before this number.
  [[nodiscard]] char separator_before() const {
    if (at_ < 2 || tokens_[at_ - 1].kind != Token::Kind::mark || tokens_[at_ - 2].kind != Token::Kind::number) return 0;
    const char mark = tokens_[at_ - 1].mark;
    const bool tight = !tokens_[at_].spaced && !tokens_[at_ - 1].spaced;
    return tight || mark == '.' ? mark : '\0';
  }

  bool take_word() {
    const std::string& word = tokens_[at_].folded;
    const DateWord meaning = date_word(word);
    if (parts_.clock && take_zone(word)) return true;
    // "+0000 (GMT)": the offset was stated already.
    if (parts_.clock && parts_.offset && zone_word(word)) {
      ++at_;
      return true;
    }
    if (meaning.month != 0 && parts_.month && meaning.weekday < 0 && parts_.month_may_be_weekday) {
      // "mar 3 avril": the first word was the Tuesday.
      parts_.month.reset();
    }
    if (meaning.month != 0 && !parts_.month) {
      parts_.month = meaning.month;
      parts_.month_may_be_weekday = meaning.weekday >= 0;
      parts_.numbers_before_month = parts_.numbers.size();
    } else if (meaning.weekday >= 0 && !parts_.weekday) {
      parts_.weekday = meaning.weekday;
    } else if (word == "noon" && !parts_.clock) {
      parts_.clock = StatedTime{.hour = 12, .precision = Precision::minute, .offset_minutes = {}};
    } else if ((word == "오전" || word == "오후") && !parts_.clock) {
      meridiem_before_ = word == "오전" ? 'a' : 'p';
    } else if (!is_date_filler(word) && !joins_date_and_time(word)) {
      return false;
    }
    ++at_;
    return true;
  }

  /// The T of ISO 8601 where the rest is not: "2004-01-26T16:31:00EST".
  [[nodiscard]] bool joins_date_and_time(const std::string& word) const {
    const Token* next = number_at(1, 2);
    return word == "t" && !parts_.numbers.empty() && !tokens_[at_].spaced && next != nullptr && !next->spaced;
  }

  bool take_zone(const std::string& word) {
    if (parts_.offset || !parts_.region.empty()) return false;
    if (mark_at(1, '/') && peek(2) != nullptr && peek(2)->kind == Token::Kind::word) {
      parts_.region = std::string(tokens_[at_].text).append("/").append(peek(2)->text);  // America/Toronto
      at_ += 3;
      return true;
    }
    const auto zone = zone_word(word);
    if (!zone) return false;
    ++at_;
    parts_.offset = zone->offset_minutes;
    parts_.region = zone->region;
    if (word == "gmt" || word == "utc") take_offset();
    return true;
  }

  /// `+0100`, `-05:00`, `+2`. Hours beyond 14 exist nowhere: it is something else then.
  bool take_offset() {
    if (!mark_at(0, '+') && !mark_at(0, '-')) return false;
    const Token* number = number_at(1, 4);
    if (number == nullptr || number->spaced || !parts_.clock) return false;
    int minutes = 0;
    std::size_t used = 2;
    if (number->text.size() == 4) {
      minutes = number->value / 100 * 60 + number->value % 100;
    } else if (number->text.size() <= 2) {
      minutes = number->value * 60;
      const Token* rest = number_at(3, 2);
      if (mark_at(2, ':') && rest != nullptr && rest->text.size() == 2) {
        minutes += rest->value;
        used = 4;
      } else if (number->text.size() == 2 && mark_at(0, '-') && !parts_.offset) {
        return false;  // "13:14 -29 March": a dash
      }
    } else {
      return false;
    }
    if (minutes > 14 * 60) return false;
    parts_.offset = mark_at(0, '-') ? -minutes : minutes;
    at_ += used;
    return true;
  }

  bool take_mark() {
    if (take_offset()) return true;
    const char mark = tokens_[at_].mark;
    const bool joins =
        mark == '/' && at_ > 0 && tokens_[at_ - 1].kind == Token::Kind::number && number_at(1, 4) != nullptr;
    if (!joins && std::string_view(",.-@|()'").find(mark) == std::string_view::npos) return false;
    ++at_;
    return true;
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  char meridiem_before_ = 0;  // Korean states it before the hour
  DateParts parts_;
};

}  // namespace

std::optional<DateParts> date_parts(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  const std::vector<Token> tokens = tokens_of(text);
  if (tokens.empty() || tokens.size() > kMostTokens) return std::nullopt;
  return Sorter(tokens).sort();
}

}  // namespace news::formats
