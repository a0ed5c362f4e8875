#include "searcher/match/indexed_texts.h"

#include <algorithm>

#include "common/fields.h"

namespace news::match {
namespace {

/// A word that stands for few is looked up in their posting lists, article by article; for more, in one list of all
/// their postings; for words with more postings than that, among the terms of the article.
constexpr std::size_t kMaxCursors = 8;
constexpr std::size_t kMaxPostings = 300'000;

void collect_stemmed(const query::Node& node, std::unordered_set<const query::Word*>& words) {
  if (query::is_stemmed(node)) words.insert(&node.sequences.front().front());
  for (const query::Node& child : node.children) collect_stemmed(child, words);
}

void put_in_order(Positions& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}

}  // namespace

/// One text of the current article.
class IndexedTexts::IndexedPlaces final : public Places {
 public:
  IndexedPlaces(IndexedTexts& texts, std::string_view prefix) : texts_(texts), prefix_(prefix) {}

  const Positions& of(const query::Word& word) override {
    const bool stemmed = texts_.stemmed_.contains(&word);
    Terms& terms = words_[{&word, stemmed ? texts_.language() : 0}];
    if (terms.fresh) look_up(word, stemmed, terms);
    return positions(terms);
  }
  const Positions& sentence_ends() override { return marks(sentences_, {kSentenceMark, kParagraphMark}); }
  const Positions& paragraph_ends() override { return marks(paragraphs_, {kParagraphMark}); }

 private:
  /// What a word stands for, and where that is in the article read last.
  struct Terms {
    bool fresh = true;
    std::vector<std::string> words;  // with prefix, in order
    std::vector<PostingCursor> cursors;
    std::vector<std::pair<Xapian::docid, std::uint32_t>> postings;  // with the word's index, in order
    Positions positions;
    Xapian::docid article = 0;
  };

  void look_up(const query::Word& word, bool stemmed, Terms& terms) {
    terms.fresh = false;
    // No article is in a language that the archive does not have.
    const std::string language = texts_.languages_.empty() ? std::string() : texts_.languages_[texts_.language()];
    terms.words = texts_.words_.words(prefix_, word, stemmed, language);
    for (std::string& each : terms.words) each.insert(0, prefix_);
    open(terms);
  }

  void open(Terms& terms) {
    const Xapian::Database& database = texts_.database_;
    if (terms.words.size() <= kMaxCursors) {
      for (const std::string& term : terms.words) terms.cursors.emplace_back(database, term);
      return;
    }
    std::size_t count = 0;
    for (const std::string& term : terms.words) count += database.get_termfreq(term);
    if (count > kMaxPostings) return;
    for (std::uint32_t word = 0; word < terms.words.size(); ++word) {
      const auto end = database.postlist_end(terms.words[word]);
      for (auto at = database.postlist_begin(terms.words[word]); at != end; ++at) {
        terms.postings.emplace_back(*at, word);
      }
    }
    std::sort(terms.postings.begin(), terms.postings.end());
  }

  const Positions& positions(Terms& terms) {
    if (terms.article == texts_.article_) return terms.positions;
    terms.article = texts_.article_;
    terms.positions.clear();
    std::size_t lists = 0;
    for (PostingCursor& cursor : terms.cursors) {
      if (!cursor.holds(terms.article)) continue;
      cursor.append_positions(terms.positions);
      ++lists;
    }
    if (!terms.postings.empty()) {
      lists += read_postings(terms);
    } else if (terms.cursors.empty() && !terms.words.empty()) {
      lists += read_terms(terms);
    }
    if (lists > 1) put_in_order(terms.positions);
    return terms.positions;
  }

  std::size_t read_postings(Terms& terms) {
    std::size_t lists = 0;
    auto posting = std::lower_bound(terms.postings.begin(), terms.postings.end(), std::pair(terms.article, 0U));
    for (; posting != terms.postings.end() && posting->first == terms.article; ++posting) {
      const std::string& term = terms.words[posting->second];
      const auto end = texts_.database_.positionlist_end(terms.article, term);
      for (auto at = texts_.database_.positionlist_begin(terms.article, term); at != end; ++at) {
        terms.positions.push_back(*at);
      }
      ++lists;
    }
    return lists;
  }

  std::size_t read_terms(Terms& terms) {
    std::size_t lists = 0;
    auto term = texts_.database_.termlist_begin(terms.article);
    const auto end = texts_.database_.termlist_end(terms.article);
    for (term.skip_to(terms.words.front()); term != end; ++term) {
      const std::string name = *term;
      if (name > terms.words.back()) break;
      if (!std::binary_search(terms.words.begin(), terms.words.end(), name)) continue;
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) terms.positions.push_back(*at);
      ++lists;
    }
    return lists;
  }

  const Positions& marks(Terms& terms, std::initializer_list<std::string_view> names) {
    if (terms.fresh) {
      terms.fresh = false;
      if (prefix_.empty()) terms.words.assign(names.begin(), names.end());  // the other texts are one paragraph
      open(terms);
    }
    return positions(terms);
  }

  IndexedTexts& texts_;
  std::string prefix_;
  std::map<std::pair<const query::Word*, std::size_t>, Terms> words_;
  Terms sentences_;
  Terms paragraphs_;
};

IndexedTexts::IndexedTexts(Xapian::Database database, const query::Node& node,
                           const std::vector<std::string>& languages, query::PositionQueries& words)
    : database_(std::move(database)), languages_(languages), words_(words) {
  collect_stemmed(node, stemmed_);
  if (languages.size() < 2) return;
  for (const std::string& code : languages) {
    articles_in_.emplace_back(database_, std::string(prefix::kLanguage) + code);
  }
}

IndexedTexts::~IndexedTexts() = default;

void IndexedTexts::open(Xapian::docid article) {
  article_ = article;
  language_known_ = articles_in_.empty();
}

std::size_t IndexedTexts::language() {
  if (language_known_) return language_;
  const auto own = std::find_if(articles_in_.begin(), articles_in_.end(),
                                [&](PostingCursor& articles) { return articles.holds(article_); });
  language_ = own == articles_in_.end() ? 0 : static_cast<std::size_t>(own - articles_in_.begin());
  language_known_ = true;
  return language_;
}

Places& IndexedTexts::text(std::string_view prefix) {
  std::unique_ptr<IndexedPlaces>& places = texts_[prefix];
  if (!places) places = std::make_unique<IndexedPlaces>(*this, prefix);
  return *places;
}

}  // namespace news::match
