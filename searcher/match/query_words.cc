#include "searcher/match/query_words.h"

#include "searcher/query/wildcards.h"

namespace news::match {

using query::Node;

QueryWords::QueryWords(const Node& tree, query::CappedPatterns capped) : capped_(std::move(capped)) {
  collect(tree);
  set_language({});
}

void QueryWords::collect(const Node& node) {
  const bool stemmed = query::is_stemmed(node);
  for (const query::Sequence& sequence : node.sequences) {
    for (const query::Word& word : sequence) {
      const std::size_t number = words_.size();
      words_.push_back({&word, nullptr});
      numbers_.emplace(&word, number);
      if (word.pattern) {
        const auto kept = capped_.find(query::vocabulary_prefix(node.field).append(word.text));
        if (kept != capped_.end()) words_.back().kept = &kept->second;
        patterns_.push_back(number);
      } else if (stemmed) {
        stemmed_.push_back(number);
      } else {
        exact_[word.text].push_back(number);
      }
    }
  }
  for (const Node& child : node.children) collect(child);
  for (const Node& excluded : node.excluded) collect(excluded);
}

void QueryWords::set_language(const std::string& language) {
  const std::string code = language.empty() ? std::string(analysis::kUndetermined) : language;
  auto known = languages_.find(code);
  if (known == languages_.end()) {
    known = languages_.emplace(code, Language{analysis::Stemmer(code), {}, {}}).first;
    Language& added = known->second;
    for (const Entry& entry : words_) added.begins[static_cast<unsigned char>(entry.word->text.front())] = true;
    if (!stemmed_.empty() && !analysis::keeps_first_byte(code)) added.begins.fill(true);
    for (const std::size_t number : stemmed_) {
      added.stems[std::string(added.stemmer.stem(words_[number].word->text))].push_back(number);
    }
  }
  language_ = &known->second;
}

bool QueryWords::fits(std::size_t number, std::string_view term) const {
  const Entry& entry = words_[number];
  return query::fits(entry.word->text, term) && (entry.kept == nullptr || entry.kept->contains(std::string(term)));
}

}  // namespace news::match
