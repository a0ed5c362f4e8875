// HTML fragments through libxml2's HTML parser, by events: no tree is built, no nesting recursed into.
#include "indexer/formats/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "common/text.h"
#include "indexer/formats/entities.h"
#include "indexer/formats/paragraph_gatherer.h"

namespace news::formats {
namespace {

constexpr auto kBlocks = std::to_array<std::string_view>(
    {"address", "article", "aside", "blockquote", "body",  "caption", "center", "dd", "details",
     "div",     "dl",      "dt",    "footer",     "h1",    "h2",      "h3",     "h4", "h5",
     "h6",      "header",  "hr",    "li",         "main",  "nav",     "ol",     "p",  "pre",
     "section", "summary", "table", "tbody",      "tfoot", "thead",   "tr",     "ul"});

constexpr auto kDropped =
    std::to_array<std::string_view>({"button", "figcaption", "figure", "form", "head", "iframe", "math", "noscript",
                                     "object", "script", "select", "style", "svg", "template", "textarea", "title"});

constexpr auto kInlines = std::to_array<std::string_view>(
    {"a",        "abbr", "acronym", "applet", "area", "audio", "b",   "bdo",  "big",   "blink",    "br",     "canvas",
     "cite",     "code", "col",     "data",   "del",  "dfn",   "dir", "em",   "embed", "fieldset", "font",   "frame",
     "frameset", "hl2",  "html",    "i",      "img",  "input", "ins", "kbd",  "label", "legend",   "link",   "map",
     "mark",     "menu", "meta",    "nobr",   "q",    "ruby",  "s",   "samp", "small", "span",     "strike", "strong",
     "sub",      "sup",  "td",      "th",     "time", "tt",    "u",   "var",  "video", "wbr"});

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

bool is_html_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f'; }

/// What the parser's events are turned into.
struct Gathering {
  ParagraphGatherer paragraphs;
  unsigned dropped = 0;  // depth of elements that are left out
};

extern "C" void on_start(void* context, const xmlChar* raw_name, const xmlChar** /*attributes*/) {
  auto& gathering = *static_cast<Gathering*>(context);
  const std::string_view name = reinterpret_cast<const char*>(raw_name);
  if (contains(kDropped, name)) ++gathering.dropped;
  if (gathering.dropped > 0) return;
  if (name == "br") gathering.paragraphs.line_break();
  if (name == "td" || name == "th") gathering.paragraphs.blank();
  if (contains(kBlocks, name)) gathering.paragraphs.end_paragraph();
  if (name == "pre") gathering.paragraphs.begin_preformatted();
}

extern "C" void on_end(void* context, const xmlChar* raw_name) {
  auto& gathering = *static_cast<Gathering*>(context);
  const std::string_view name = reinterpret_cast<const char*>(raw_name);
  if (contains(kDropped, name) && gathering.dropped > 0) --gathering.dropped;
  if (gathering.dropped > 0) return;
  if (contains(kBlocks, name)) gathering.paragraphs.end_paragraph();
  if (name == "pre") gathering.paragraphs.end_preformatted();
}

extern "C" void on_text(void* context, const xmlChar* bytes, int length) {
  auto& gathering = *static_cast<Gathering*>(context);
  if (gathering.dropped > 0) return;
  gathering.paragraphs.text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
}

struct FreeHtmlParser {
  void operator()(htmlParserCtxt* parser) const noexcept { htmlFreeParserCtxt(parser); }
};
using HtmlParser = std::unique_ptr<htmlParserCtxt, FreeHtmlParser>;

}  // namespace

bool has_html_tags(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::size_t begin = at + 1;
    if (begin < text.size() && text[begin] == '/') ++begin;
    const auto is_name = [](char byte) {
      return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    };
    std::size_t end = begin;
    constexpr std::size_t kLongestName = 12;
    while (end < text.size() && end - begin < kLongestName && is_name(text[end])) ++end;
    if (end == begin || end == text.size()) continue;
    if (text[end] != '>' && text[end] != '/' && !is_html_space(text[end])) continue;
    const std::size_t close = text.find('>', end);
    if (close == std::string_view::npos) return false;
    // "a<b and c>d" is no tag: what stands behind a tag's name are attributes.
    const std::string_view attributes = trim(text.substr(end, close - end));
    if (!attributes.empty() && attributes != "/" && attributes.find('=') == std::string_view::npos) continue;
    const std::string name = ascii_lower(text.substr(begin, end - begin));
    if (contains(kBlocks, name) || contains(kInlines, name) || contains(kDropped, name)) return true;
  }
  return false;
}

std::vector<std::string> html_paragraphs(std::string_view fragment) {
  const std::string html = with_windows_references(fragment);
  if (html.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return {};
  Gathering gathering;
  const HtmlParser parser(htmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  htmlSAXHandler handler{};
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  *parser->sax = handler;
  parser->userData = &gathering;
  // The fragment is UTF-8 whatever a `meta` in it says.
  htmlCtxtReadMemory(
      parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  return gathering.paragraphs.take();
}

std::string html_line(std::string_view html) {
  std::string line;
  for (const std::string& paragraph : html_paragraphs(html)) {
    if (!line.empty()) line += ' ';
    line += paragraph;
  }
  return one_line(line);
}

std::string decode_entities(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t ampersand = std::min(text.find('&', at), text.size());
    decoded.append(text, at, ampersand - at);
    at = ampersand;
    if (at == text.size()) break;
    if (const std::optional<Entity> entity = decode_entity(text, at)) {
      append_utf8(decoded, entity->character);
      at += entity->length;
    } else {
      decoded += '&';
      ++at;
    }
  }
  return decoded;
}

}  // namespace news::formats
