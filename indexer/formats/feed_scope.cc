// libxml2 knows both; its texts are owned here.
#include "indexer/formats/feed_scope.h"

#include <libxml/uri.h>

#include <memory>

#include "common/text.h"

namespace news::formats {
namespace {

struct FreeXmlText {
  void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};
using XmlText = std::unique_ptr<xmlChar, FreeXmlText>;

std::string text_of_owned(const XmlText& text) {
  return text ? std::string(reinterpret_cast<const char*>(text.get())) : std::string();
}

const xmlChar* xml_text(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

}  // namespace

std::string absolute_address(const xmlNode* node, std::string_view address) {
  const XmlText base(xmlNodeGetBase(node->doc, node));
  return resolved_address(std::string(trim(address)), text_of_owned(base));
}

std::string resolved_address(const std::string& address, const std::string& base) {
  if (address.empty() || base.empty()) return address;
  const XmlText whole(xmlBuildURI(xml_text(address), xml_text(base)));
  return whole ? text_of_owned(whole) : address;
}

bool is_web_address(std::string_view text) {
  const std::string start = ascii_lower(text.substr(0, 8));
  return (start.starts_with("http://") || start.starts_with("https://")) && text.find(' ') == std::string_view::npos;
}

std::string language_around(const xmlNode* node) { return text_of_owned(XmlText(xmlNodeGetLang(node))); }

}  // namespace news::formats
