// Whether a part of a query that depends on positions holds in an article.
#pragma once

#include <functional>

#include "searcher/match/places.h"
#include "searcher/query/scopes.h"
#include "searcher/query/tree.h"

namespace news::match {

/// Calls `visit` for each text that the node is looked for in until it returns false; whether it never did. REQUIRES:
/// query::has_positions(node), or ATLEAST.
bool each_text(const query::Node& node, Texts& texts, const std::function<bool(const query::Scope&, Places&)>& visit);

/// Whether the node holds in an article with these texts. REQUIRES: as each_text.
[[nodiscard]] bool holds(const query::Node& node, Texts& texts);

}  // namespace news::match
