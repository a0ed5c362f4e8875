// Decides between hard-wrapped text and a paragraph a line.
#include "indexer/formats/text_paragraphs.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/story_opening.h"
#include "indexer/formats/text_shapes.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongLine = 160;  // bytes; margins are narrower

bool is_blank(std::string_view line) { return trim(line).empty(); }

bool stands_alone(std::span<const std::string_view> lines, std::size_t index) {
  const bool above = index == 0 || is_blank(lines[index - 1]);
  const bool below = index + 1 == lines.size() || is_blank(lines[index + 1]);
  return above || below;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  // Old Macintosh files end lines with CR alone.
  const char end_mark = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(end_mark), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    while (line.starts_with('\f')) line.remove_prefix(1);
    // Runs of blank lines say no more than two; a file of nothing else must not take many times its size.
    const bool run = line.empty() && lines.size() >= 2 && lines.back().empty() && lines[lines.size() - 2].empty();
    if (!run) lines.push_back(line);
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

bool each_line_is_paragraph(std::span<const std::string_view> lines) {
  std::size_t followed = 0;
  std::size_t ending = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (is_blank(lines[i]) || is_blank(lines[i + 1])) continue;
    ++followed;
    bytes += lines[i].size();
    if (ends_sentence(lines[i])) ++ending;
  }
  return followed > 0 && (ending * 2 >= followed || bytes >= followed * kLongLine);
}

std::vector<std::string> paragraphs_of(std::span<const std::string_view> lines) {
  const bool each_line = each_line_is_paragraph(lines);
  std::vector<std::string> paragraphs;
  std::string current;
  const auto finish = [&] {
    const bool furniture = current.find('\n') == std::string::npos && is_furniture(current);
    if (!current.empty() && !furniture) paragraphs.push_back(std::move(current));
    current.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const Mark mark = mark_of(line);
    // A row of dashes in the middle of lines is debris of text recognition or a table's: it stays where it stands.
    const bool separator = mark != Mark::none && stands_alone(lines, i);
    if (is_blank(line) || separator) {
      finish();
      continue;
    }
    if (each_line) finish();
    if (!current.empty()) current += '\n';
    current += line;
  }
  finish();
  return paragraphs;
}

}  // namespace news::formats
