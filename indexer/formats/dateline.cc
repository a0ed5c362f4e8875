// Walks over the opening of a paragraph piece by piece (place, date, agency, dash) and keeps the last dash up to which
// everything fitted.
#include "indexer/formats/dateline.h"

#include <algorithm>
#include <vector>

#include "common/byte_set.h"
#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/date_words.h"
#include "indexer/formats/places.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestDateline = 240;  // bytes
constexpr std::size_t kLongestPlace = 80;
constexpr std::size_t kLongestDate = 72;
constexpr std::size_t kShortestShout = 3;  // letters of a town that stands alone in capitals

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Bytes of white space at `at`; U+00A0 and the like count.
std::size_t space_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const Decoded decoded = decode_utf8(text, at);
  return is_space(decoded.character) ? decoded.length : 0;
}

bool space_before(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return c == ' ' || c == '\n' || c == '\t' || (at > 1 && text[at - 2] == '\xC2' && c == '\xA0');
}

/// Bytes of a dash that separates (not a hyphen inside a word) at `at`, 0 where there is none.
std::size_t dash_at(std::string_view text, std::size_t at) {
  const Decoded decoded = decode_utf8(text, at);
  if ((decoded.character >= 0x2012 && decoded.character <= 0x2015) || decoded.character == 0x2212)
    return decoded.length;
  if (text[at] != '-') return 0;
  std::size_t end = at;
  while (end < text.size() && text[end] == '-') ++end;
  if (end - at >= 2) return end - at;
  const bool behind_mark = at > 0 && (text[at - 1] == ')' || text[at - 1] == '/' || text[at - 1] == '.');
  const bool spaced_behind = end == text.size() || space_at(text, end) > 0;
  return space_before(text, at) || behind_mark || spaced_behind ? 1 : 0;
}

/// A slash around an agency (`/PRNewswire/`) stands behind a blank; the ones in 03/29/2024 and Dallas/Fort Worth do
/// not.
bool is_slash(std::string_view text, std::size_t at) { return text[at] == '/' && space_before(text, at); }

bool is_colon(std::string_view text, std::size_t at) {
  return text[at] == ':' && !(at > 0 && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1]));
}

bool is_delimiter(std::string_view text, std::size_t at) {
  return text[at] == ',' || text[at] == '(' || text[at] == '|' || is_slash(text, at) || is_colon(text, at) ||
         dash_at(text, at) > 0;
}

std::size_t next_delimiter(std::string_view text, std::size_t at) {
  static constexpr ByteSet kMayDelimit(",(|/:-\xE2");  // the last one begins the dashes
  do {
    at = kMayDelimit.find_in(text, at);
    if (at == text.size() || is_delimiter(text, at)) return at;
    ++at;
  } while (true);
}

/// Whether a date could begin here: a figure, a weekday or a month.
bool date_may_begin(std::string_view text, std::size_t at) {
  if (is_digit(text[at])) return true;
  std::size_t end = at;
  while (end < text.size()) {
    if (is_lower(text[end]) || is_upper(text[end])) {
      ++end;
    } else if (static_cast<unsigned char>(text[end]) >= 0x80 && space_at(text, end) == 0 && dash_at(text, end) == 0) {
      end += decode_utf8(text, end).length;
    } else {
      break;
    }
  }
  // Two letters are a state (MI, MA, MO), not Mittwoch.
  if (end - at <= 2) return false;
  const DateWord word = date_word(fold_case(text.substr(at, end - at)));
  return word.month != 0 || word.weekday >= 0;
}

/// A date at `at` and where it ends.
struct DateFound {
  std::size_t end = 0;
  std::optional<DateReading> reading;  // none where the year is missing
};

std::optional<DateFound> date_at(std::string_view text, std::size_t at, DateOrder order) {
  if (!date_may_begin(text, at)) return std::nullopt;
  std::optional<DateFound> longest;
  std::size_t end = at;
  for (int pieces = 0; pieces < 6; ++pieces) {
    end = next_delimiter(text, end);
    if (end - at > kLongestDate) break;
    std::string_view candidate = trim(text.substr(at, end - at));
    while (!candidate.empty() && candidate.back() == '.') candidate.remove_suffix(1);
    const auto reading = read_date(candidate, order);
    if (reading && reading->time.precision >= Precision::day) {
      longest = DateFound{end, reading};
    } else if (is_day_without_year(candidate)) {
      longest = DateFound{end, std::nullopt};
    }
    if (end >= text.size()) break;
    end += std::max<std::size_t>(1, dash_at(text, end));
  }
  return longest;
}

/// "SEPA (Single Euro Payments Area)": what the bracket explains is no place.
bool explains_initials(std::string_view place, std::string_view name) {
  std::string initials;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_upper(name[i]) && (i == 0 || name[i - 1] == ' ' || name[i - 1] == '-')) initials += name[i];
  }
  return initials.size() > 1 && initials == place;
}

class Walk {
 public:
  Walk(std::string_view text, DateOrder order) : text_(text), order_(order) {}

  std::optional<Dateline> run() {
    while (step()) {
    }
    return std::move(found_);
  }

 private:
  /// Takes one piece; false where the dateline has ended.
  bool step() {
    while (const std::size_t space = space_at(text_, at_)) at_ += space;
    if (at_ >= text_.size()) {
      // A dateline as a paragraph of its own.
      if (date_seen_ && !place_.empty()) keep();
      return false;
    }
    if (const std::size_t dash = dash_at(text_, at_)) {
      at_ += dash;
      ++dashes_;
      behind_comma_ = false;
      if (fits()) keep();
      return true;
    }
    switch (text_[at_]) {
      case ',':
      case '|':
        behind_comma_ = true;
        ++at_;
        return !place_.empty() || date_seen_;
      case '(':
        return take_enclosed(')');
      case '/':
        if (is_slash(text_, at_)) return take_enclosed('/');
        break;
      case '.':
        ++at_;
        return date_seen_;
      case ':':
        ++at_;
        if (date_seen_ || is_known_agency(agency_)) keep();
        return false;
      default:
        break;
    }
    return take_date() || take_place() || take_bare_agency();
  }

