// Words that count as one in the ranking.
#pragma once

#include <xapian.h>

#include <string_view>

#include "searcher/query/vocabulary.h"

namespace news::query {

/// A query with the weight (IneB2) that a word would have that occurs wherever one of the expansion's words does. It
/// matches all articles: to stand behind OP_AND_MAYBE. Where an article holds none of the most frequent words it weighs
/// as for one occurrence.
///
/// OP_SYNONYM of the words alone guesses, in each shard by the words that are there, how many articles hold one; so
/// that an article would weigh more or less by what lies beside it in its shard, and several archives would give
/// another order than one. A synonym that has MatchAll among its terms guesses nothing: it is in all articles. What is
/// too low about its weight then is made up by a factor.
[[nodiscard]] Xapian::Query weight_as_one_word(const Xapian::Database& database, std::string_view prefix,
                                               const Expansion& expansion);

}  // namespace news::query
