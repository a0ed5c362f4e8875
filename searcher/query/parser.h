// A query's text -> its tree. The language is described in docs/query-language.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/dates.h"
#include "searcher/query/tree.h"

namespace news::query {

/// A query and what should be said about how it was read.
struct Parsed {
  Node tree;
  std::vector<std::string> notes;
};

/// Reads a query. `today` is the local day from which `since:` counts.
///
///   strike harbour            (AND strike harbour)
///   strike OR storm -title:ice   (OR strike (AND storm (NOT title:ice)))   with a note on how it was read
///   "acting mayor" date:2024     (AND "acting mayor" date:20240000..20249999)
///
/// Throws QueryError where it can't be read as a query. REQUIRES: `query` is valid UTF-8.
[[nodiscard]] Parsed parse(std::string_view query, const StatedTime& today);

}  // namespace news::query
