#include "indexer/build/analyser.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "common/analysis/tokenizer.h"
#include "common/codec.h"
#include "common/fields.h"
#include "common/record.h"
#include "common/text.h"

namespace news::build {
namespace {

using analysis::Token;

/// The stem's first three characters: from there a search walks the vocabulary.
std::string_view walk_prefix(std::string_view stem) {
  std::size_t end = 0;
  for (int characters = 0; characters < 3 && end < stem.size(); ++characters) end += decode_utf8(stem, end).length;
  return stem.substr(0, end);
}

}  // namespace

ArticleDigests digests_of(const Article& article) { return {identity_digest(article), content_digest(article)}; }

std::string file_term(const std::string& path) { return std::string(prefix::kFile) + to_hex(digest_of(path)); }

std::string unique_term(const Digest& identity) { return std::string(prefix::kUnique) + to_hex(identity); }

/// Hands the tokens of one text to the analyser.
class Analyser::TextSink final : public analysis::TokenSink {
 public:
  /// `marks`: where the ends of sentences and paragraphs go; null where they are not marked. `sketcher`: what else
  /// takes the tokens, if anything.
  TextSink(Analyser& analyser, const Context& text, const Context* marks, analysis::Sketcher* sketcher)
      : analyser_(analyser), text_(text), marks_(marks), sketcher_(sketcher) {}

  void token(const Token& token) override {
    analyser_.occur(text_, token.term, token.position);
    if (sketcher_ != nullptr) sketcher_->token(token);
  }
  void sentence_end(std::uint32_t position) override { mark(kSentenceMark, position); }
  void paragraph_end(std::uint32_t position) override { mark(kParagraphMark, position); }

 private:
  void mark(std::string_view term, std::uint32_t position) {
    if (marks_ != nullptr) analyser_.occur(*marks_, term, position);
  }

