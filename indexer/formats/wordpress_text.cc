// Shortcodes and automatic paragraphs.
#include "indexer/formats/wordpress_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "common/text.h"

namespace news::formats {
namespace {

// WordPress's own shortcodes; what the first group encloses is no text of the article.
constexpr auto kDropped = std::to_array<std::string_view>(
    {"audio", "caption", "embed", "gallery", "googlemaps", "playlist", "video", "wp_caption", "youtube"});

constexpr std::size_t kLongestCode = 2000;  // bytes of a shortcode with its attributes

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_dropped(std::string_view name) { return std::find(kDropped.begin(), kDropped.end(), name) != kDropped.end(); }

std::string without_comments(std::string_view text) {
  std::string kept;
  while (true) {
    const std::size_t begin = text.find("<!--");
    kept += text.substr(0, begin);
    if (begin == std::string_view::npos) return kept;
    const std::size_t end = text.find("-->", begin);
    if (end == std::string_view::npos) return kept;
    text.remove_prefix(end + 3);
  }
}

/// A shortcode's opening or closing mark.
struct Code {
  std::string_view name;
  std::size_t length = 0;
  bool closes = false;
  bool has_attributes = false;
};

/// The mark at the '[' that the text begins with.
std::optional<Code> code_at(std::string_view text) {
  Code code;
  std::size_t at = 1;
  if (text.substr(1).starts_with('/')) {
    code.closes = true;
    ++at;
  }
  const std::size_t begin = at;
  while (at < text.size() && at < kLongestCode && is_name_byte(text[at])) ++at;
  code.name = text.substr(begin, at - begin);
  if (code.name.empty() || at == text.size()) return std::nullopt;
  const std::size_t end = text.substr(0, kLongestCode).find_first_of("[]", at);
  if (end == std::string_view::npos || text[end] != ']') return std::nullopt;
  const std::string_view attributes = text.substr(at, end - at);
  if (!attributes.empty() && attributes[0] != ' ' && attributes[0] != '\n' && attributes[0] != '/') return std::nullopt;
  const std::size_t equals = attributes.find('=');
  code.has_attributes = equals != std::string_view::npos && equals > 1 && equals + 1 < attributes.size() &&
                        is_name_byte(attributes[equals - 1]) && attributes[equals + 1] != ' ';
  code.length = end + 1;
  return code;
}

/// The names that `[/name]` closes somewhere.
std::set<std::string_view> closed_names(std::string_view text) {
  std::set<std::string_view> names;
  for (std::size_t at = text.find("[/"); at != std::string_view::npos; at = text.find("[/", at + 1)) {
    if (const auto code = code_at(text.substr(at))) names.insert(code->name);
  }
  return names;
}

class ShortcodeRemover {
 public:
  explicit ShortcodeRemover(std::string_view text) : text_(text), closed_(closed_names(text)) {}

  std::string remove() {
    while (at_ < text_.size()) {
      const std::size_t open = std::min(text_.find('[', at_), text_.size());
      kept_ += text_.substr(at_, open - at_);
      at_ = open;
      if (at_ < text_.size()) take_bracket();
    }
    return std::move(kept_);
  }

 private:
  void take_bracket() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("[[")) {
      const auto escaped = code_at(rest.substr(1));
      if (escaped && rest.substr(1 + escaped->length).starts_with(']')) {
        kept_ += rest.substr(1, escaped->length);
        at_ += escaped->length + 2;
        return;
      }
    }
    const auto code = code_at(rest);
    const bool known =
        code && (code->closes || code->has_attributes || is_dropped(code->name) || closed_.contains(code->name));
    if (!known) {
      kept_ += '[';
      ++at_;
      return;
    }
    at_ += code->length;
    if (!code->closes && is_dropped(code->name) && closed_.contains(code->name)) skip_enclosed(code->name);
  }

  /// To behind the end of a shortcode, where another one of the name does not begin first.
  void skip_enclosed(std::string_view name) {
    const std::string end = "[/" + std::string(name) + "]";
    // Kept, since many may begin before one ends.
    std::size_t& found = next_ends_.try_emplace(name, 0).first->second;
    if (found < at_) found = text_.find(end, at_);
    if (found == std::string_view::npos) return;
    const std::size_t again = text_.substr(0, found).find("[" + std::string(name), at_);
    if (again == std::string_view::npos) at_ = found + end.size();
  }

  std::string_view text_;
  std::set<std::string_view> closed_;
  std::map<std::string_view, std::size_t> next_ends_;
  std::string kept_;
  std::size_t at_ = 0;
};

bool is_space_byte(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Line ends as tags, but for those inside `pre`.
std::string with_paragraphs(std::string_view text, bool line_breaks) {
  std::string html;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\n<", at), text.size());
    html += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    if (text[at] == '<') {
      const std::string_view rest = text.substr(at);
      std::size_t length = rest.starts_with("<pre") ? rest.find("</pre") : rest.find('>');
      length = std::min(length, rest.size() - 1) + 1;
      html += rest.substr(0, length);
      at += length;
      continue;
    }
    const std::size_t first = at;
    std::size_t lines = 0;
    while (at < text.size() && is_space_byte(text[at])) lines += text[at++] == '\n' ? 1U : 0U;
    const bool between_words = first > 0 && text[first - 1] != '>' && at < text.size() && text[at] != '<';
    html += lines > 1 ? "<br><br>" : (line_breaks && between_words ? "<br>" : "\n");
  }
  return html;
}

}  // namespace

std::string wordpress_html(std::string_view text) {
  const bool blocks = text.find("<!-- wp:") != std::string_view::npos;
  const std::string plain = ShortcodeRemover(without_comments(text)).remove();
  return with_paragraphs(plain, !blocks);
}

}  // namespace news::formats
