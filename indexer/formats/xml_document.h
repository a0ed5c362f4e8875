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

/// What is to become of ill-formed XML: nothing, or the tree that libxml2 makes of it in spite of its fault.
enum class Recovery { none, as_far_as_possible };

/// Parses UTF-8. No DTD and no entity is loaded from anywhere, no network is used; entity references stay in the tree
/// as nodes; nesting and the size of single texts are held to libxml2's limits. Ill-formed XML gives no document, or
/// with recovery a document and its fault.
[[nodiscard]] ParsedXml parse_xml(std::string_view xml, Recovery recovery = Recovery::none);

/// The name without a prefix; empty for what is no element.
[[nodiscard]] std::string_view local_name(const xmlNode* node) noexcept;

/// The first child element of that local name, or nullptr (also for no node).
[[nodiscard]] const xmlNode* child(const xmlNode* node, std::string_view name) noexcept;

/// An attribute's value without regard to namespaces, empty where there is none.
[[nodiscard]] std::string attribute(const xmlNode* node, std::string_view name);

/// The namespace's name, empty where there is none. The undeclared prefix of a name is in `prefix_of`.
[[nodiscard]] std::string_view namespace_of(const xmlNode* node) noexcept;

/// The prefix of a name as written, declared or not; empty where there is none.
[[nodiscard]] std::string_view prefix_of(const xmlNode* node) noexcept;

/// All text inside an element, entity references decoded, white space as it stands, without comments and instructions.
/// Empty for no node. At most 64 MiB: entities that swell it beyond are cut off.
[[nodiscard]] std::string text_of(const xmlNode* node);

/// What stands inside an element, as XML text, for what is read as HTML.
[[nodiscard]] std::string inner_markup(const xmlNode* node);

/// What an entity reference in text stands for: a character of HTML's tables, or a declared text without markup or
/// further references. Empty for anything else.
[[nodiscard]] std::string referenced_text(const xmlNode* reference);

}  // namespace news::formats
