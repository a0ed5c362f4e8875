#include "indexer/formats/identity.h"

#include <string_view>

namespace news::formats {

void identify_by_address(Article& article) {
  if (!article.id.empty()) return;
  std::string_view address = article.url;
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos)
    address.remove_prefix(scheme + 3);
  const std::size_t slash = address.find('/');
  if (slash != std::string_view::npos && slash + 1 < address.size()) article.id = article.url;
}

}  // namespace news::formats
