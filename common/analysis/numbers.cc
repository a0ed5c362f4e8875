#include "common/analysis/numbers.h"

#include <algorithm>
#include <array>
#include <vector>

namespace news::analysis {
namespace {

/// Longer ones are no numbers but tables and rules: looking at the whole again for each separator would take the night.
constexpr std::size_t kMaxNumberBytes = 256;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t offset) noexcept {
  std::size_t end = offset;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - offset;
}

/// Blanks and apostrophes that group thousands: no-break space, thin space, narrow no-break space, ' and ’.
constexpr std::array<std::string_view, 5> kGroupSeparators = {"\u00A0", "\u2009", "\u202F", "'", "\u2019"};

std::size_t group_separator_length(std::string_view text, std::size_t offset) noexcept {
  for (const std::string_view separator : kGroupSeparators) {
    if (text.substr(offset, separator.size()) == separator) return separator.size();
  }
  return 0;
}

/// Digit groups between the separators of one kind.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> groups;
  while (true) {
    const std::size_t end = text.find(separator);
    groups.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return groups;
    text.remove_prefix(end + 1);
  }
}

/// 10,000 and 1,234,567, and the Indian 10,00,000.
bool groups_thousands(const std::vector<std::string_view>& groups) {
  if (groups.size() < 2 || groups.front().empty() || groups.front().size() > 3 || groups.back().size() != 3)
    return false;
  return std::all_of(groups.begin() + 1, groups.end(),
                     [](std::string_view group) { return group.size() == 3 || group.size() == 2; });
}

void append_digits(std::string_view text, std::string& folded) {
  for (const char c : text) {
    if (is_digit(c)) folded += c;
  }
}

/// A number between / and : signs.
void append_plain(std::string_view number, std::string& folded) {
  if (std::all_of(number.begin(), number.end(), is_digit)) {
    folded.append(number);
    return;
  }
  const std::size_t comma = number.find(',');
  const std::size_t point = number.find('.');
  if (comma != std::string_view::npos && point != std::string_view::npos) {
    // The separator that comes last is the decimal one, if it comes once.
    const bool point_last = number.rfind('.') > number.rfind(',');
    const std::size_t decimal = point_last ? number.rfind('.') : number.rfind(',');
    append_digits(number.substr(0, decimal), folded);
    folded += '.';
    append_digits(number.substr(decimal + 1), folded);
    return;
  }
  if (comma != std::string_view::npos) {
    if (groups_thousands(split(number, ','))) {
      append_digits(number, folded);
    } else {
      folded.append(number.substr(0, comma));
      folded += '.';
      folded.append(number.substr(comma + 1));
    }
    return;
  }
  const auto groups = split(number, '.');
  if (groups.size() > 2 && groups_thousands(groups)) {
    append_digits(number, folded);
    return;
  }
  for (const char c : number) {
    if (static_cast<unsigned char>(c) < 0x80 && c != '\'') folded += c;
  }
}

/// Whether commas and points can be one number's: 10,000  3,5  1.234,56  2.0.1 but not 1,2,3.
bool is_one_number(std::string_view number) {
  const auto commas = std::count(number.begin(), number.end(), ',');
  if (commas <= 1) return true;
  return groups_thousands(split(number.substr(0, number.find('.')), ','));
}

}  // namespace

std::size_t number_length(std::string_view text, std::size_t offset) {
  std::size_t end = offset + digits_from(text, offset);
  if (end - offset <= 3) {
    std::size_t grouped = end;
    while (const std::size_t separator = grouped < text.size() ? group_separator_length(text, grouped) : 0) {
      if (digits_from(text, grouped + separator) != 3) break;
      grouped += separator + 3;
    }
    if (grouped != end) return grouped - offset;
  }
  const bool listed = offset >= 2 && text[offset - 1] == ',' && is_digit(text[offset - 2]);
  std::size_t piece = offset;  // begins behind the last / or :
  while (end + 1 < text.size() && is_digit(text[end + 1]) && end - offset < kMaxNumberBytes) {
    const char separator = text[end];
    if (separator == '/' || separator == ':') {
      piece = end + 1;
    } else if (separator != '.' && (separator != ',' || listed)) {
      break;
    }
    end += 1 + digits_from(text, end + 1);
    if (!is_one_number(text.substr(piece, end - piece))) {
      return text.find(',', piece) - offset;  // 1,2,3 is a list: its first number stands alone
    }
  }
  return end - offset;
}

void append_number(std::string_view number, std::string& folded) {
  while (true) {
    const std::size_t end = number.find_first_of("/:");
    append_plain(number.substr(0, end), folded);
    if (end == std::string_view::npos) return;
    folded += number[end];
    number.remove_prefix(end + 1);
  }
}

}  // namespace news::analysis
