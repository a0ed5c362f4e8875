// Walks the tree without recursion and gathers text.
#include "indexer/formats/html_blocks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/text.h"
#include "indexer/formats/html_tree.h"

namespace news::formats {
namespace {

constexpr auto kBlocks = std::to_array<std::string_view>(
    {"address", "article", "aside", "blockquote", "body",  "center",  "dd",    "details", "div",   "dl", "dt",
     "footer",  "h1",      "h2",    "h3",         "h4",    "h5",      "h6",    "header",  "hr",    "li", "main",
     "nav",     "ol",      "p",     "pre",        "tbody", "section", "table", "tfoot",   "thead", "tr", "ul"});

constexpr auto kLeftOut = std::to_array<std::string_view>(
    {"aside",  "audio", "button", "canvas",   "dialog",   "embed", "figcaption", "figure", "footer",  "form",
     "iframe", "input", "label",  "map",      "math",     "nav",   "noscript",   "object", "picture", "script",
     "select", "style", "svg",    "template", "textarea", "video", "caption",    "menu"});

constexpr auto kOtherRoles =
    std::to_array<std::string_view>({"alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu",
                                     "menubar", "navigation", "search", "toolbar", "note"});

/// Parts of class and id names of what is not the article.
constexpr auto kOtherNames = std::to_array<std::string_view>(
    {"advert",    "banner",     "breadcrumb", "byline",       "caption",      "combx",           "comment",
     "community", "consent",    "cookie",     "copyright",    "credit",       "dateline",        "disqus",
     "extra",     "footer",     "footnote",   "gdpr",         "gpt-ad",       "hidden",          "infobox",
     "legend",    "masthead",   "menu",       "metadata",     "modal",        "navbar",          "newsletter",
     "outbrain",  "pager",      "pagination", "paywall",      "popup",        "print-only",      "promo",
     "pullquote", "pull-quote", "rating",     "recommend",    "related",      "remark",          "replies",
     "rss",       "share",      "sharing",    "shoutbox",     "sidebar",      "signup",          "skyscraper",
     "social",    "sponsor",    "subscribe",  "subscription", "supplemental", "taboola",         "tags",
     "teaser",    "timestamp",  "toolbar",    "tooltip",      "trending",     "visually-hidden", "widget",
     "yom-remote"});

/// Parts of names of what holds it.
constexpr auto kArticleNames = std::to_array<std::string_view>(
    {"article", "body", "content", "entry", "hentry", "main", "post", "story", "text", "column", "shadow"});

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

template <typename Table>
bool holds_any(std::string_view text, const Table& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

std::string names_of(const xmlNode* element) {
  return ascii_lower(html_attribute(element, "class")) + ' ' + ascii_lower(html_attribute(element, "id"));
}

bool is_hidden(const xmlNode* element) {
  if (html_attribute(element, "aria-hidden") == "true") return true;
  for (const xmlAttr* each = element->properties; each != nullptr; each = each->next) {
    if (std::string_view(reinterpret_cast<const char*>(each->name)) == "hidden") return true;
  }
  std::string style = ascii_lower(html_attribute(element, "style"));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

bool is_left_out(const xmlNode* element, std::string_view name, Hints hints) {
  if (contains(kLeftOut, name)) return true;
  if (element->properties == nullptr || name == "body" || name == "html") return false;
  if (is_hidden(element)) return true;
  if (hints == Hints::ignored) return false;
  if (contains(kOtherRoles, html_attribute(element, "role"))) return true;
  if (name == "a" || name == "em" || name == "strong" || name == "i" || name == "b") return false;
  return name != "article" && hint_of(element) == HtmlHint::other;
}

int heading_of(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

/// Gathers blocks from the events of a walk.
class Gatherer {
 public:
  void enter(const xmlNode* element, std::string_view name) {
    if (name == "br") return line_break();
    if (name == "a") ++links_;
    if (name == "td" || name == "th") blank_due_ = true;
    if (!contains(kBlocks, name)) return;
    end_block();
    element_ = element;
    if (name == "pre") ++preformatted_;
  }
  void leave(const xmlNode* element, std::string_view name) {
    if (name == "a" && links_ > 0) --links_;
    if (!contains(kBlocks, name)) return;
    end_block();
    element_ = element->parent;
    if (name == "pre" && preformatted_ > 0) --preformatted_;
  }
  void text(std::string_view text) {
    if (preformatted_ > 0) return append(text);
    while (!text.empty()) {
      const std::size_t blank = std::min(text.find_first_of(" \t\r\n\f"), text.size());
      if (blank > 0) append(text.substr(0, blank));
      text.remove_prefix(blank);
      const std::size_t next = std::min(text.find_first_not_of(" \t\r\n\f"), text.size());
      if (next > 0) blank_due_ = true;
      text.remove_prefix(next);
    }
  }
  [[nodiscard]] std::vector<HtmlBlock> take() {
    end_block();
    return std::move(blocks_);
  }

 private:
  void append(std::string_view text) {
    const std::size_t before = block_.text.size();
    if (blank_due_ && !block_.text.empty() && block_.text.back() != '\n') block_.text += ' ';
    blank_due_ = false;
    breaks_ = 0;
    block_.text += text;
    if (links_ > 0) block_.linked += block_.text.size() - before;
  }
  void line_break() {
    if (++breaks_ > 1) return end_block();
    if (!block_.text.empty()) block_.text += '\n';
    blank_due_ = false;
  }
  void end_block() {
    breaks_ = 0;
    blank_due_ = false;
    const std::string_view text = trim(block_.text);
    if (!text.empty()) {
      block_.text = std::string(text);
      block_.linked = std::min(block_.linked, block_.text.size());
      block_.element = element_;
      block_.heading = heading_of(html_name(element_));
      blocks_.push_back(std::move(block_));
    }
    block_ = {};
  }

  std::vector<HtmlBlock> blocks_;
  HtmlBlock block_;
  const xmlNode* element_ = nullptr;
  unsigned links_ = 0;
  unsigned breaks_ = 0;
  unsigned preformatted_ = 0;
  bool blank_due_ = false;
};

}  // namespace

HtmlHint hint_of(const xmlNode* element) {
  const std::string names = names_of(element);
  if (names.size() == 1) return HtmlHint::none;
  if (holds_any(names, kOtherNames)) return holds_any(names, kArticleNames) ? HtmlHint::none : HtmlHint::other;
  return holds_any(names, kArticleNames) ? HtmlHint::article : HtmlHint::none;
}

std::vector<HtmlBlock> html_blocks(const xmlNode* body, Hints hints) {
  Gatherer gatherer;
  const xmlNode* node = body;
  while (node != nullptr) {
    const std::string_view name = html_name(node);
    bool goes_in = false;
    if (!name.empty()) {
      if (!is_left_out(node, name, hints)) {
        gatherer.enter(node, name);
        goes_in = node->children != nullptr;
        if (!goes_in) gatherer.leave(node, name);
      }
    } else if (node->type == XML_TEXT_NODE && node->content != nullptr) {
      gatherer.text(reinterpret_cast<const char*>(node->content));
    }
    if (goes_in) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node != body && node->next == nullptr) {
      node = node->parent;
      if (node != nullptr) gatherer.leave(node, html_name(node));
    }
    if (node == nullptr || node == body) break;
    node = node->next;
  }
  return gatherer.take();
}

}  // namespace news::formats
