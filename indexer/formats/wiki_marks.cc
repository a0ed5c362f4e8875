#include "indexer/formats/wiki_marks.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/byte_set.h"
#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kDeepest = 40;          // marks inside one another that are followed
constexpr std::size_t kMostTemplates = 100;   // kept of a page
constexpr std::size_t kMostKeptBytes = 2000;  // of a kept template's arguments
constexpr std::size_t kMostCategories = 1000;

/// Elements whose content is no text.
constexpr auto kHidden = std::to_array<std::string_view>(
    {"ref",      "gallery",      "math",       "timeline", "source",          "syntaxhighlight",
     "imagemap", "score",        "graph",      "chem",     "hiero",           "templatestyles",
     "inputbox", "categorytree", "mapframe",   "maplink",  "dynamicpagelist", "references",
     "style",    "script",       "includeonly"});

constexpr auto kFiles = std::to_array<std::string_view>({"file", "image", "media", "video"});
constexpr auto kCategories = std::to_array<std::string_view>({"category"});

/// Templates whose last or only argument is their text.
constexpr auto kTextTemplates = std::to_array<std::string_view>(
    {"w",      "lang",  "nowrap",        "nobr",     "quote",          "blockquote",     "small",  "big", "em",
     "strong", "abbr",  "tooltip",       "transl",   "translit",       "cquote",         "center", "tq",  "wikt",
     "s:",     "zitat", "citation bloc", "cita",     "cytat",          "link-interwiki", "ill",    "iw",  "u",
     "ipa",    "audio", "plainlist",     "flatlist", "visible anchor", "vanchor"});

/// Templates that say when and where a story is from, as the Wikinews of several languages call them.
constexpr auto kStating = std::to_array<std::string_view>(
    {"date", "byline", "datum", "fecha", "data", "дата", "日期", "tagged date", "dateline", "sprache",
     "publicationdate", "date de l'article", "data e luogo", "luogodata", "data1", "n-dato", "dato"});

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

/// Characters of markup as references, so that later steps leave them alone.
void append_protected(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (std::string_view("[]{}|='*#:;<>_-").find(c) != std::string_view::npos) {
      out += "&#" + std::to_string(static_cast<int>(c)) + ';';
    } else {
      out += c;
    }
  }
}

/// The name of the tag that begins at `at`, in lower case; empty where none does.
std::string tag_name(std::string_view text, std::size_t at) {
  std::size_t begin = at + 1;
  if (begin < text.size() && text[begin] == '/') ++begin;
  std::size_t end = begin;
  constexpr std::size_t kLongest = 20;
  while (end < text.size() && end - begin < kLongest &&
         ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z') ||
          (text[end] >= '0' && text[end] <= '9'))) {
    ++end;
  }
  return ascii_lower(text.substr(begin, end - begin));
}

/// Where `</name` begins at or behind `from`, in any case; npos where it does not. What was once not found is not
/// looked for again.
class EndTags {
 public:
  explicit EndTags(std::string_view text) : text_(text) {}
  std::size_t find(std::size_t from, std::string_view name) {
    if (contains(missing_, name)) return std::string_view::npos;
    for (std::size_t at = text_.find("</", from); at != std::string_view::npos; at = text_.find("</", at + 2)) {
      if (iequals_ascii(text_.substr(at + 2, name.size()), name)) return at;
    }
    missing_.emplace_back(name);
    return std::string_view::npos;
  }

 private:
  std::string_view text_;
  std::vector<std::string> missing_;
};

std::string_view first_part(std::string_view text, char separator) {
  return text.substr(0, std::min(text.find(separator), text.size()));
}

/// Follows templates and links while they nest.
class Marks {
 public:
  Marks(const WikiNames& names, WikiText& result) : names_(names), result_(result) {}

