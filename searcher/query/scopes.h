// Which texts of an article the words of a field are looked for in.
#pragma once

#include <string_view>
#include <vector>

#include "common/fields.h"

namespace news::query {

/// A text, or the first paragraph of the body.
struct Scope {
  std::string_view prefix;  ///< of the text's terms
  bool lead_only = false;
};

/// The texts that words of a field are in, each once; null is all running text.
[[nodiscard]] const std::vector<Scope>& scopes_of(const Field* field);

}  // namespace news::query
