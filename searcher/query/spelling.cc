#include "searcher/query/spelling.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "common/analysis/stemmer.h"
#include "common/text.h"
#include "searcher/query/expansions.h"

namespace news::query {
namespace {

/// A word in so many articles is taken to be spelt right.
constexpr Xapian::doccount kRare = 3;
/// What may have been meant is in so many times as many.
constexpr Xapian::doccount kTimesMore = 10;

std::u32string characters(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    result.push_back(decoded.character);
    at += decoded.length;
  }
  return result;
}

std::string utf8(const std::u32string& text) {
  std::string result;
  for (const char32_t c : text) append_utf8(result, c);
  return result;
}

std::size_t differences_allowed(std::size_t letters) {
  if (letters < 4) return 0;
  return letters < 8 ? 1 : 2;
}

class Speller {
 public:
  Speller(const Xapian::Database& database, const std::vector<std::string>& languages) : database_(database) {
    for (const std::string& language : languages) {
      languages_.push_back({analysis::stem_prefix(language), analysis::Stemmer(language)});
    }
  }

  void visit(const Node& node) {
    for (const Sequence& sequence : node.sequences) {
      for (const Word& word : sequence) consider(word, is_stemmed(node), vocabulary_prefix(node.field));
    }
    for (const Node& child : node.children) visit(child);
  }
  [[nodiscard]] std::vector<Suggestion> take() { return std::move(suggestions_); }

 private:
  struct Language {
    std::string prefix;
    analysis::Stemmer stemmer;
  };

  /// How many articles hold the word, or one of its stem.
  Xapian::doccount articles_with(const std::string& word, bool stemmed, const std::string& prefix) {
    Xapian::doccount articles = database_.get_termfreq(prefix + word);
    for (Language& language : languages_) {
      if (!stemmed) break;
      const std::string stem = language.prefix + std::string(language.stemmer.stem(word));
      articles = std::max(articles, database_.get_termfreq(stem));
    }
    return articles;
  }

  void consider(const Word& word, bool stemmed, const std::string& prefix) {
    const std::u32string typed = characters(word.text);
    const std::size_t limit = differences_allowed(typed.size());
    const bool number = word.text.find_first_of("0123456789") != std::string::npos;
    if (word.pattern || number || limit == 0 || !seen_.insert(prefix + word.text).second) return;
    const Xapian::doccount articles = articles_with(word.text, stemmed, prefix);
    if (articles > kRare) return;
    Suggestion best{word.text, articles, {}, std::max(articles * kTimesMore, kRare)};
    std::size_t distance = limit;
    std::u32string exchanged = typed;
    std::swap(exchanged[0], exchanged[1]);
    for (const std::string& from : {prefix + utf8(typed.substr(0, 1)), prefix + utf8(exchanged.substr(0, 2))}) {
      const auto end = database_.allterms_end(from);
      for (auto term = database_.allterms_begin(from); term != end; ++term) {
        // Bytes are at least as many as characters: most words are passed over by their length alone.
        const std::string candidate = (*term).substr(prefix.size());
        if (candidate.size() + limit < typed.size() || candidate.size() > 4 * (typed.size() + limit)) continue;
        const std::u32string letters = characters(candidate);
        const std::size_t d = spelling_distance(typed, letters, distance);
        if (d == 0 || d > distance) continue;
        const Xapian::doccount meant = term.get_termfreq();
        if (meant <= std::max(articles * kTimesMore, kRare)) continue;
        if (d == distance && !best.meant.empty() && meant <= best.meant_articles) continue;
        best.meant = candidate;
        best.meant_articles = meant;
        distance = d;
      }
    }
    if (!best.meant.empty()) suggestions_.push_back(std::move(best));
  }

  const Xapian::Database& database_;
  std::vector<Language> languages_;
  std::set<std::string> seen_;
  std::vector<Suggestion> suggestions_;
};

}  // namespace

std::size_t spelling_distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
  const std::size_t shorter = std::min(a.size(), b.size());
  if (std::max(a.size(), b.size()) - shorter > limit) return limit + 1;
  // Rows of the matrix of Wagner and Fischer (1974): the current one and the two before it.
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t>& row = rows[i % 3];
    const std::vector<std::size_t>& above = rows[(i - 1) % 3];
    const std::vector<std::size_t>& second = rows[(i + 1) % 3];  // i - 2
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({row[j - 1] + 1, above[j] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], second[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

std::vector<Suggestion> suggest(const Node& tree, const Xapian::Database& database,
                                const std::vector<std::string>& languages) {
  Speller speller(database, languages);
  speller.visit(tree);
  return speller.take();
}

}  // namespace news::query
