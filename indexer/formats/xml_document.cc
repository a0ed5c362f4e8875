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

ParsedXml parse_xml(std::string_view xml) {
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
  // Neither XML_PARSE_NOENT nor XML_PARSE_DTDLOAD: what a document type names outside the record is never opened.
  parsed.document.reset(xmlCtxtReadMemory(
      parser.get(), xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (!parsed.document && parsed.fault.empty()) parsed.fault = "ill-formed XML";
  if (!parsed.fault.empty()) parsed.document.reset();
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