  Analyser& analyser_;
  const Context& text_;
  const Context* marks_;
  analysis::Sketcher* sketcher_;
};

analysis::Stemmer& Analyser::stemmer(const std::string& language) {
  const auto known = stemmers_.find(language);
  if (known != stemmers_.end()) return known->second;
  return stemmers_.emplace(language, analysis::Stemmer(language)).first->second;
}

const Analyser::Context& Analyser::context(const std::string& language, std::string_view prefix, TextKind kind,
                                           std::uint32_t factor) {
  buffer_.assign(language).append(1, '\0').append(prefix).append(1, kind == TextKind::running ? 'r' : 'w');
  if (const auto known = contexts_.find(buffer_); known != contexts_.end()) return known->second;
  Context made;
  made.number = static_cast<std::uint16_t>(contexts_.size());
  made.kind = kind;
  made.prefix = prefix;
  if (kind == TextKind::running) {
    made.language = language;
    made.stem_prefix = analysis::stem_prefix(language);
    made.factor = factor;
    made.stemmer = &stemmer(language);
  }
  const Context& kept = contexts_.emplace(buffer_, std::move(made)).first->second;
  context_of_number_.push_back(&kept);
  return kept;
}

bool Analyser::begin_run(std::uint64_t most_bytes) {
  terms_.forget_passing();
  passing_places_.clear();
  run_terms_.clear();
  articles_before_ = article_;
  // More languages than any archive has, as hostile articles may state them.
  constexpr std::size_t kMostContexts = 1000;
  const std::uint64_t bytes = terms_.kept().bytes() + words_.bytes() + term_places_.size() * sizeof(TermPlace);
  if (bytes <= most_bytes && contexts_.size() <= kMostContexts) return false;
  terms_.forget();
  words_.clear();
  term_places_.clear();
  if (contexts_.size() > kMostContexts) {
    contexts_.clear();
    context_of_number_.clear();
    stemmers_.clear();
  }
  return true;
}

/// Works out what a word becomes in its context.
void Analyser::remember(const Context& context, std::string_view text, std::uint32_t place) {
  const auto announced = [&](std::string& term, std::string_view first, std::string_view second,
                             std::string_view third) {
    term.assign(first).append(second).append(third);
    return terms_.announce(term);
  };
  const std::uint32_t exact = announced(exact_, context.prefix, {}, text);
  Word& word = words_.at(place);
  if (context.kind != TextKind::running) {
    word.exact = terms_.intern(exact_, exact);
    return;
  }
  const std::string stem(context.stemmer->stem(text));
  const std::uint32_t stemmed = announced(stem_, context.stem_prefix, context.prefix, stem);
  word.exact = terms_.intern(exact_, exact);
  word.stem = terms_.intern(stem_, stemmed);
  if (!context.prefix.empty()) {
    word.plain = terms_.intern(text);
    buffer_.assign(context.stem_prefix).append(stem);
    word.plain_stem = terms_.intern(buffer_);
  }
  word.odd = !text.starts_with(walk_prefix(stem));
}

void Analyser::note_odd_form(const Word& word, std::string_view text) {
  const Context& context = *context_of_number_[word.context];
  const std::string_view stem = terms_.text(word.stem).substr(context.stem_prefix.size() + context.prefix.size());
  odd_forms_.insert({context.language, std::string(stem), std::string(text)});
}

void Analyser::occur(const Context& context, std::string_view text, std::uint32_t position) {
  if (come_ == taken_ + kWaiting) take_next();
  Waiting& word = waiting_[come_ % kWaiting];
  word.context = &context;
  word.hash = WordTable::hash_of(context.number, text);
  word.position = position;
  word.size = static_cast<std::uint32_t>(text.size());
  // The last unit first: what the text does not cover of it stays NUL.
  if (!text.empty())
    std::fill_n(word.text.data() + WordTable::padded(text.size()) - WordTable::kUnit, WordTable::kUnit, '\0');
  text.copy(word.text.data(), text.size());
  words_.prefetch_bucket(word.hash);
  ++come_;
  if (come_ >= taken_ + kWaiting / 2) words_.prefetch_word(waiting_[(come_ - kWaiting / 2) % kWaiting].hash);
}

void Analyser::take_all() {
  while (taken_ != come_) take_next();
}

void Analyser::take_next() {
  const Waiting& waiting = waiting_[taken_++ % kWaiting];
  const Context& context = *waiting.context;
  const std::string_view text(waiting.text.data(), waiting.size);
  const WordTable::Found found = words_.intern(waiting.hash, context.number, text);
  if (found.fresh) remember(context, text, found.place);
  Word& word = words_.at(found.place);
  if (word.article != article_) {
    if (word.odd && word.article <= articles_before_) note_odd_form(word, text);
    word.article = article_;
    word.met = static_cast<std::uint32_t>(met_.size());
    met_.push_back({found.place, 0});
  }
  ++met_[word.met].count;
  occurrences_.push_back({word.met, waiting.position});
}

TermPostings& Analyser::add(std::uint32_t term, std::uint32_t wdf) {
  if (term >= term_places_.size()) term_places_.resize(std::max<std::size_t>(terms_.kept().size(), term + 1));
  TermPlace& place = term_places_[term];
  if (place.article != article_) {
    if (place.article <= articles_before_) run_terms_.push_back(term);
    place = {article_, static_cast<std::uint32_t>(analysed_.terms.size())};
    analysed_.terms.push_back({term, 0, 0, 0});
  }
  TermPostings& postings = analysed_.terms[place.index];
  postings.wdf += wdf;
  return postings;
}

/// A term of this article, or of its file.
void Analyser::add_passing_term(std::string_view term, std::uint32_t wdf) {
  const std::uint32_t number = terms_.intern_passing(term);
  const std::uint32_t index = number - Vocabulary::kPassing;
  if (index >= passing_places_.size()) passing_places_.resize(index + 1);
  if (passing_places_[index].article == article_) return;
  passing_places_[index].article = article_;
  analysed_.terms.push_back({number, wdf, 0, 0});
}

/// Words with their occurrences -> terms with their positions. Occurrences come in the order of the texts: counting
/// them by word puts those of each word together, ascending.
void Analyser::gather_words() {
  take_all();
  ends_.assign(met_.size(), 0);
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < met_.size(); ++i) {
    ends_[i] = begin;
    begin += met_[i].count;
  }
  analysed_.positions.resize(occurrences_.size());
  for (const Occurrence& occurrence : occurrences_) {
    analysed_.positions[ends_[occurrence.met]++] = occurrence.position;
  }
  if (term_places_.size() < terms_.kept().size()) term_places_.resize(terms_.kept().size());
  // An article's words and their terms lie anywhere in the tables; asked for ahead, they come in time.
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < met_.size(); ++i) {
    if (i + 2 * kAhead < met_.size()) __builtin_prefetch(&words_.at(met_[i + 2 * kAhead].word));
    if (i + kAhead < met_.size()) {
      const Word& next = words_.at(met_[i + kAhead].word);
      __builtin_prefetch(term_places_.data() + next.exact, 1);
      __builtin_prefetch(term_places_.data() + next.stem, 1);
    }
    const Word& word = words_.at(met_[i].word);
    const Context& context = *context_of_number_[word.context];
    const std::uint32_t count = met_[i].count;
    const auto first = analysed_.positions.begin() + (ends_[i] - count);
    // A word may stand twice at one place, as two readings of it.
    const auto last = std::unique(first, first + count);

    TermPostings& exact = add(word.exact, context.kind == TextKind::running ? count : 0);
    if (exact.positions != 0) throw std::logic_error("two texts of an article give positions to one term");
    exact.first_position = ends_[i] - count;
    exact.positions = static_cast<std::uint32_t>(last - first);
    if (context.kind != TextKind::running) continue;
    add(word.stem, count);
    if (context.prefix.empty()) continue;
    add(word.plain, count * context.factor);
    add(word.plain_stem, count * context.factor);
  }
}

