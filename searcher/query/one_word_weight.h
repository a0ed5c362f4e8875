// Words that count as one in the ranking.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

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

/// The terms as queries, each with the weight (IneB2) that one term would have that stands wherever one of them does.
/// No article may hold two of them: a word's stems in several languages. By its own weight a stem that stands in the
/// few articles of a rare language would weigh more than any other, were it the commonest of words in the rest.
/// Empty for a term that stands nowhere, unless none of them stands anywhere.
[[nodiscard]] std::vector<Xapian::Query> weight_alike(const Xapian::Database& database,
                                                      const std::vector<std::string>& terms);

}  // namespace news::query
