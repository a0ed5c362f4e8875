// What holds for an element because of those around it: xml:base and xml:lang.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace news::formats {

/// The address that stands in an element, made absolute by xml:base (XML Base; RFC 3986, section 5).
[[nodiscard]] std::string absolute_address(const xmlNode* node, std::string_view address);

/// An address relative to another; as it stands where either is no address.
[[nodiscard]] std::string resolved_address(const std::string& address, const std::string& base);

/// Whether a text is an address of the web.
[[nodiscard]] bool is_web_address(std::string_view text);

/// The innermost xml:lang around an element or on it; empty where there is none.
[[nodiscard]] std::string language_around(const xmlNode* node);

}  // namespace news::formats
