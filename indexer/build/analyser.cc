#include "indexer/build/analyser.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include "common/analysis/tokenizer.h"
#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"
#include "common/text.h"

namespace news::build {
namespace {

using analysis::Token;

struct HashView {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// Collects the postings of one article.
class Postings {
 public:
  void add(std::string_view term, std::uint32_t wdf) { entry(term).wdf += wdf; }
  void add_at(std::string_view term, std::uint32_t position, std::uint32_t wdf) {
    TermPostings& postings = entry(term);
    postings.wdf += wdf;
    if (postings.positions.empty() || postings.positions.back() != position) postings.positions.push_back(position);
  }
  [[nodiscard]] std::vector<TermPostings> take() {
    std::sort(list_.begin(), list_.end(), [](const TermPostings& a, const TermPostings& b) { return a.term < b.term; });
    return std::move(list_);
  }

 private:
  TermPostings& entry(std::string_view term) {
    const auto known = index_.find(term);
    if (known != index_.end()) return list_[known->second];
    index_.emplace(std::string(term), list_.size());
    list_.push_back({std::string(term), 0, {}});
    return list_.back();
  }

  std::vector<TermPostings> list_;
  std::unordered_map<std::string, std::size_t, HashView, std::equal_to<>> index_;
};

/// The stem's first three characters: from there a search walks the vocabulary.
std::string_view walk_prefix(std::string_view stem) {
  std::size_t end = 0;
  for (int characters = 0; characters < 3 && end < stem.size(); ++characters) end += decode_utf8(stem, end).length;
  return stem.substr(0, end);
}

/// Running text: the body, the headline, the deck.
class TextSink final : public analysis::TokenSink {
 public:
  /// `prefix` of exact terms with positions; empty for the body. Texts with a prefix add their words to the unprefixed
  /// terms too, `factor` times and without positions.
  TextSink(Postings& postings, analysis::Stemmer& stemmer, const std::string& language, std::string_view prefix,
           std::uint32_t factor, std::set<OddForm>& odd_forms)
      : postings_(postings),
        stemmer_(stemmer),
        language_(language),
        stem_prefix_(analysis::stem_prefix(language)),
        prefix_(prefix),
        factor_(factor),
        odd_forms_(odd_forms) {}

  void token(const Token& token) override {
    postings_.add_at(prefixed(prefix_, {}, token.term), token.position, 1);
    const std::string_view stem = stemmer_.stem(token.term);
    postings_.add(prefixed(stem_prefix_, prefix_, stem), 1);
    if (!prefix_.empty()) {
      postings_.add(token.term, factor_);
      postings_.add(prefixed(stem_prefix_, {}, stem), factor_);
    }
    if (!token.term.starts_with(walk_prefix(stem))) {
      odd_forms_.insert({language_, std::string(stem), std::string(token.term)});
    }
  }
  void sentence_end(std::uint32_t position) override {
    if (prefix_.empty()) postings_.add_at(kSentenceMark, position, 0);
  }
  void paragraph_end(std::uint32_t position) override {
    if (prefix_.empty()) postings_.add_at(kParagraphMark, position, 0);
  }

 private:
  std::string_view prefixed(std::string_view first, std::string_view second, std::string_view word) {
    buffer_.assign(first).append(second).append(word);
    return buffer_;
  }

  Postings& postings_;
  analysis::Stemmer& stemmer_;
  const std::string& language_;
  std::string stem_prefix_;
  std::string_view prefix_;
  std::uint32_t factor_;
  std::set<OddForm>& odd_forms_;
  std::string buffer_;
};

/// Metadata fields: words in any case, unstemmed, outside of the rank.
class WordSink final : public analysis::TokenSink {
 public:
  WordSink(Postings& postings, std::string_view prefix) : postings_(postings), prefix_(prefix) {}
  void token(const Token& token) override {
    postings_.add_at(std::string(prefix_).append(token.term), token.position, 0);
  }

 private:
  Postings& postings_;
  std::string_view prefix_;
};

void add_words(Postings& postings, std::string_view prefix, const std::vector<std::string>& entries) {
  WordSink sink(postings, prefix);
  std::uint32_t position = kFirstPosition;
  for (const std::string& entry : entries) position = analysis::tokenize(entry, sink, position) + kListGap;
}

void add_digest(Postings& postings, std::string_view prefix, std::string_view value) {
  if (!value.empty()) postings.add(std::string(prefix) + to_hex(digest_of(value)), 0);
}

void add_dates(Postings& postings, const StatedTime& published) {
  const std::string day = day_value(published);
  postings.add(std::string(prefix::kYear) + day.substr(0, 4), 0);
  if (published.precision >= Precision::month) postings.add(std::string(prefix::kMonth) + day.substr(0, 6), 0);
  if (published.precision >= Precision::day) postings.add(std::string(prefix::kDay) + day, 0);
}

}  // namespace

std::string file_term(const std::string& path) { return std::string(prefix::kFile) + to_hex(digest_of(path)); }

std::string unique_term(const Digest& identity) { return std::string(prefix::kUnique) + to_hex(identity); }

analysis::Stemmer& Analyser::stemmer(const std::string& language) {
  const auto known = stemmers_.find(language);
  if (known != stemmers_.end()) return known->second;
  return stemmers_.emplace(language, analysis::Stemmer(language)).first->second;
}

AnalysedArticle Analyser::analyse(const Article& article, std::uint64_t sequence) {
  AnalysedArticle analysed;
  analysed.identity = identity_digest(article);
  analysed.content = content_digest(article);

  Postings postings;
  std::set<OddForm> odd_forms;
  const std::string language = article.language.empty() ? std::string(analysis::kUndetermined) : article.language;
  analysis::Stemmer& words = stemmer(language);

  TextSink body(postings, words, language, {}, 0, odd_forms);
  const std::uint32_t body_words = analysis::tokenize(body_of(article), body, kFirstPosition) - kFirstPosition;
  TextSink title(postings, words, language, prefix::kTitle, kTitleFactor, odd_forms);
  analysis::tokenize(article.title, title, kFirstPosition);
  TextSink deck(postings, words, language, prefix::kDeck, 1, odd_forms);
  analysis::tokenize(article.deck, deck, kFirstPosition);

  add_words(postings, prefix::kByline, article.bylines);
  add_words(postings, prefix::kDateline, {article.dateline});
  add_words(postings, prefix::kSource, {article.source});
  add_words(postings, prefix::kSection, {article.section});
  add_words(postings, prefix::kTopic, article.topics);
  add_digest(postings, prefix::kId, article.id);
  add_digest(postings, prefix::kUrl, article.url);
  postings.add(std::string(prefix::kLanguage) + language, 0);
  postings.add(unique_term(analysed.identity), 0);
  for (const Provenance& provenance : article.provenances) postings.add(file_term(provenance.path), 0);
  if (article.published) add_dates(postings, *article.published);
  analysed.terms = postings.take();

  std::optional<std::int64_t> instant;
  if (article.published) instant = zone_.instant(*article.published);
  analysed.values = {
      {slot::kHit, encode_hit(article)},
      {slot::kInstant, instant_value(instant)},
      {slot::kDay, article.published ? day_value(*article.published) : std::string()},
      {slot::kWords, big_endian(body_words, 4)},
      {slot::kSequence, big_endian(sequence, 8)},
      {slot::kContent, digest_value(analysed.content)},
      {slot::kSortKey, sort_key(instant, article.id)},
  };
  analysed.data = encode_article(article);
  analysed.odd_forms.assign(odd_forms.begin(), odd_forms.end());
  return analysed;
}

}  // namespace news::build
