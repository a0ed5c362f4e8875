// libxml2's HTML parser.
#include "indexer/formats/html_tree.h"

#include <libxml/HTMLparser.h>

#include <limits>
#include <memory>
#include <new>

#include "common/text.h"

namespace news::formats {
namespace {

struct FreeHtmlParser {
  void operator()(htmlParserCtxt* parser) const noexcept { htmlFreeParserCtxt(parser); }
};

std::string_view view(const xmlChar* text) {
  return text != nullptr ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

}  // namespace

XmlDocument parse_html(std::string_view html) {
  if (html.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
  const std::unique_ptr<htmlParserCtxt, FreeHtmlParser> parser(htmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  return XmlDocument(htmlCtxtReadMemory(
      parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC));
}

std::string_view html_name(const xmlNode* node) noexcept {
  return node != nullptr && node->type == XML_ELEMENT_NODE ? view(node->name) : std::string_view();
}

std::string_view html_attribute(const xmlNode* node, std::string_view name) noexcept {
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  for (const xmlAttr* each = node->properties; each != nullptr; each = each->next) {
    if (view(each->name) == name) return each->children != nullptr ? view(each->children->content) : std::string_view();
  }
  return {};
}

const xmlNode* next_outside(const xmlNode* node, const xmlNode* top) noexcept {
  while (node != nullptr && node != top) {
    if (node->next != nullptr) return node->next;
    node = node->parent;
  }
  return nullptr;
}

const xmlNode* next_node(const xmlNode* node, const xmlNode* top) noexcept {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  return next_outside(node, top);
}

std::string html_text_of(const xmlNode* node) {
  std::string text;
  if (node == nullptr) return text;
  for (const xmlNode* at = node->children; at != nullptr;) {
    const std::string_view name = html_name(at);
    if (name == "script" || name == "style") {
      at = next_outside(at, node);
      continue;
    }
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) text += view(at->content);
    if (name == "br") text += ' ';
    at = next_node(at, node);
  }
  return one_line(text);
}

}  // namespace news::formats
