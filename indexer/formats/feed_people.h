// The forms in which feeds name authors.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/byline.h"

namespace news::formats {

/// Reads RSS's `author` and its kin: `jane@example.org (Jane Roe)`, `Jane Roe <jane@example.org>`, `By Jane Roe and
/// John Poe`. An address alone is kept, but for one that nobody reads (`noreply@`).
[[nodiscard]] Byline read_feed_author(std::string_view text);

/// An Atom person (RFC 4287, section 3.2): `name`, else the address or text. Empty where there is none.
[[nodiscard]] std::string atom_person(const xmlNode* person);

/// Adds a name that is not empty.
void add_name(std::vector<std::string>& names, std::string name);

}  // namespace news::formats
