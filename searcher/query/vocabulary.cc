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

struct Counted {
  std::string word;
  Xapian::doccount articles;
};

/// The most frequent of these words, in order.
Expansion most_frequent(std::vector<Counted> found) {
  Expansion expansion;
  if (found.size() > kMaxExpansion) {
    expansion.left_out = found.size() - kMaxExpansion;
    std::stable_sort(found.begin(), found.end(),
                     [](const Counted& a, const Counted& b) { return a.articles > b.articles; });
    found.resize(kMaxExpansion);
  }
  expansion.words.reserve(found.size());
  for (Counted& each : found) expansion.words.push_back(std::move(each.word));
  std::sort(expansion.words.begin(), expansion.words.end());
  return expansion;
}

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
  if (!other_text) {
    Expansion expansion = most_frequent(std::move(found));
    if (expansion.left_out > 0) {
      capped_[std::string(prefix) + pattern] = {expansion.words.begin(), expansion.words.end()};
    }
    return expansion;
  }
  const Expansion& searched = matching({}, pattern);
  Expansion expansion;
  for (Counted& each : found) {
    const bool kept = std::binary_search(searched.words.begin(), searched.words.end(), each.word);
    if (kept) expansion.words.push_back(std::move(each.word));
  }
  return expansion;
}

}  // namespace news::query
