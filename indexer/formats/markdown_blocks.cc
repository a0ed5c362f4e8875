// Reads a document line by line; what a line is tells which block it begins or goes on with.
#include "indexer/formats/markdown_blocks.h"

#include <algorithm>
#include <utility>

#include "common/text.h"

namespace news::formats {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Three or more of one of * - _ and nothing else but blanks.
bool is_rule(std::string_view line) {
  const char c = line.empty() ? '\0' : line[0];
  if (c != '*' && c != '-' && c != '_') return false;
  const auto marks = std::count(line.begin(), line.end(), c);
  const bool only =
      std::all_of(line.begin(), line.end(), [c](char other) { return other == c || other == ' ' || other == '\t'; });
  return only && marks >= 3;
}

/// `# Text ##` without its marks.
struct Heading {
  bool is = false;
  std::string_view text;
};

Heading heading_of(std::string_view line) {
  std::size_t marks = 0;
  while (marks < line.size() && line[marks] == '#') ++marks;
  if (marks == 0 || marks > 6) return {};
  if (marks < line.size() && line[marks] != ' ' && line[marks] != '\t') return {};
  std::string_view text = trim(line.substr(marks));
  const std::size_t last = text.find_last_not_of('#');
  if (last == std::string_view::npos) return {true, {}};
  if (last + 1 < text.size() && (text[last] == ' ' || text[last] == '\t')) text = trim(text.substr(0, last));
  return {true, text};
}

/// Bytes of a bullet with its blanks, 0 where there is none. The number of an ordered item is text that readers see: it
/// stays.
struct Item {
  bool is = false;
  std::size_t bullet = 0;
};

Item item_of(std::string_view line) {
  if (line.size() < 2) return {};
  if ((line[0] == '*' || line[0] == '-' || line[0] == '+') && (line[1] == ' ' || line[1] == '\t')) return {true, 2};
  std::size_t digits = 0;
  while (digits < line.size() && digits < 10 && is_digit(line[digits])) ++digits;
  const bool ordered = digits > 0 && digits < 10 && digits + 1 < line.size() &&
                       (line[digits] == '.' || line[digits] == ')') &&
                       (line[digits + 1] == ' ' || line[digits + 1] == '\t');
  return {ordered, 0};
}

std::string_view without_quote(std::string_view line) {
  while (line.starts_with('>')) line = trim(line.substr(1));
  return line;
}

bool has_pipe(std::string_view line) { return line.find('|') != std::string_view::npos; }

/// `|---|:--:|`
bool is_table_rule(std::string_view line) {
  return has_pipe(line) && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::string table_row(std::string_view line) {
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::string row;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && (line[i] != '|' || (i > 0 && line[i - 1] == '\\'))) continue;
    if (begin > 0) row += '\t';
    row += trim(line.substr(begin, i - begin));
    begin = i + 1;
  }
  return row;
}

/// `[name]: https://...`
bool is_reference_definition(std::string_view line) {
  if (!line.starts_with('[') || line.starts_with("[^")) return false;
  const std::size_t close = line.find("]:");
  if (close == std::string_view::npos || close < 2) return false;
  const std::string_view target = trim(line.substr(close + 2));
  return target.starts_with("http://") || target.starts_with("https://") || target.starts_with('<') ||
         target.starts_with('/');
}

class Blocks {
 public:
  std::vector<MarkdownBlock> run(std::string_view document) {
    while (!document.empty()) {
      const std::size_t end = std::min(document.find('\n'), document.size());
      std::string_view raw = document.substr(0, end);
      document.remove_prefix(std::min(document.size(), end + 1));
      if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
      if (!take_fenced(raw) && !take_hidden(raw, document)) take(raw);
    }
    finish();
    return std::move(blocks_);
  }

 private:
  /// ``` and ~~~: everything in between stands as it is.
  bool take_fenced(std::string_view raw) {
    const std::string_view line = trim(raw);
    const bool marks = line.starts_with("```") || line.starts_with("~~~");
    if (!fence_.empty()) {
      if (line.starts_with(fence_) && line.find_first_not_of(fence_[0]) == std::string_view::npos) {
        fence_.clear();
        finish();
      } else {
        if (!current_.text.empty()) current_.text += '\n';
        current_.text += raw;
      }
      return true;
    }
    if (!marks || (line[0] == '`' && line.find('`', line.find_first_not_of('`')) != std::string_view::npos))
      return false;
    finish();
    const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
    fence_ = std::string(line.substr(0, length));
    current_.kind = MarkdownBlock::Kind::code;
    return true;
  }

