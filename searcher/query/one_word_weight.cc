#include "searcher/query/one_word_weight.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
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
  // Xapian::Query::MatchAll would be one object of all threads, and its count of owners is not made for that.
  std::vector<Xapian::Query> words = {Xapian::Query(std::string())};
  for (const std::string& word : expansion.frequent) words.emplace_back(std::string(prefix) + word);
  const auto all = static_cast<double>(database.get_doccount());
  const double everywhere = factor(static_cast<double>(database.get_total_length()), all, all);
  const double wanted = factor(std::max(expansion.occurrences, 1.0), std::max(expansion.articles, 1.0), all);
  return {Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(Xapian::Query::OP_SYNONYM, words.begin(), words.end()),
          wanted / everywhere};
}

std::vector<Xapian::Query> weight_alike(const Xapian::Database& database, const std::vector<std::string>& terms) {
  std::vector<Xapian::Query> queries(terms.begin(), terms.end());
  if (terms.size() < 2) return queries;
  std::vector<double> articles;
  for (const std::string& term : terms) {
    articles.push_back(static_cast<double>(database.get_termfreq(term)));
  }
  const auto there = [&](std::size_t i) { return articles[i] > 0; };
  const auto how_many = std::count_if(articles.begin(), articles.end(), [](double count) { return count > 0; });
  if (how_many == 0) return queries;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!there(i)) queries[i] = {};
  }
  if (how_many == 1) return queries;
  std::vector<double> occurrences(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (there(i)) occurrences[i] = static_cast<double>(database.get_collection_freq(terms[i]));
  }
  const auto all = static_cast<double>(database.get_doccount());
  const double wanted = factor(std::accumulate(occurrences.begin(), occurrences.end(), 0.0),
                               std::accumulate(articles.begin(), articles.end(), 0.0), all);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!there(i)) continue;
    queries[i] = {Xapian::Query::OP_SCALE_WEIGHT, queries[i], wanted / factor(occurrences[i], articles[i], all)};
  }
  return queries;
}

}  // namespace news::query
