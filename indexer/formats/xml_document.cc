// libxml2's tree parser with everything dangerous switched off.
#include "indexer/formats/xml_document.h"

#include <libxml/parser.h>

#include <limits>
#include <new>
#include <string>

#include "common/text.h"
#include "indexer/formats/html_text.h"

namespace news::formats {
namespace {

struct FreeXmlParser {
  void operator()(xmlParserCtxt* parser) const noexcept { xmlFreeParserCtxt(parser); }
};
using XmlParser = std::unique_ptr<xmlParserCtxt, FreeXmlParser>;

std::string_view view(const xmlChar* text) {
  return text != nullptr ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// The first error that makes the document ill-formed is the one that a person can mend; later ones follow from it.
extern "C" void on_error(void* context, xmlError* error) {
  auto* const parser = static_cast<xmlParserCtxt*>(context);
  auto& parsed = *static_cast<ParsedXml*>(parser->_private);
  if (error->level != XML_ERR_FATAL || !parsed.fault.empty()) return;
  parsed.fault = one_line(error->message != nullptr ? error->message : "ill-formed XML");
  parsed.line = error->line > 0 ? static_cast<std::uint64_t>(error->line) : 0;
}

void initialise_libxml() {
  // libxml2 wants this done once before threads use it.
  static const bool kDone = [] {
    xmlInitParser();
    return true;
  }();
  (void)kDone;
}

}  // namespace

ParsedXml parse_xml(std::string_view xml, Recovery recovery) {
  ParsedXml parsed;
  if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    parsed.fault = "larger than libxml2 reads";
    return parsed;
  }
  initialise_libxml();
  const XmlParser parser(xmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  parser->_private = &parsed;
  parser->sax->serror = on_error;
  const bool recovers = recovery == Recovery::as_far_as_possible;
  // Neither XML_PARSE_NOENT nor XML_PARSE_DTDLOAD: what a document type names outside the record is never opened.
  const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_NOERROR |
                      XML_PARSE_NOWARNING | (recovers ? XML_PARSE_RECOVER : 0);
  parsed.document.reset(
      xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8", options));
  if (!parsed.document && parsed.fault.empty()) parsed.fault = "ill-formed XML";
  if (!parsed.fault.empty() && !recovers) parsed.document.reset();
  return parsed;
}

std::string_view local_name(const xmlNode* node) noexcept {
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  const std::string_view name = view(node->name);
  // An undeclared prefix stays in the name.
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

const xmlNode* child(const xmlNode* node, std::string_view name) noexcept {
  if (node == nullptr) return nullptr;
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
    if (local_name(each) == name) return each;
  }
  return nullptr;
}

std::string attribute(const xmlNode* node, std::string_view name) {
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  for (const xmlAttr* each = node->properties; each != nullptr; each = each->next) {
    std::string_view attribute_name = view(each->name);
    if (const std::size_t colon = attribute_name.find(':'); colon != std::string_view::npos) {
      attribute_name.remove_prefix(colon + 1);
    }
    if (attribute_name != name) continue;
    std::string value;
    for (const xmlNode* part = each->children; part != nullptr; part = part->next) {
      value += part->type == XML_ENTITY_REF_NODE ? referenced_text(part) : std::string(view(part->content));
    }
    return value;
  }
  return {};
}

std::string_view namespace_of(const xmlNode* node) noexcept {
  if (node == nullptr || node->type != XML_ELEMENT_NODE || node->ns == nullptr) return {};
  return view(node->ns->href);
}

std::string_view prefix_of(const xmlNode* node) noexcept {
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  if (node->ns != nullptr) return view(node->ns->prefix);
  const std::string_view name = view(node->name);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string text_of(const xmlNode* node) {
  constexpr std::size_t kMost = std::size_t{64} << 20;
  std::string text;
  if (node == nullptr) return text;
  const xmlNode* at = node->children;
  while (at != nullptr && text.size() < kMost) {
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) text += view(at->content);
    if (at->type == XML_ENTITY_REF_NODE) text += referenced_text(at);
    // A reference's child is the entity's declaration, not part of the tree.
    if (at->type == XML_ELEMENT_NODE && at->children != nullptr) {
      at = at->children;
      continue;
    }
    while (at != node && at->next == nullptr) at = at->parent;
    if (at == node) break;
    at = at->next;
  }
  return text;
}

std::string inner_markup(const xmlNode* node) {
  if (node == nullptr) return {};
  struct FreeBuffer {
    void operator()(xmlBuffer* buffer) const noexcept { xmlBufferFree(buffer); }
  };
  const std::unique_ptr<xmlBuffer, FreeBuffer> buffer(xmlBufferCreate());
  if (!buffer) throw std::bad_alloc();
  std::string markup;
  for (xmlNode* each = node->children; each != nullptr; each = each->next) {
    xmlBufferEmpty(buffer.get());
    if (xmlNodeDump(buffer.get(), node->doc, each, 0, 0) < 0) throw std::bad_alloc();
    markup += view(xmlBufferContent(buffer.get()));
  }
  return markup;
}

std::string referenced_text(const xmlNode* reference) {
  const std::string name(view(reference->name));
  const xmlEntity* entity = xmlGetDocEntity(reference->doc, reference->name);
  if (entity == nullptr || entity->etype == XML_INTERNAL_PREDEFINED_ENTITY) {
    // News DTDs declare the letters that HTML has; the DTD itself is not read.
    std::string decoded = decode_entities('&' + name + ';');
    return decoded.starts_with('&') && decoded.size() > 1 ? std::string() : decoded;
  }
  if (entity->etype != XML_INTERNAL_GENERAL_ENTITY) return {};
  const std::string_view content = view(entity->content);
  return content.find_first_of("<&") == std::string_view::npos ? std::string(content) : std::string();
}

}  // namespace news::formats