  /// Comments, scripts and styles that begin a line, to their end. One without an end is text.
  static bool take_hidden(std::string_view raw, std::string_view& rest) {
    const std::string_view line = trim(raw);
    for (const auto& [begin, end] : {std::pair<std::string_view, std::string_view>{"<!--", "-->"},
                                     {"<script", "</script>"},
                                     {"<style", "</style>"}}) {
      if (!iequals_ascii(line.substr(0, begin.size()), begin)) continue;
      if (line.find(end) != std::string_view::npos) return line.ends_with(end);
      const std::size_t close = rest.find(end);
      if (close == std::string_view::npos) return false;
      rest.remove_prefix(close + end.size());
      return true;
    }
    return false;
  }

  void take(std::string_view raw) {
    std::string_view line = trim(raw);
    const bool quoted = line.starts_with('>');
    line = without_quote(line);
    if (line.empty() || quoted != quoted_) finish();
    quoted_ = quoted;
    if (line.empty()) return;

    if (is_setext_underline(line)) {
      current_.kind = MarkdownBlock::Kind::heading;
      return finish();
    }
    if (is_rule(line)) {
      finish();
      blocks_.push_back({MarkdownBlock::Kind::rule, {}});
      return;
    }
    if (const Heading heading = heading_of(line); heading.is) {
      finish();
      blocks_.push_back({MarkdownBlock::Kind::heading, std::string(heading.text)});
      return;
    }
    if (current_.text.empty() && is_reference_definition(line)) return;
    if (take_table_line(line)) return;
    take_text(line);
  }

  /// Rows of = below a single line. Rows of - are told as rules: the text above stays a paragraph of its own either
  /// way.
  [[nodiscard]] bool is_setext_underline(std::string_view line) const {
    return line.find_first_not_of('=') == std::string_view::npos && !current_.text.empty() && !in_list_ &&
           current_.kind == MarkdownBlock::Kind::paragraph && current_.text.find('\n') == std::string::npos;
  }

  bool take_table_line(std::string_view line) {
    if (current_.kind == MarkdownBlock::Kind::table) {
      if (has_pipe(line)) {
        current_.text += '\n' + table_row(line);
        return true;
      }
      finish();
      return false;
    }
    const bool head = current_.kind == MarkdownBlock::Kind::paragraph && has_pipe(current_.text) &&
                      current_.text.find('\n') == std::string::npos;
    if (!head || !is_table_rule(line)) return false;
    current_.kind = MarkdownBlock::Kind::table;
    current_.text = table_row(current_.text);
    return true;
  }

  void take_text(std::string_view line) {
    const Item item = item_of(line);
    // "2024. A year" inside a paragraph is no item: only a number at a paragraph's or list's line begins one.
    const bool begins_item = item.is && (item.bullet > 0 || in_list_ || current_.text.empty());
    if (begins_item && !in_list_) {
      finish();
      in_list_ = true;
    }
    if (begins_item) line = trim(line.substr(item.bullet));
    // "- # Heading" and "* - nested": the marks of the inner block go too.
    if (begins_item) {
      if (const Heading heading = heading_of(line); heading.is) line = heading.text;
      const Item inner = item_of(line);
      if (inner.bullet > 0) line = trim(line.substr(inner.bullet));
    }
    if (line.empty()) return;
    if (!current_.text.empty()) current_.text += '\n';
    current_.text += line;
  }

  void finish() {
    if (!current_.text.empty()) blocks_.push_back(std::move(current_));
    current_ = {};
    in_list_ = false;
  }

  std::vector<MarkdownBlock> blocks_;
  MarkdownBlock current_;
  std::string fence_;
  bool in_list_ = false;
  bool quoted_ = false;
};

}  // namespace

std::vector<MarkdownBlock> markdown_blocks(std::string_view document) { return Blocks().run(document); }

}  // namespace news::formats
