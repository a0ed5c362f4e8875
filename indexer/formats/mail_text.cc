// Lines of message text: flowed ones joined, signature and encoded files taken out.
#include "indexer/formats/mail_text.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "common/text.h"
#include "indexer/formats/text_paragraphs.h"

namespace news::formats {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view kSignatureMark = "-- ";
constexpr std::size_t kLongestSignature = 20;  // lines with text; what is longer is no signature

bool is_blank(std::string_view line) { return trim(line).empty(); }

/// `begin 644 chart.gif` (POSIX uuencode).
bool begins_uuencoded(std::string_view line) {
  if (!line.starts_with("begin ")) return false;
  const std::string_view mode = line.substr(6, std::min(line.find(' ', 6), line.size()) - 6);
  return (mode.size() == 3 || mode.size() == 4) && mode.find_first_not_of("01234567") == std::string_view::npos &&
         line.size() > 7 + mode.size();
}

/// A line of uuencoded data: its first character says how many bytes the others stand for.
bool is_uuencoded(std::string_view line) {
  if (line.empty() || line[0] < ' ' || line[0] > '`') return false;
  const auto bytes = static_cast<std::size_t>((line[0] - ' ') & 0x3f);
  const std::size_t characters = (bytes + 2) / 3 * 4;
  // Blanks at the end, which stand for zeros, get lost; some encoders add a check character.
  const bool fits = line.size() <= characters + 2 && line.size() + 4 > characters;
  return fits && std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '`'; });
}

/// Where the lines go on behind an encoded file that begins at `at`; `at` itself where there is none.
std::size_t behind_encoded_file(const Lines& lines, std::size_t at) {
  const auto find_end = [&](std::string_view end) {
    std::size_t next = at + 1;
    while (next < lines.size() && !lines[next].starts_with(end)) ++next;
    return std::min(next + 1, lines.size());
  };
  if (lines[at].starts_with("=ybegin ")) return find_end("=yend");
  if (!begins_uuencoded(lines[at]) || at + 1 == lines.size() || !is_uuencoded(lines[at + 1])) return at;
  std::size_t next = at + 1;
  while (next < lines.size() && lines[next] != "end" && (is_uuencoded(lines[next]) || is_blank(lines[next]))) ++next;
  return next < lines.size() && lines[next] == "end" ? next + 1 : next;
}

/// RFC 9580, section 7: the armour around signed text and the blank line that ends its header. `at` where there is
/// none, or where its end does not come soon.
std::size_t behind_armour(const Lines& lines, std::size_t at) {
  constexpr std::size_t kLongestArmour = 500;  // lines
  const bool message = lines[at] == "-----BEGIN PGP SIGNED MESSAGE-----";
  if (!message && lines[at] != "-----BEGIN PGP SIGNATURE-----" && lines[at] != "-----BEGIN PGP PUBLIC KEY BLOCK-----") {
    return at;
  }
  const std::size_t last = std::min(lines.size(), at + kLongestArmour);
  for (std::size_t next = at + 1; next < last; ++next) {
    if (message ? is_blank(lines[next]) : lines[next].starts_with("-----END PGP ")) return next + 1;
  }
  return at;
}

Lines without_data(const Lines& lines) {
  Lines kept;
  kept.reserve(lines.size());
  bool armoured = false;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t behind = i;
    if (lines[i].starts_with("-----BEGIN PGP ")) {
      behind = behind_armour(lines, i);
      armoured = armoured || behind > i;
    } else if (lines[i].starts_with("begin ") || lines[i].starts_with("=ybegin ")) {
      behind = behind_encoded_file(lines, i);
    }
    if (behind > i) {
      i = behind;
      continue;
    }
    std::string_view line = lines[i++];
    if (armoured && line.starts_with("- ")) line.remove_prefix(2);
    kept.push_back(line);
  }
  return kept;
}

/// The number of lines before the signature. A message and the list that it went over may have one each.
std::size_t signature_begin(const Lines& lines) {
  std::size_t begin = lines.size();
  std::size_t texts = 0;
  for (std::size_t i = lines.size(); i-- > 0 && texts <= kLongestSignature;) {
    if (lines[i] == kSignatureMark) {
      begin = i;
    } else if (!is_blank(lines[i])) {
      ++texts;
    }
  }
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(begin);
  return std::all_of(lines.begin(), end, is_blank) ? lines.size() : begin;
}

std::size_t quote_depth(std::string_view line) { return std::min(line.find_first_not_of('>'), line.size()); }

/// RFC 3676, section 4: lines that end with a blank join up with the next one, if it is quoted as deeply.
std::deque<std::string> joined(const Lines& lines, Flow flow) {
  std::deque<std::string> paragraphs;
  std::size_t open_depth = 0;
  bool open = false;
  for (const std::string_view line : lines) {
    const std::size_t depth = quote_depth(line);
    std::string_view text = line.substr(depth);
    if (text.starts_with(' ')) text.remove_prefix(1);  // stuffed
    const bool flows = text.ends_with(' ') && text != kSignatureMark;
    const bool continues = open && depth == open_depth && text != kSignatureMark;
    if (!continues) paragraphs.push_back(depth == 0 ? std::string() : std::string(depth, '>') + ' ');
    paragraphs.back() += flows && flow == Flow::flowed_without_blanks ? text.substr(0, text.size() - 1) : text;
    open = flows;
    open_depth = depth;
  }
  return paragraphs;
}

}  // namespace

std::vector<std::string> mail_paragraphs(std::string_view text, Flow flow) {
  Lines lines = without_data(lines_of(text));
  lines.resize(signature_begin(lines));
  if (flow == Flow::fixed) return paragraphs_of(lines);
  const std::deque<std::string> flowed = joined(lines, flow);
  return paragraphs_of(Lines(flowed.begin(), flowed.end()));
}

}  // namespace news::formats
