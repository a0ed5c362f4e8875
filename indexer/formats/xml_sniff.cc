#include "indexer/formats/xml_sniff.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

constexpr std::size_t kAfterBytes = 8192;

/// Bytes of the document type declaration that the text begins with, its internal subset included; npos if it is open.
std::size_t doctype_size(std::string_view text) {
  bool subset = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == ']') {
      subset = c == '[';
    } else if (c == '>' && !subset) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

XmlRoot xml_root(std::string_view head) {
  std::string decoded;
  if (sources::wide_charset(head)) {
    decoded = sources::to_utf8(head).utf8;
    head = decoded;
  }
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  while (true) {
    head = trim(head);
    std::size_t size = 0;
    if (head.starts_with("<!--")) {
      const std::size_t end = head.find("-->", 4);
      size = end == std::string_view::npos ? end : end + 3;
    } else if (head.starts_with("<?")) {
      const std::size_t end = head.find("?>");
      size = end == std::string_view::npos ? end : end + 2;
    } else if (head.starts_with("<!")) {
      size = doctype_size(head);
    }
    if (size == std::string_view::npos) return {};
    if (size == 0) break;
    head.remove_prefix(size);
  }
  XmlRoot root;
  if (!head.starts_with('<')) return root;
  const std::size_t end = std::min(head.find('>'), head.size());
  root.tag = head.substr(0, end);
  std::string_view name = head.substr(1, std::min(head.find_first_of("/> \t\r\n", 1), head.size()) - 1);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  root.name = name;
  root.after = head.substr(std::min(end + 1, head.size())).substr(0, kAfterBytes);
  return root;
}

}  // namespace news::formats
