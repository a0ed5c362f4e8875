// Decodes the text of wire messages.
#include "indexer/formats/wire_text.h"

#include <algorithm>
#include <utility>

#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/byline.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::string result;
  std::size_t begin = 0;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, begin)) {
    result.append(text, begin, at - begin).append(to);
    begin = at + from.size();
  }
  if (begin > 0) text = result.append(text, begin);
}

bool is_rule(std::string_view line) {
  return !line.empty() && line.find_first_not_of("_*-. ") == std::string_view::npos;
}

}  // namespace

std::string wire_text(std::string_view bytes, const StatedDates& dates) {
  sources::DecodedText decoded = sources::to_utf8(bytes, "windows-1252");
  if (decoded.charset != "UTF-8") dates.note("charset guessed", decoded.charset);
  std::string text;
  text.reserve(decoded.utf8.size());
  for (std::size_t i = 0; i < decoded.utf8.size(); ++i) {
    const char c = decoded.utf8[i];
    const char below = i + 1 < decoded.utf8.size() ? decoded.utf8[i + 1] : '\0';
    if (c == '\r' && (below == '\n' || below == '\r')) continue;
    if (c == '\r' || c == '\f' || c == '\v') {
      text += '\n';
    } else {
      text += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  replace_all(text, "``", "\u201c");
  replace_all(text, "''", "\u201d");
  return text;
}

std::string_view without_marks(std::string_view line) {
  line = trim(line);
  while (line.starts_with('^')) line = trim(line.substr(1));
  while (line.ends_with('<') || line.ends_with('=') || line.ends_with("<!") || line.ends_with("=!")) {
    line = trim(line.substr(0, line.size() - 1));
  }
  return line;
}

std::vector<std::string> wire_paragraphs(std::span<const std::string_view> lines) {
  std::vector<std::string> paragraphs;
  bool open = false;
  for (const std::string_view line : lines) {
    const std::string_view text = without_marks(line);
    if (text.empty() || is_rule(text)) {
      open = false;
      continue;
    }
    const bool indented = line.starts_with('\t') || line.starts_with("  ") || line.starts_with('^');
    if (open && !indented) {
      paragraphs.back().append("\n").append(text);
    } else {
      paragraphs.emplace_back(text);
    }
    // A quad ends the line for good.
    open = !trim(line).ends_with('<');
  }
  return paragraphs;
}

bool take_wire_byline(std::string_view line, Article& article) {
  line = without_marks(line);
  // `AP Sports Writer`, `The Associated Press`: whom the writer above works for.
  constexpr std::size_t kLongestAffiliation = 60;
  const std::string_view first = line.substr(0, line.find(' '));
  if (!article.bylines.empty() && line.size() <= kLongestAffiliation) {
    if (article.agency.empty()) {
      article.agency = is_known_agency(line) ? std::string(line) : is_known_agency(first) ? std::string(first) : "";
    }
    return true;
  }
  for (const std::string_view word : {"By ", "BY ", "Von ", "Par ", "Por "}) {
    if (!line.starts_with(word) || line.size() > 200) continue;
    Byline byline = split_byline(line.substr(word.size()));
    article.bylines = std::move(byline.names);
    if (article.agency.empty()) article.agency = std::move(byline.agency);
    return true;
  }
  return false;
}

}  // namespace news::formats
