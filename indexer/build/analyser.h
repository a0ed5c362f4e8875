// Article -> everything the index holds of it: terms with positions, values, stored data.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/analysis/sketch.h"
#include "common/analysis/stemmer.h"
#include "common/analysis/token.h"
#include "common/article.h"
#include "indexer/build/vocabulary.h"
#include "indexer/build/word_table.h"

namespace news::build {

/// The postings of one term in one article.
struct TermPostings {
  std::uint32_t term;  ///< number in the analyser's vocabulary
  std::uint32_t wdf;
  std::uint32_t first_position;  ///< in AnalysedArticle::positions
  std::uint32_t positions;       ///< how many; 0 for terms without positions
};

/// A word that a search for its stem would not find by walking the vocabulary from the stem's first three letters
/// ("dying" -> "die"); the archive lists these (metadata::kForms).
struct OddForm {
  std::string language;
  std::string stem;
  std::string word;

  auto operator<=>(const OddForm&) const = default;
};

/// What tells articles and their states apart.
struct ArticleDigests {
  Digest identity;
  Digest content;
};
[[nodiscard]] ArticleDigests digests_of(const Article& article);

/// An article ready to be written by any segment builder.
struct AnalysedArticle {
  ArticleDigests digests;
  std::vector<TermPostings> terms;                            ///< each term once, in no order
  std::vector<std::uint32_t> positions;                       ///< of all terms; those of one ascend
  std::vector<std::pair<std::uint32_t, std::string>> values;  ///< (slot, value), ascending; no value is empty
  std::string data;                                           ///< the encoded article

  [[nodiscard]] std::span<const std::uint32_t> positions_of(const TermPostings& postings) const {
    return {positions.data() + postings.first_position, postings.positions};
  }
};

/// Analyses articles one after another. It remembers what each word became: a word that comes again costs one look-up,
/// no stemming and no building of terms. Not shared between threads.
class Analyser {
 public:
  /// `zone`: where published times without a zone are.
  explicit Analyser(Zone zone) : zone_(zone) {}

  /// Valid until the next call. `article` must be normalised; `sequence` is the number of the run that adds or changes
  /// it; `instant` that of its publication, where it is known already.
  [[nodiscard]] const AnalysedArticle& analyse(const Article& article, const ArticleDigests& digests,
                                               std::uint64_t sequence, std::optional<std::int64_t> instant = {});

  /// The terms of the articles analysed since the last begin_run(), and words of those before.
  [[nodiscard]] const Vocabulary& terms() const noexcept { return terms_; }

  /// Bytes that words and what they became may take before it is begun anew.
  static constexpr std::uint64_t kMostRemembered = std::uint64_t{32} << 20;

  /// The next articles are another run's: terms of single articles are forgotten, and what words became as well once it
  /// takes more than `most_bytes`. The numbers of terms become invalid. Returns whether words were forgotten.
  bool begin_run(std::uint64_t most_bytes = kMostRemembered);
  /// Numbers of the kept terms (Vocabulary::kept) that the run's articles have, each once, in no order.
  [[nodiscard]] const std::vector<std::uint32_t>& run_terms() const noexcept { return run_terms_; }

  /// The odd forms met in the run since the last call, each once.
  [[nodiscard]] std::set<OddForm> take_odd_forms() { return std::exchange(odd_forms_, {}); }

 private:
  class TextSink;

  enum class TextKind : std::uint8_t {
    running,  ///< the body, a headline, a deck: words and their stems
    words,    ///< metadata and marks: words as they are, outside of the rank
  };
  /// What words become in one text: they are remembered for each context apart.
  struct Context {
    std::uint16_t number = 0;
    TextKind kind = TextKind::words;
    std::string prefix;    // of exact terms with positions; empty for the body
    std::string language;  // of running text
    std::string stem_prefix;
    std::uint32_t factor = 0;  // how often a word counts in the unprefixed terms, where the text has a prefix
    analysis::Stemmer* stemmer = nullptr;
  };
  struct MetWord {
    std::uint32_t word;  // place in words_
    std::uint32_t count;
  };
  struct Occurrence {
    std::uint32_t met;
    std::uint32_t position;
  };
  /// A word on its way into the tables. These are larger than the processor's caches: while a word waits, the memory
  /// fetches what it will meet.
  struct Waiting {
    const Context* context;
    std::uint64_t hash;
    std::uint32_t position;
    std::uint32_t size;
    std::array<char, WordTable::padded(analysis::kMaxTermBytes)> text;  // NULs behind it, as the table wants it
  };
  /// Where a term is in the article at hand.
  struct TermPlace {
    std::uint32_t article = 0;  // the last one that holds it
    std::uint32_t index = 0;    // in analysed_.terms, for that article
  };

  const Context& context(const std::string& language, std::string_view prefix, TextKind kind, std::uint32_t factor);
  analysis::Stemmer& stemmer(const std::string& language);
  void remember(const Context& context, std::string_view text, std::uint32_t place);
  void occur(const Context& context, std::string_view text, std::uint32_t position);
  void take_next();
  void take_all();
  void add_words(std::string_view prefix, const std::vector<std::string>& entries);
  void add_digest(std::string_view prefix, std::string_view value);
  void add_dates(const StatedTime& published);
  void add_term(std::string_view term) { add(terms_.intern(term), 0); }
  void add_passing_term(std::string_view term, std::uint32_t wdf = 0);
  TermPostings& add(std::uint32_t term, std::uint32_t wdf);
  void note_odd_form(const Word& word, std::string_view text);
  void gather_words();

  Zone zone_;
  std::map<std::string, analysis::Stemmer> stemmers_;
  std::map<std::string, Context> contexts_;  // by language and prefix
  std::vector<const Context*> context_of_number_;
  Vocabulary terms_;
  WordTable words_;

  // Of the run.
  std::set<OddForm> odd_forms_;
  std::vector<std::uint32_t> run_terms_;
  std::uint32_t articles_before_ = 0;  // the run's first article has the next number

  // Of the article at hand.
  AnalysedArticle analysed_;
  analysis::Sketcher sketcher_;
  std::uint32_t article_ = 0;
  std::vector<TermPlace> term_places_;     // by number of a kept term
  std::vector<TermPlace> passing_places_;  // by number of another, less Vocabulary::kPassing
  std::vector<MetWord> met_;
  std::vector<Occurrence> occurrences_;
  static constexpr std::size_t kWaiting = 16;
  std::array<Waiting, kWaiting> waiting_;  // a ring
  std::size_t come_ = 0;                   // into it
  std::size_t taken_ = 0;                  // out of it
  std::vector<std::uint32_t> ends_;
  std::string buffer_;
  std::string exact_;  // terms of a fresh word, on their way into the table
  std::string stem_;
};

/// Term that the article's outermost file gives it.
[[nodiscard]] std::string file_term(const std::string& path);
/// Term that no other article has.
[[nodiscard]] std::string unique_term(const Digest& identity);

}  // namespace news::build