void Analyser::add_words(std::string_view prefix, const std::vector<std::string>& entries) {
  TextSink sink(*this, context({}, prefix, TextKind::words, 0), nullptr, nullptr);
  std::uint32_t position = kFirstPosition;
  for (const std::string& entry : entries) position = analysis::tokenize(entry, sink, position) + kListGap;
}

void Analyser::add_digest(std::string_view prefix, std::string_view value) {
  if (!value.empty()) add_passing_term(std::string(prefix) + to_hex(digest_of(value)));
}

void Analyser::add_dates(const StatedTime& published) {
  const std::string day = day_value(published);
  add_term(std::string(prefix::kYear) + day.substr(0, 4));
  if (published.precision >= Precision::month) add_term(std::string(prefix::kMonth) + day.substr(0, 6));
  if (published.precision >= Precision::day) add_term(std::string(prefix::kDay) + day);
}

const AnalysedArticle& Analyser::analyse(const Article& article, const ArticleDigests& digests, std::uint64_t sequence,
                                         std::optional<std::int64_t> instant) {
  ++article_;
  analysed_.digests = digests;
  analysed_.terms.clear();
  met_.clear();
  occurrences_.clear();
  taken_ = come_;
  sketcher_.clear();

  const std::string language = article.language.empty() ? std::string(analysis::kUndetermined) : article.language;
  const auto running = [&](std::string_view prefix, std::uint32_t factor) -> const Context& {
    return context(language, prefix, TextKind::running, factor);
  };
  TextSink body(*this, running({}, 0), &context({}, {}, TextKind::words, 0), &sketcher_);
  const std::uint32_t body_words = analysis::tokenize(body_of(article), body, kFirstPosition) - kFirstPosition;
  sketcher_.end_text();
  TextSink title(*this, running(prefix::kTitle, kTitleFactor), nullptr, &sketcher_);
  analysis::tokenize(article.title, title, kFirstPosition);
  sketcher_.end_text();
  TextSink deck(*this, running(prefix::kDeck, 1), nullptr, &sketcher_);
  analysis::tokenize(article.deck, deck, kFirstPosition);

  add_words(prefix::kByline, article.bylines);
  add_words(prefix::kDateline, {article.dateline});
  add_words(prefix::kSource, {article.source});
  add_words(prefix::kSection, {article.section});
  add_words(prefix::kTopic, article.topics);
  gather_words();

  add_digest(prefix::kId, article.id);
  add_digest(prefix::kUrl, article.url);
  add_term(std::string(prefix::kLanguage) + language);
  if (!article.format.empty()) add_term(std::string(prefix::kFormat) + article.format);
  // Xapian's check takes an article of length 0 that has positions, of its source or of marks, for a damaged one.
  const std::optional<analysis::Sketch> sketch = sketcher_.sketch();
  add_passing_term(unique_term(digests.identity), sketch ? 0 : 1);
  for (const Provenance& provenance : article.provenances) add_passing_term(file_term(provenance.path));
  if (article.published) add_dates(*article.published);

  if (!article.published) {
    instant.reset();
  } else if (!instant) {
    instant = zone_.instant(*article.published);
  }
  analysed_.values.clear();
  const auto put = [&](std::uint32_t slot, std::string value) {
    if (!value.empty()) analysed_.values.emplace_back(slot, std::move(value));
  };
  put(slot::kHit, encode_hit(article));
  put(slot::kInstant, instant_value(instant));
  put(slot::kDay, article.published ? day_value(*article.published) : std::string());
  put(slot::kWords, big_endian(body_words, 4));
  put(slot::kSequence, big_endian(sequence, 8));
  put(slot::kContent, digest_value(digests.content));
  put(slot::kSortKey, sort_key(instant, article.id));
  put(slot::kSketch, sketch_value(sketch));
  analysed_.data = encode_article(article);
  return analysed_;
}

}  // namespace news::build
