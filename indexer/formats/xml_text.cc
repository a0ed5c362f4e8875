#include "indexer/formats/xml_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/text.h"
#include "indexer/formats/paragraph_gatherer.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

// Elements of NITF 3.6's `block.content` and of XHTML that stand on lines of their own.
constexpr auto kBlocks = std::to_array<std::string_view>(
    {"abstract", "address", "article",    "aside",  "block",      "blockquote", "body",    "body.content",
     "body.end", "bq",      "caption",    "credit", "datasource", "dd",         "div",     "dl",
     "dt",       "fn",      "footer",     "h1",     "h2",         "h3",         "h4",      "h5",
     "h6",       "header",  "hedline",    "hl1",    "hl2",        "hr",         "lead",    "li",
     "main",     "nav",     "nitf-table", "note",   "ol",         "p",          "section", "table",
     "tagline",  "tbody",   "tfoot",      "thead",  "tr",         "ul"});

// Not the article's text: pictures with their captions, hidden data, and what is read as a field.
constexpr auto kLeftOut = std::to_array<std::string_view>(
    {"bibliography", "body.head", "custom-table", "figcaption", "figure", "head", "media", "media-caption",
     "media-metadata", "media-producer", "nitf-col", "nitf-colgroup", "object", "script", "style"});

// A text whose entities would swell it beyond this was made to.
constexpr std::size_t kMostExpanded = std::size_t{1} << 20;

constexpr int kDeepest = 300;  // beyond libxml2's own limit of nesting

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

}  // namespace

std::vector<std::string> XmlText::paragraphs(const xmlNode* node) {
  ParagraphGatherer gatherer;
  if (node != nullptr) gather_children(node, gatherer, 0);
  return gatherer.take();
}

std::string XmlText::line(const xmlNode* node) {
  std::string line;
  for (const std::string& paragraph : paragraphs(node)) line += (line.empty() ? "" : " ") + paragraph;
  return one_line(line);
}

bool XmlText::is_bomb() const noexcept { return expanded_ > kMostExpanded; }

void XmlText::gather_children(const xmlNode* node, ParagraphGatherer& gatherer, int depth) {
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) gather(each, gatherer, depth);
}

void XmlText::gather(const xmlNode* node, ParagraphGatherer& gatherer, int depth) {
  if (depth > kDeepest || is_bomb()) return;
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    if (node->content != nullptr) gatherer.text(reinterpret_cast<const char*>(node->content));
  } else if (node->type == XML_ENTITY_REF_NODE) {
    const std::string text = referenced_text(node);
    expanded_ += text.size();
    gatherer.text(text);
  } else if (node->type == XML_ELEMENT_NODE) {
    gather_element(node, gatherer, depth);
  }
}

void XmlText::gather_element(const xmlNode* node, ParagraphGatherer& gatherer, int depth) {
  const std::string_view name = local_name(node);
  if (contains(kLeftOut, name)) return;
  if (name == "br") return gatherer.line_break();
  if (name == "pre") {
    gatherer.begin_preformatted();
    gather_children(node, gatherer, depth + 1);
    return gatherer.end_preformatted();
  }
  const bool block = contains(kBlocks, name);
  if (block) gatherer.end_paragraph();
  if (name == "td" || name == "th") gatherer.blank();
  gather_children(node, gatherer, depth + 1);
  if (block) gatherer.end_paragraph();
}

}  // namespace news::formats
