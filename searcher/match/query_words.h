// The words of one query, and which of them a word of an article is.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/analysis/stemmer.h"
#include "searcher/query/expansions.h"
#include "searcher/query/tree.h"

namespace news::match {

/// Not shared between threads; the tree must outlive it.
class QueryWords {
 public:
  QueryWords(const query::Node& tree, query::CappedPatterns capped);

  /// How many words there are; each has a number below.
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] std::size_t number(const query::Word& word) const { return numbers_.at(&word); }

  /// The language of the words that are asked for next, as an article states it; empty: undetermined.
  void set_language(const std::string& language);

  /// Calls `found` with the number of each word of the query that stands for this term.
  template <typename Found>
  void each(std::string_view term, Found found) {
    // Most words of an article begin with another letter than those of the query.
    if (!language_->begins[static_cast<unsigned char>(term.front())]) return;
    if (const auto exact = exact_.find(term); exact != exact_.end()) {
      for (const std::size_t number : exact->second) found(number);
    }
    if (!language_->stems.empty()) {
      const auto stemmed = language_->stems.find(language_->stemmer.stem(term));
      if (stemmed != language_->stems.end()) {
        for (const std::size_t number : stemmed->second) found(number);
      }
    }
    for (const std::size_t number : patterns_) {
      if (fits(number, term)) found(number);
    }
  }

 private:
  struct HashView {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  using Numbers = std::unordered_map<std::string, std::vector<std::size_t>, HashView, std::equal_to<>>;
  struct Language {
    analysis::Stemmer stemmer;
    Numbers stems;
    std::array<bool, 256> begins;  // first bytes of what the query's words stand for
  };
  struct Entry {
    const query::Word* word;
    const std::unordered_set<std::string>* kept;  // of a pattern that stands for more words than are searched
  };

  void collect(const query::Node& node);
  [[nodiscard]] bool fits(std::size_t number, std::string_view term) const;

  query::CappedPatterns capped_;
  std::vector<Entry> words_;
  std::unordered_map<const query::Word*, std::size_t> numbers_;
  Numbers exact_;
  std::vector<std::size_t> patterns_;
  std::vector<std::size_t> stemmed_;
  std::map<std::string, Language> languages_;
  Language* language_ = nullptr;
};

}  // namespace news::match
