#include "searcher/query/one_word_weight.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace news::query {
namespace {

/// What IneB2 multiplies the normalised frequency with (Amati & van Rijsbergen 2002; Xapian::IneB2Weight::init): of a
/// word that occurs so often in so many of all articles.
double factor(double occurrences, double articles, double all) {
  const double expected = all * (1 - std::exp(-occurrences / all));
  return (occurrences + 1) / articles * std::log2((all + 1) / (expected + 0.5));
}

}  // namespace

Xapian::Query weight_as_one_word(const Xapian::Database& database, std::string_view prefix,
                                 const Expansion& expansion) {
  if (expansion.words.empty()) return {};
  if (expansion.words.size() == 1) return Xapian::Query(std::string(prefix) + expansion.words.front());
  std::vector<Xapian::Query> words = {Xapian::Query::MatchAll};
  for (const std::string& word : expansion.frequent) words.emplace_back(std::string(prefix) + word);
  const auto all = static_cast<double>(database.get_doccount());
  const double everywhere = factor(static_cast<double>(database.get_total_length()), all, all);
  const double wanted = factor(std::max(expansion.occurrences, 1.0), std::max(expansion.articles, 1.0), all);
  return {Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(Xapian::Query::OP_SYNONYM, words.begin(), words.end()),
          wanted / everywhere};
}

}  // namespace news::query
