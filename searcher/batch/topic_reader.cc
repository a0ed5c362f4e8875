#include "searcher/batch/topic_reader.h"

#include <algorithm>

#include "common/text.h"

namespace news::batch {
namespace {

constexpr std::string_view kOpen = "<top>";
constexpr std::string_view kClose = "</top>";

std::size_t find_tag(std::string_view text, std::string_view tag, std::size_t from) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size()));
  const auto found = std::search(begin, text.end(), tag.begin(), tag.end(),
                                 [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

/// What stands between topics.
enum class Between {
  frame,    ///< nothing but tags (a root element, a comment) and white space
  in_tag,   ///< the same, and a tag goes on
  content,  ///< text that is in no topic
};

Between between(std::string_view text) {
  bool inside = false;
  for (const char c : text) {
    if (c == '<') inside = true;
    if (!inside && c != ' ' && c != '\t' && c != '\n') return Between::content;
    if (c == '>') inside = false;
  }
  return inside ? Between::in_tag : Between::frame;
}

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::size_t find_topic(std::string_view text, std::size_t from) { return find_tag(text, kOpen, from); }

/// Reads another line; false at the end.
bool TopicReader::more() {
  const std::optional<Line> line = lines_.next();
  if (!line) return false;
  if (text_.empty()) first_ = line->number;
  text_ += line->text;
  text_ += '\n';
  return true;
}

std::optional<Item> TopicReader::next() {
  std::size_t begin = 0;
  while ((begin = find_topic(text_)) == std::string::npos) {
    const Between kind = between(text_);
    if (kind == Between::content || text_.size() > kMaxLine) return pass_over();
    if (kind == Between::frame) text_.clear();
    if (!more()) return text_.empty() ? std::nullopt : std::optional(pass_over());
  }
  if (between(std::string_view(text_).substr(0, begin)) == Between::content) return pass_over();
  const std::uint64_t line = first_ + lines_in(std::string_view(text_).substr(0, begin));
  const std::size_t content = begin + kOpen.size();
  std::size_t close = std::string::npos;
  std::size_t next = std::string::npos;  // a topic that is never closed ends where the next one begins
  for (std::size_t searched = content;;) {
    close = find_tag(text_, kClose, searched);
    next = find_topic(text_, searched);
    if (close != std::string::npos || next != std::string::npos || text_.size() > kMaxLine) break;
    searched = std::max(content, text_.size() - std::min(text_.size(), kClose.size()));
    if (!more()) break;
  }
  const std::size_t end = std::min({close, next, text_.size()});
  Item item = item_of(std::string_view(text_).substr(content, end - content), line);
  forget(end == close ? close + kClose.size() : end);
  return item;
}

/// Says that there is text in no topic, and goes on to the next topic.
Item TopicReader::pass_over() {
  Item item;
  item.line = first_ + lines_in(std::string_view(text_).substr(0, text_.find_first_not_of(" \t\n")));
  item.problem.emplace(Code::usage, "text stands outside of <top> and </top>");
  while (find_topic(text_) == std::string::npos) {
    text_.clear();
    if (!more()) return item;
  }
  forget(find_topic(text_));
  return item;
}

void TopicReader::forget(std::size_t bytes) {
  first_ += lines_in(std::string_view(text_).substr(0, bytes));
  text_.erase(0, bytes);
}

Item TopicReader::item_of(std::string_view text, std::uint64_t line) const {
  Item item;
  item.line = line;
  item.reading = Question::Reading::plain_text;
  const auto fail = [&](const char* message, const char* hint) {
    item.problem.emplace(Code::usage, message, hint);
    return item;
  };
  if (text.size() > kMaxLine) return fail("this topic is longer than 1 MiB", "each ends with </top>");
  if (first_invalid_utf8(text) != std::string_view::npos) {
    return fail("this topic is not UTF-8", "iconv -t utf-8 converts it");
  }
  const Topic topic = read_topic(text);
  if (topic.number.empty()) return fail("this topic has no number", "such as <num> Number: 301");
  item.id = topic.number;
  for (const TopicPart part : parts_) {
    if (!(topic.*part).empty()) item.query += (item.query.empty() ? "" : " ") + topic.*part;
  }
  if (item.query.empty())
    return fail("this topic has no text in the parts that make the query", "--topic-parts chooses them");
  return item;
}

}  // namespace news::batch
