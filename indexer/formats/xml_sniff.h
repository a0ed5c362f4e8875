// The root element of an XML file, for sniffing.
#pragma once

#include <string>
#include <string_view>

namespace news::formats {

/// The first element of a document.
struct XmlRoot {
  std::string name;   ///< without its prefix; empty where there is no element
  std::string tag;    ///< the start tag as it stands, as far as it is in the sample
  std::string after;  ///< what follows it in the sample, up to 8 KiB
};

/// Passes over a byte order mark, white space, comments, instructions and a document type. UTF-16 and UTF-32 are
/// decoded.
[[nodiscard]] XmlRoot xml_root(std::string_view head);

}  // namespace news::formats
