// Tree -> Xapian::Query.
#pragma once

#include <xapian.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "common/analysis/stemmer.h"
#include "searcher/query/position_queries.h"
#include "searcher/query/tree.h"
#include "searcher/query/vocabulary.h"

namespace news::query {

/// What one word of a query became: for --explain.
struct ExpandedWord {
  std::string word;    ///< or pattern
  std::string prefix;  ///< of the terms among which it is looked for
  bool stemmed = false;
  std::vector<std::string> terms;
};

/// What factor parts get that are to have no weight. With none, and with schemes that need no frequencies, Xapian 1.4
/// takes the list of all articles for a term that all articles of a shard have. Where that list is in several parts and
/// an article was ever withdrawn, it then calls the database corrupt at the end of the first part
/// (LocalSubMatch::open_post_list renames the list, GlassPostList::next_chunk looks for the next part by the new name).
enum class Nothing {
  nothing,
  hardly,  ///< slower, and safe from that
};

struct Compiled {
  Xapian::Query query;
  Nothing nothing = Nothing::nothing;
  bool weighs = false;  ///< whether any part has a weight, so that ranking by relevance means something
  /// Whether Xapian may leave articles out of its sight that can't be among the best. 1.4's OP_OR then passes over one
  /// that it should not, or counts less for it, where several of its sides weigh in the same article
  /// (AndMaybePostList::next, when it becomes an AND, skips the place where the right side already stands).
  bool prunable = true;
  bool exact = true;  ///< whether the query finds what the tree means; else more, which is to be verified
  std::vector<ExpandedWord> expansions;
  std::vector<const Node*> verified;  ///< the parts that are verified by position on this side
  std::vector<const Node*> open;      ///< the parts that are left to be verified, article by article
  std::vector<std::string> notes;     ///< what should be said about what is searched
};

/// Makes a query that matches the articles where a node (with positions, or ATLEAST) truly holds; it is asked about
/// articles that the rest of a query found.
using Verify = std::function<Xapian::Query(const Node&)>;

/// Compiles trees for an archive in these languages (codes as in the `L` terms). Not shared between threads.
///
/// Words become their stems, one for each language, and truncated words all that fit, with the weight of one; these
/// alone carry weight, but for stop words of their language. Where a query is nothing but stop words of a language,
/// they weigh in it. Phrases, and proximities of words, match by Xapian's own operators; what these can't say is found
/// by its words and verified.
class Compiler {
 public:
  /// The vocabulary must outlive it. Without `verify` a query may find more than the tree means (Compiled::exact), as
  /// little more as Xapian's operators can say.
  Compiler(const std::vector<std::string>& languages, Vocabulary& vocabulary, Verify verify = {},
           Nothing nothing = Nothing::nothing);

  /// The result points into the tree.
  [[nodiscard]] Compiled compile(const Node& tree);

  /// The same, with the same scores, but that parts without which no article matches are found by their words alone and
  /// left open: for whoever wants a few of the best articles only.
  [[nodiscard]] Compiled compile_open(const Node& tree);

 private:
  struct Language {
    std::string code;
    std::string prefix;
    analysis::Stemmer stemmer;
    bool stop_words_weigh;
  };

  [[nodiscard]] Xapian::Query weightless(const Xapian::Query& query) const;
  [[nodiscard]] bool may_be_open(const Node& node) const;
  Xapian::Query weighed_apart(const Node& tree);
  Xapian::Query build(const Node& node);
  Xapian::Query list(const Node& node);
  Xapian::Query excluded(const Node& node, Xapian::Query from);
  Xapian::Query positional(const Node& node);
  Xapian::Query phrase(const Node& node);
  Xapian::Query candidates(const Node& node);
  Xapian::Query leaf(const Node& node);
  void overlap(const Node& node);
  Xapian::Query weighed(const Xapian::Query& found, const Sequence& sequence, const Field* field);
  /// What finds a word, and what of it weighs.
  struct Found {
    Xapian::Query any;
    Xapian::Query weighing;
    bool weighs_everywhere;  ///< wherever it is found, not in some languages only
  };
  Found stems(const std::string& word, const Field* field);
  Found truncated(const std::string& pattern, const Field* field);

  std::vector<Language> languages_;
  Vocabulary& vocabulary_;
  PositionQueries positions_;
  Verify verify_;
  Nothing nothing_;
  Compiled compiled_;
  const Node* open_root_ = nullptr;  // of compile_open
  bool in_choice_ = false;           // whether an OR stands above the node being built
  bool choice_verified_ = false;     // whether there are such nodes that are verified
  // Whether the node being built stands where nothing weighs: behind AND_NOT, or as a filter. There is no OP_AND_MAYBE
  // there: Xapian 1.4 does not initialise the weights that it decides by, and finds at random.
  bool weightless_ = false;
  std::set<std::string> expanded_;  // the words among the expansions, with their fields' prefixes
};

/// A query that finds what `query` finds, with that weight.
[[nodiscard]] Xapian::Query without_weight(const Xapian::Query& query, Nothing nothing);

/// The languages that a database holds.
[[nodiscard]] std::vector<std::string> languages_of(const Xapian::Database& database);

}  // namespace news::query
