// A web page as a tree, and what is asked of its elements.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

#include "indexer/formats/xml_document.h"

namespace news::formats {

/// Parses a page in UTF-8 as browsers do, whatever it looks like. Null only for what libxml2 can't hold. No network.
[[nodiscard]] XmlDocument parse_html(std::string_view html);

/// The name of an element in lower case, a view into the tree; empty for what is no element.
[[nodiscard]] std::string_view html_name(const xmlNode* node) noexcept;

/// An attribute's value as it stands; empty where there is none. A view into the tree.
[[nodiscard]] std::string_view html_attribute(const xmlNode* node, std::string_view name) noexcept;

/// The node behind this one in the order of the document, without going into it; null behind the last one inside `top`.
[[nodiscard]] const xmlNode* next_outside(const xmlNode* node, const xmlNode* top) noexcept;
/// The same, its children first.
[[nodiscard]] const xmlNode* next_node(const xmlNode* node, const xmlNode* top) noexcept;

/// All text inside an element as one line, without scripts and styles.
[[nodiscard]] std::string html_text_of(const xmlNode* node);

}  // namespace news::formats
