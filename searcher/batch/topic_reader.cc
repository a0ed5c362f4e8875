#include "searcher/batch/topic_reader.h"

#include <algorithm>
#include <utility>

#include "common/text.h"

namespace news::batch {
namespace {

constexpr std::string_view kOpen = "<top";
constexpr std::string_view kClose = "</top";
constexpr std::string_view kLong = "ic";  // <topic number="1"> is another way to write it

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

/// </top> or </topic>.
TopicTag find_close(std::string_view text, std::size_t from) {
  for (std::size_t at = find_tag(text, kClose, from); at != TopicTag::kNone; at = find_tag(text, kClose, at + 1)) {
    std::size_t next = at + kClose.size();
    if (iequals_ascii(text.substr(next, kLong.size()), kLong)) next += kLong.size();
    if (text.substr(next, 1) == ">") return {at, next + 1};
  }
  return {};
}

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TopicTag find_topic(std::string_view text, std::size_t from) {
  for (std::size_t at = find_tag(text, kOpen, from); at != TopicTag::kNone; at = find_tag(text, kOpen, at + 1)) {
    std::size_t next = at + kOpen.size();
    const bool is_long = iequals_ascii(text.substr(next, kLong.size()), kLong);
    if (is_long) next += kLong.size();
    if (text.substr(next, 1) == ">") return {at, next + 1};
    if (!is_long || next == text.size() || std::string_view(" \t\n").find(text[next]) == std::string_view::npos)
      continue;
    const std::size_t end = text.find('>', next);
    return {at, end == std::string_view::npos ? TopicTag::kNone : end + 1};
  }
  return {};
}

/// Reads another line, without comments; false at the end.
bool TopicReader::more() {
  const std::optional<Line> line = lines_.next();
  if (!line) return false;
  if (text_.empty()) first_ = line->number;
  std::string_view rest = line->text;
  while (!rest.empty()) {
    const std::string_view mark = comment_ == 0 ? "<!--" : "-->";
    const std::size_t found = rest.find(mark);
    if (comment_ == 0) text_ += rest.substr(0, found);
    if (found == std::string_view::npos) break;
    rest.remove_prefix(found + mark.size());
    comment_ = comment_ == 0 ? line->number : 0;
  }
  text_ += '\n';
  return true;
}

std::optional<Item> TopicReader::next() {
  TopicTag open;
  while ((open = find_topic(text_)).end == TopicTag::kNone) {
    const Between kind = between(text_);
    if (kind == Between::content || text_.size() > kMaxLine) return pass_over();
    if (kind == Between::frame) text_.clear();
    if (more()) continue;
    if (comment_ != 0) return unclosed_comment();
    return text_.empty() ? std::nullopt : std::optional(pass_over());
  }
  if (between(std::string_view(text_).substr(0, open.begin)) == Between::content) return pass_over();
  const std::uint64_t line = first_ + lines_in(std::string_view(text_).substr(0, open.begin));
  TopicTag close;
  TopicTag next;  // a topic that is never closed ends where the next one begins
  for (std::size_t searched = open.end;;) {
    close = find_close(text_, searched);
    next = find_topic(text_, searched);
    if (close.begin != TopicTag::kNone || next.begin != TopicTag::kNone || text_.size() > kMaxLine) break;
    searched = std::max(open.end, text_.size() - std::min(text_.size(), kClose.size() + kLong.size() + 1));
    if (!more()) break;
  }
  const std::size_t end = std::min({close.begin, next.begin, text_.size()});
  const std::string_view text = text_;
  Item item = item_of(text.substr(open.begin, open.end - open.begin), text.substr(open.end, end - open.end), line);
  forget(end == close.begin ? close.end : end);
  return item;
}

/// Says that the rest of the input is no topic but a comment.
Item TopicReader::unclosed_comment() {
  Item item;
  item.line = std::exchange(comment_, 0);
  item.problem.emplace(Code::usage, "this comment is not closed", "it ends with -->");
  return item;
}

/// Says that there is text in no topic, and goes on to the next topic.
Item TopicReader::pass_over() {
  Item item;
  item.line = first_ + lines_in(std::string_view(text_).substr(0, text_.find_first_not_of(" \t\n")));
  item.problem.emplace(Code::usage, "text stands outside of <top> and </top>");
  while (find_topic(text_).begin == TopicTag::kNone) {
    text_.clear();
    if (!more()) return item;
  }
  forget(find_topic(text_).begin);
  return item;
}

void TopicReader::forget(std::size_t bytes) {
  first_ += lines_in(std::string_view(text_).substr(0, bytes));
  text_.erase(0, bytes);
}

Item TopicReader::item_of(std::string_view tag, std::string_view text, std::uint64_t line) const {
  Item item;
  item.line = line;
  item.reading = Question::Reading::plain_text;
  const auto fail = [&](const char* message, const char* hint) {
    item.problem.emplace(Code::usage, message, hint);
    return item;
  };
  if (text.size() > kMaxLine) return fail("this topic is longer than 1 MiB", "each ends with </top>");
  if (first_invalid_utf8(tag) != std::string_view::npos || first_invalid_utf8(text) != std::string_view::npos) {
    return fail("this topic is not UTF-8", "iconv -t utf-8 converts it");
  }
  const Topic topic = read_topic(tag, text);
  if (topic.number.empty())
    return fail("this topic has no number", R"(such as <num> Number: 301, or <topic number="301">)");
  item.id = topic.number;
  for (const TopicPart part : parts_) {
    if (!(topic.*part).empty()) item.query += (item.query.empty() ? "" : " ") + topic.*part;
  }
  if (item.query.empty())
    return fail("this topic has no text in the parts that make the query", "--topic-parts chooses them");
  return item;
}

}  // namespace news::batch
