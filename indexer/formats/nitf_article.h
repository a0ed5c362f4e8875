// From the tree of one NITF record to an article.
#pragma once

#include <libxml/tree.h>

#include <string>

#include "common/article.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// Reads the `nitf` element (NITF 3.x, iptc.org/standards/nitf). Everything is optional, as it is in the wild.
/// `fault` is set where the record can't be an article.
struct NitfReading {
  Article article;
  std::string status;  ///< `docdata/@management-status`: usable, embargoed, withheld, canceled; may be empty
  std::string fault;
};
[[nodiscard]] NitfReading read_nitf(const xmlNode* nitf, DateOrder order);

}  // namespace news::formats
