// One XML record as a tree, parsed without touching anything outside it.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

namespace news::formats {

struct FreeXmlDocument {
  void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }
};
using XmlDocument = std::unique_ptr<xmlDoc, FreeXmlDocument>;

/// A document, or the parser's first fault.
struct ParsedXml {
  XmlDocument document;
  std::string fault;       ///< libxml2's message, one line
  std::uint64_t line = 0;  ///< of the fault in `xml`, from 1
};

/// Parses UTF-8. No DTD and no entity is loaded from anywhere, no network is used; entity references stay in the tree
/// as nodes; nesting and the size of single texts are held to libxml2's limits. Ill-formed XML gives no document.
[[nodiscard]] ParsedXml parse_xml(std::string_view xml);

/// The name without a prefix; empty for what is no element.
[[nodiscard]] std::string_view local_name(const xmlNode* node) noexcept;

/// The first child element of that local name, or nullptr (also for no node).
[[nodiscard]] const xmlNode* child(const xmlNode* node, std::string_view name) noexcept;

/// An attribute's value without regard to namespaces, empty where there is none.
[[nodiscard]] std::string attribute(const xmlNode* node, std::string_view name);

/// What an entity reference in text stands for: a character of HTML's tables, or a declared text without markup or
/// further references. Empty for anything else.
[[nodiscard]] std::string referenced_text(const xmlNode* reference);

}  // namespace news::formats
