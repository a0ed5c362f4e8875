#include "searcher/query/vocabulary.h"

#include <algorithm>
#include <utility>

#include "common/text.h"
#include "searcher/query/wildcards.h"

namespace news::query {
namespace {

/// The stem's first three characters: what begins otherwise is among the odd forms.
std::string_view walk_prefix(std::string_view stem) {
  std::size_t end = 0;
  for (int characters = 0; characters < 3 && end < stem.size(); ++characters) end += decode_utf8(stem, end).length;
  return stem.substr(0, end);
}

/// Whether a term is one of running text or of a field's words: after the prefix no letter of another prefix.
bool is_word(std::string_view word) { return !word.empty() && (word.front() < 'A' || word.front() > 'Z'); }

}  // namespace

Vocabulary::Vocabulary(Xapian::Database database, OddForms odd_forms)
    : database_(std::move(database)), odd_forms_(std::move(odd_forms)) {}

analysis::Stemmer& Vocabulary::stemmer(const std::string& language) {
  const auto known = stemmers_.find(language);
  if (known != stemmers_.end()) return known->second;
  return stemmers_.emplace(language, analysis::Stemmer(language)).first->second;
}

const Expansion& Vocabulary::forms(std::string_view prefix, const std::string& language, const std::string& word) {
  const auto [entry, fresh] = known_.try_emplace({std::string(prefix), language, word});
  std::vector<std::string>& words = entry->second.words;
  if (!fresh) return entry->second;
  analysis::Stemmer& stems = stemmer(language);
  const std::string stem(stems.stem(word));
  const std::string from = std::string(prefix).append(walk_prefix(stem));
  const auto end = database_.allterms_end(from);
  for (auto term = database_.allterms_begin(from); term != end; ++term) {
    const std::string candidate = (*term).substr(prefix.size());
    if (is_word(candidate) && stems.stem(candidate) == stem) words.push_back(candidate);
  }
  for (const std::string& odd : odd_forms_(language, stem)) {
    if (database_.term_exists(std::string(prefix) + odd)) words.push_back(odd);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return entry->second;
}

const Expansion& Vocabulary::matching(std::string_view prefix, const std::string& pattern) {
  const auto [entry, fresh] = known_.try_emplace({std::string(prefix), {}, pattern});
  if (fresh) entry->second = walk(prefix, pattern);
  return entry->second;
}

Expansion Vocabulary::walk(std::string_view prefix, const std::string& pattern) {
  const std::string from = std::string(prefix).append(literal_prefix(pattern));
  std::vector<Counted> found;
  const auto end = database_.allterms_end(from);
  for (auto term = database_.allterms_begin(from); term != end; ++term) {
    std::string word = (*term).substr(prefix.size());
    if (is_word(word) && fits(pattern, word)) found.push_back({std::move(word), term.get_termfreq()});
  }
  const bool other_text = prefix == prefix::kTitle || prefix == prefix::kDeck;
  if (other_text) {
    const std::vector<std::string>& searched = matching({}, pattern).words;
    std::erase_if(
        found, [&](const Counted& each) { return !std::binary_search(searched.begin(), searched.end(), each.word); });
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Counted& a, const Counted& b) { return a.articles > b.articles; });
  const std::size_t left_out = found.size() - std::min(found.size(), kMaxExpansion);
  found.resize(found.size() - left_out);
  Expansion expansion = expansion_of(prefix, std::move(found));
  expansion.left_out = left_out;
  if (left_out > 0) capped_[std::string(prefix) + pattern] = {expansion.words.begin(), expansion.words.end()};
  return expansion;
}

/// Words with the most frequent first.
Expansion Vocabulary::expansion_of(std::string_view prefix, std::vector<Counted> words) {
  Expansion expansion;
  // How often words are in the articles that hold them is looked up for the most frequent only.
  double sampled_articles = 0;
  double sampled_occurrences = 0;
  double sum = 0;
  double without = 1;  // part of the articles that hold none, as if each word fell where it likes
  const auto all = static_cast<double>(database_.get_doccount());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto articles = static_cast<double>(words[i].articles);
    sum += articles;
    without *= 1 - std::min(articles / all, 1.0);
    if (i < kMaxFrequent) {
      expansion.frequent.push_back(words[i].word);
      sampled_articles += articles;
      sampled_occurrences += static_cast<double>(database_.get_collection_freq(std::string(prefix) + words[i].word));
    }
  }
  expansion.articles = all * (1 - without);
  if (sampled_articles > 0) expansion.occurrences = sum * sampled_occurrences / sampled_articles;
  for (Counted& each : words) expansion.words.push_back(std::move(each.word));
  std::sort(expansion.words.begin(), expansion.words.end());
  return expansion;
}

}  // namespace news::query
