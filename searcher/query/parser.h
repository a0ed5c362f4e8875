// A query's text -> its tree. The language is described in docs/query-language.md.
#pragma once

#include <functional>
#include <optional>
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

/// What a query's meaning depends on beside its text.
struct ParseOptions {
  StatedTime today;       ///< local day from which `since:` counts
  bool any_word = false;  ///< texts side by side are joined by OR; dates, sources and other facts still restrict
  /// The text of a saved query, nullopt where there is none of that name. None: there are no saved queries.
  std::function<std::optional<std::string>(const std::string& name)> saved = {};
  bool may_only_exclude = false;  ///< NOT may stand alone: what it takes away from is another query (restricted())
};

/// Reads a query.
///
///   strike harbour            (AND strike harbour)
///   strike OR storm -title:ice   (OR strike (AND storm (NOT title:ice)))   with a note on how it was read
///   "acting mayor" date:2024     (AND "acting mayor" date:20240000..20249999)
///   oil W/5 (pric* OR "spot market") NOT W/9 gas   (NOT-W/9 (W/5 oil (OR pric* "spot market")) gas)
///
/// Throws QueryError where it can't be read as a query. REQUIRES: `query` is valid UTF-8.
[[nodiscard]] Parsed parse(std::string_view query, const ParseOptions& options);

/// Whether it was read from a query that only takes away, with `may_only_exclude`.
[[nodiscard]] bool only_excludes(const Node& tree);

/// What both find, `further` being the words that restrict a query; where these only take away, what is left.
[[nodiscard]] Parsed restricted(Parsed query, Parsed further);

}  // namespace news::query