  std::string read(std::string_view text) {
    out_.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
      static constexpr ByteSet kMarks("{}[]");
      const std::size_t next = kMarks.find_in(text, at);
      out_.append(text, at, next - at);
      at = next;
      if (at < text.size()) at += mark(text, at);
    }
    return std::move(out_);
  }

 private:
  struct Open {
    char kind;          // '{' or '['
    std::size_t begin;  // of its content in out_
  };

  /// Handles what stands at `at` and returns how many bytes it took.
  std::size_t mark(std::string_view text, std::size_t at) {
    const std::string_view two = text.substr(at, 2);
    if (two == "{{" || two == "[[") {
      if (open_.size() < kDeepest) {
        open_.push_back({two.front(), out_.size()});
      } else {
        ++too_deep_;
      }
      return 2;
    }
    if (two == "}}" || two == "]]") {
      if (too_deep_ > 0) {
        --too_deep_;
      } else {
        close(two == "}}" ? '{' : '[');
      }
      return 2;
    }
    if (text[at] == '[') {
      if (const std::size_t size = external_link(text, at); size > 0) return size;
    }
    out_ += text[at];
    return 1;
  }

  void close(char kind) {
    // A mark of the other kind that was not closed inside this one is text.
    while (!open_.empty() && open_.back().kind != kind) {
      const bool outer = std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return open.kind == kind; });
      if (!outer) return;
      open_.pop_back();
    }
    if (open_.empty()) return;
    const std::string content = out_.substr(open_.back().begin);
    out_.resize(open_.back().begin);
    open_.pop_back();
    out_ += kind == '{' ? template_text(content) : link_text(content);
  }

  /// `[http://example.org its text]`.
  std::size_t external_link(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at + 1, 8);
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("//") &&
        !rest.starts_with("mailto:")) {
      return 0;
    }
    constexpr std::size_t kLongest = 4000;
    const std::size_t end = text.substr(0, std::min(text.size(), at + kLongest)).find_first_of(" ]\n", at);
    if (end == std::string_view::npos || text[end] == '\n') return 0;
    // The text and its bracket are read on; the bracket is dropped as one that closes nothing.
    if (text[end] == ']') return end + 1 - at;
    const std::size_t close = text.substr(0, std::min(text.size(), at + kLongest)).find_first_of("]\n", end);
    if (close == std::string_view::npos || text[close] == '\n') return 0;
    out_.append(text, end + 1, close - end - 1);
    return close + 1 - at;
  }

  std::string template_text(std::string_view content) {
    std::string name = ascii_lower(one_line(first_part(content, '|')));
    if (name == "!") return "|";
    if (name == "=") return "=";
    if (name == "'" || name == "-" || name == "clear") return {};
    if (name == "nbsp" || name == "spaces" || name == "snd" || name == "spaced ndash") return " ";
    if (contains(kStating, name)) {
      keep(std::move(name), content);
      return {};
    }
    if (name == "convert" || name == "cvt") return converted(content);
    const bool lang = name.starts_with("lang-");
    if (!lang && !contains(kTextTemplates, name)) return {};
    // The last argument without a name.
    std::string_view rest = content;
    std::string_view text;
    std::size_t bar = rest.find('|');
    while (bar != std::string_view::npos) {
      rest = rest.substr(bar + 1);
      const std::string_view argument = first_part(rest, '|');
      const std::size_t equals = argument.find('=');
      const std::string_view key = trim(argument.substr(0, std::min(equals, argument.size())));
      const bool numbered = equals != std::string_view::npos && !key.empty() &&
                            key.find_first_not_of("0123456789") == std::string_view::npos;
      const bool text_key = key == "text" || key == "quote";
      if (equals == std::string_view::npos) {
        text = argument;
      } else if (numbered || text_key) {
        text = argument.substr(equals + 1);
      }
      bar = rest.find('|');
    }
    return std::string(text);
  }

  /// `{{convert|5|km|mi}}`: what was measured.
  static std::string converted(std::string_view content) {
    std::vector<std::string_view> parts;
    while (parts.size() < 3 && !content.empty()) {
      const std::string_view part = first_part(content, '|');
      parts.push_back(trim(part));
      content.remove_prefix(std::min(part.size() + 1, content.size()));
    }
    return parts.size() < 3 ? std::string() : std::string(parts[1]) + ' ' + std::string(parts[2]);
  }

  void keep(std::string name, std::string_view content) {
    if (result_.templates.size() >= kMostTemplates || content.size() > kMostKeptBytes) return;
    WikiTemplate kept{std::move(name), {}};
    unsigned position = 0;
    std::size_t bar = content.find('|');
    while (bar != std::string_view::npos) {
      content = content.substr(bar + 1);
      const std::string_view argument = first_part(content, '|');
      const std::size_t equals = argument.find('=');
      const std::string key =
          equals == std::string_view::npos ? std::to_string(++position) : ascii_lower(trim(argument.substr(0, equals)));
      kept.named[key] = one_line(equals == std::string_view::npos ? argument : argument.substr(equals + 1));
      bar = content.find('|');
    }
    result_.templates.push_back(std::move(kept));
  }

  std::string link_text(std::string_view content) {
    std::string_view target = trim(first_part(content, '|'));
    const bool has_text = target.size() < trim(content).size() && content.find('|') != std::string_view::npos;
    const bool shown = target.starts_with(':');
    if (shown) target.remove_prefix(1);
    const std::size_t colon = target.find(':');
    if (colon != std::string_view::npos && colon > 0) {
      const std::string space = fold_case(trim(target.substr(0, colon)));
      if (!shown && (contains(kFiles, space) || contains(names_.files, space))) return {};
      if (!shown && (contains(kCategories, space) || contains(names_.categories, space))) {
        if (result_.categories.size() < kMostCategories) {
          result_.categories.push_back(one_line(target.substr(colon + 1)));
        }
        return {};
      }
      const bool language = !shown && !has_text && is_language(space);
      if (language) return {};
      // Another wiki or namespace: `[[w:Berlin]]`.
      if (!has_text) target.remove_prefix(colon + 1);
    }
    if (!has_text) return std::string(target.substr(0, std::min(target.find('#'), target.size())));
    const std::string_view text = content.substr(content.find('|') + 1);
    if (!trim(text).empty()) return std::string(text);
    return std::string(trim(target.substr(0, std::min(target.find('('), target.size()))));
  }

  /// `de`, `zh-yue`, `simple`: links to the same article in other languages.
  static bool is_language(std::string_view space) {
    const std::string_view code = first_part(space, '-');
    const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return (letters && (code.size() == 2 || code.size() == 3)) || space == "simple";
  }

  const WikiNames& names_;
  WikiText& result_;
  std::string out_;
  std::vector<Open> open_;
  std::size_t too_deep_ = 0;
};

}  // namespace