  bool take_enclosed(char close) {
    const std::size_t end = text_.find(close, at_ + 1);
    if (end == std::string_view::npos || end - at_ > kLongestDate) return false;
    const std::string_view inside = trim(text_.substr(at_ + 1, end - at_ - 1));
    const bool clock = !inside.empty() && is_digit(inside[0]) && inside.find(':') != std::string_view::npos;
    if (const auto date = inside.empty() ? std::nullopt : date_at(inside, 0, order_);
        date && date->end == inside.size()) {
      note_date(*date);
    } else if (agency_.empty() && may_be_agency(inside)) {
      agency_ = std::string(inside);
    } else if (!clock && agency_.empty()) {
      return false;
    }
    at_ = end + 1;
    // 1916 wrote no dash behind the bracket: "London, Feb. 14 (4:10 p. m.) Ten men".
    // Nor do some wires: "FLINT, MI, June 3, 2025 /24-7PressRelease/ Event details".
    if ((clock || is_known_agency(agency_)) && date_seen_ && !place_.empty()) keep();
    return true;
  }

  bool take_date() {
    if (date_seen_) return false;
    const auto date = date_at(text_, at_, order_);
    if (!date) return false;
    note_date(*date);
    at_ = date->end;
    return true;
  }

  void note_date(const DateFound& date) {
    date_seen_ = true;
    if (date.reading) date_ = date.reading->time;
  }

  bool take_place() {
    // A place is one run of parts between commas; only a date may stand before it.
    const bool continues = !place_.empty() && behind_comma_ && agency_.empty() && !date_seen_ && dashes_ == 0;
    if (!place_.empty() && !continues) return false;
    std::size_t end = next_delimiter(text_, at_);
    // "LONDON March 3 (Reuters)": the date follows without a comma.
    for (std::size_t blank = text_.find(' ', at_); blank != std::string_view::npos && blank < end;
         blank = text_.find(' ', blank + 1)) {
      if (blank + 1 < end && date_at(text_, blank + 1, order_)) end = blank;
    }
    const std::string_view part = trim(text_.substr(at_, end - at_));
    if (!may_be_place(part)) return false;
    if (place_.empty()) place_begin_ = at_;
    place_ = std::string(trim(text_.substr(place_begin_, end - place_begin_)));
    if (place_.size() > kLongestPlace) return false;
    last_part_ = std::string(part);
    at_ = end;
    return true;
  }

  /// `SINGAPORE - Media OutReach Newswire - 18 June 2026 -`: an agency between dashes.
  bool take_bare_agency() {
    if (place_.empty() || !agency_.empty()) return false;
    const std::size_t end = next_delimiter(text_, at_);
    const std::string_view name = trim(text_.substr(at_, end - at_));
    if (end >= text_.size() || !is_known_agency(name)) return false;
    agency_ = std::string(name);
    at_ = end;
    return true;
  }

  [[nodiscard]] bool fits() const {
    const bool known = is_known_agency(agency_);
    if (date_seen_ && (!place_.empty() || known)) return true;
    if (date_seen_ && date_) return true;
    if (place_.empty()) return known;
    if (known) return true;
    const std::string city = place_.substr(0, place_.find(','));
    const bool shouted = is_all_capitals(city);
    // Arabic and Chinese know no capitals; there the brackets alone have to do.
    if (!agency_.empty()) return (shouted || is_without_case(city)) && !explains_initials(place_, agency_);
    return prose_follows() &&
           ((shouted && place_.size() >= kShortestShout) || (last_part_ != place_ && is_region(last_part_)));
  }

  /// Behind a place and a dash alone: a sentence, not the second half of a headline in capitals nor a subordinate
  /// clause.
  [[nodiscard]] bool prose_follows() const {
    std::string_view rest = text_.substr(at_);
    rest = trim(rest);
    if (rest.empty() || is_lower(rest[0])) return false;
    return std::any_of(rest.begin(), rest.end(), is_lower);
  }

  void keep() {
    Dateline dateline;
    dateline.place = place_;
    dateline.agency = agency_;
    dateline.date = date_;
    dateline.length = at_;
    dateline.sure = date_seen_ || !agency_.empty();
    found_ = std::move(dateline);
  }

  std::string_view text_;
  DateOrder order_;
  std::size_t at_ = 0;
  std::string place_;
  std::size_t place_begin_ = 0;
  std::string last_part_;
  std::string agency_;
  std::optional<StatedTime> date_;
  bool date_seen_ = false;
  bool behind_comma_ = false;
  int dashes_ = 0;
  std::optional<Dateline> found_;
};

}  // namespace

std::optional<Dateline> read_dateline(std::string_view paragraph, DateOrder order) {
  std::string_view head = paragraph.substr(0, kLongestDateline);
  // Not in the middle of a character.
  while (!head.empty() && head.size() < paragraph.size() &&
         (static_cast<unsigned char>(paragraph[head.size()]) & 0xC0) == 0x80) {
    head.remove_suffix(1);
  }
  if (head.empty() || is_lower(head[0])) return std::nullopt;
  return Walk(head, order).run();
}

}  // namespace news::formats
