// Reads times of transmission and category codes.
#include "indexer/formats/wire_facts.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/text.h"

namespace news::formats {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Code {
  std::string_view code;
  std::string_view name;
};

// ANPA 1312, appendix on category codes, as the services use them.
constexpr auto kLetters = std::to_array<Code>({{"a", "domestic"},
                                               {"d", "food"},
                                               {"e", "entertainment"},
                                               {"f", "financial"},
                                               {"i", "international"},
                                               {"k", "commentary"},
                                               {"l", "lifestyle"},
                                               {"n", "regional"},
                                               {"o", "weather"},
                                               {"p", "politics"},
                                               {"q", "sports results"},
                                               {"r", "racing"},
                                               {"s", "sports"},
                                               {"t", "travel"},
                                               {"v", "advisories"},
                                               {"w", "Washington"}});
// The seventeen subjects of the IPTC and the most common others.
constexpr auto kSubjects = std::to_array<Code>({{"ACE", "arts, culture and entertainment"},
                                                {"CLJ", "crime, law and justice"},
                                                {"DIS", "disasters and accidents"},
                                                {"FIN", "economy, business and finance"},
                                                {"ECO", "economy, business and finance"},
                                                {"EDU", "education"},
                                                {"EVN", "environment"},
                                                {"GEN", "general"},
                                                {"HTH", "health"},
                                                {"HUM", "human interest"},
                                                {"LAB", "labour"},
                                                {"LIF", "lifestyle and leisure"},
                                                {"POL", "politics"},
                                                {"REL", "religion and belief"},
                                                {"SCI", "science and technology"},
                                                {"SOI", "social issues"},
                                                {"SPO", "sport"},
                                                {"WAR", "unrest, conflicts and war"},
                                                {"WEA", "weather"}});

constexpr auto kMonths = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});

struct ZoneName {
  std::string_view name;
  int offset_minutes;
};
constexpr auto kZones = std::to_array<ZoneName>({{"GMT", 0},
                                                 {"UTC", 0},
                                                 {"Z", 0},
                                                 {"EST", -300},
                                                 {"EDT", -240},
                                                 {"CST", -360},
                                                 {"CDT", -300},
                                                 {"MST", -420},
                                                 {"MDT", -360},
                                                 {"PST", -480},
                                                 {"PDT", -420},
                                                 {"MEZ", 60},
                                                 {"CET", 60},
                                                 {"MESZ", 120},
                                                 {"CEST", 120},
                                                 {"BST", 60}});

std::optional<int> zone_offset(std::string_view name) {
  const auto* const zone = std::find_if(kZones.begin(), kZones.end(),
                                        [&](const ZoneName& known) { return iequals_ascii(known.name, name); });
  return zone == kZones.end() ? std::nullopt : std::optional(zone->offset_minutes);
}

/// Reads a text from its beginning, piece by piece.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// A number of `least` to `most` digits, no digit behind it.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    while (digits < rest_.size() && digits <= most && is_digit(rest_[digits])) ++digits;
    if (digits < least || digits > most) return std::nullopt;
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + digits, value);
    rest_.remove_prefix(digits);
    return value;
  }

  /// As many characters as there are of these.
  bool any(std::string_view characters) {
    const std::size_t end = std::min(rest_.find_first_not_of(characters), rest_.size());
    rest_.remove_prefix(end);
    return end > 0;
  }

  std::string_view word() {
    std::size_t letters = 0;
    while (letters < rest_.size() && is_letter(rest_[letters])) ++letters;
    const std::string_view found = rest_.substr(0, letters);
    rest_.remove_prefix(letters);
    return found;
  }

 private:
  std::string_view rest_;
};

int full_year(int year) {
  if (year >= 100) return year;
  return year >= 69 ? 1900 + year : 2000 + year;
}

std::optional<StatedTime> valid(StatedTime time) {
  if (!is_valid(time)) return std::nullopt;
  return time;
}

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  const auto* const found = std::find(kMonths.begin(), kMonths.end(), ascii_lower(word.substr(0, 3)));
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

/// `212322 GMT Nov 18`
std::optional<StatedTime> day_time_group(std::string_view text) {
  Scanner scanner(text);
  const auto group = scanner.number(6, 6);
  if (!group) return std::nullopt;
  StatedTime time;
  time.day = *group / 10000;
  time.hour = *group / 100 % 100;
  time.minute = *group % 100;
  time.precision = Precision::minute;
  scanner.any(" ");
  std::string_view word = scanner.word();
  if (month_of(word) == 0) {
    time.offset_minutes = zone_offset(word);
    scanner.any(" ");
    word = scanner.word();
  }
  time.month = month_of(word);
  if (time.month == 0) return std::nullopt;
  scanner.any(" .");
  auto year = scanner.number(2, 2);
  if (!year) year = scanner.number(4, 4);
  if (!year) return std::nullopt;
  time.year = full_year(*year);
  return valid(time);
}

/// `02-20-16 0337GMT`, and `29-03-16 13-14-05`
std::optional<StatedTime> dashed_date(std::string_view text) {
  Scanner scanner(text);
  const auto first = scanner.number(1, 2);
  if (!first || !scanner.any("-/")) return std::nullopt;
  const auto second = scanner.number(1, 2);
  if (!second || !scanner.any("-/")) return std::nullopt;
  auto year = scanner.number(2, 2);
  if (!year) year = scanner.number(4, 4);
  if (!year || !scanner.any(" ")) return std::nullopt;
  StatedTime time;
  time.year = full_year(*year);
  if (const auto clock = scanner.number(4, 4)) {
    time.month = *first;
    time.day = *second;
    time.hour = *clock / 100;
    time.minute = *clock % 100;
    time.precision = Precision::minute;
    scanner.any(" ");
    time.offset_minutes = zone_offset(scanner.word());
    return valid(time);
  }
  const auto hour = scanner.number(1, 2);
  if (!hour || !scanner.any("-:")) return std::nullopt;
  const auto minute = scanner.number(2, 2);
  if (!minute || !scanner.any("-:")) return std::nullopt;
  const auto second_of_minute = scanner.number(2, 2);
  if (!second_of_minute) return std::nullopt;
  time.day = *first;
  time.month = *second;
  time.hour = *hour;
  time.minute = *minute;
  time.second = *second_of_minute;
  time.precision = Precision::second;
  return valid(time);
}

}  // namespace

std::optional<StatedTime> wire_time(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    if (const auto time = day_time_group(text.substr(i))) return time;
    if (const auto time = dashed_date(text.substr(i))) return time;
  }
  return std::nullopt;
}

std::string wire_category(std::string_view code) {
  const auto named = [&](const auto& table) -> std::optional<std::string> {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Code& known) { return iequals_ascii(known.code, code); });
    return found == table.end() ? std::nullopt : std::optional(std::string(found->name));
  };
  return (code.size() == 1 ? named(kLetters) : named(kSubjects)).value_or(std::string(code));
}

}  // namespace news::formats