std::string without_hidden(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  EndTags ends(text);
  bool comments = true;  // false: there is no further end of a comment
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t tag = std::min(text.find('<', at), text.size());
    out.append(text, at, tag - at);
    at = tag;
    if (at == text.size()) break;
    if (comments && text.substr(at).starts_with("<!--")) {
      const std::size_t end = text.find("-->", at + 4);
      comments = end != std::string_view::npos;
      if (comments) {
        at = end + 3;
        continue;
      }
    }
    const std::string name = tag_name(text, at);
    const bool closes = at + 1 < text.size() && text[at + 1] == '/';
    const std::size_t open_end = text.substr(0, std::min(text.size(), at + 2000)).find('>', at);
    const bool whole = !name.empty() && open_end != std::string_view::npos;
    const bool protects = name == "nowiki" || name == "pre";
    if (whole && !closes && (protects || contains(kHidden, name))) {
      if (text[open_end - 1] == '/') {
        at = open_end + 1;
        continue;
      }
      const std::size_t end = ends.find(open_end, name);
      if (end != std::string_view::npos) {
        if (protects) append_protected(out, text.substr(open_end + 1, end - open_end - 1));
        at = std::min(text.find('>', end), text.size() - 1) + 1;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

std::string without_marks(std::string_view wikitext, const WikiNames& names, WikiText& result) {
  return Marks(names, result).read(wikitext);
}

}  // namespace news::formats
