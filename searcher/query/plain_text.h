// A text that nobody wrote as a query -> its tree: the topics of research collections.
#pragma once

#include <cstdint>
#include <string_view>

#include "searcher/query/parser.h"

namespace news::query {

enum class Join : std::uint8_t { all, any };

/// The text's words side by side, each in any form; nothing in it is an operator, a field, a quote or a wildcard.
///
///   ANALYSIS AND DESIGN: "is it" (open?     (AND ANALYSIS AND DESIGN is it open)
///
/// They are joined as `join` says. A text without blanks inside that is several words
/// (fire/water) is each of them. Throws QueryError where there is no word, or more than kMaxQuery bytes. REQUIRES:
/// valid UTF-8.
[[nodiscard]] Parsed read_plain_text(std::string_view text, Join join);

}  // namespace news::query
