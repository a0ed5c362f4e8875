#include "searcher/query/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/analysis/stopwords.h"
#include "common/codec.h"
#include "common/digest.h"
#include "searcher/query/one_word_weight.h"
#include "searcher/query/proximity.h"

namespace news::query {
namespace {

using Xapian::Query;

Query any_of(const std::vector<Query>& queries) { return {Query::OP_OR, queries.begin(), queries.end()}; }
Query all_of(const std::vector<Query>& queries) { return {Query::OP_AND, queries.begin(), queries.end()}; }

bool is_metadata(const Field* field) { return field != nullptr && field->kind == FieldKind::words; }

/// Prefix of the terms by which a field's words are found; those of a lead are words of the body.
std::string_view term_prefix(const Field* field) {
  return field == nullptr || field->kind == FieldKind::lead ? std::string_view() : field->prefix;
}

Query days(const DayRange& range) {
  const auto number = [](int day) { return fmt::format("{:08}", day); };
  const int year = range.first / 10000;
  const int month = range.first / 100;
  if (range.first == range.last) return Query(std::string(prefix::kDay) + number(range.first));
  if (range == DayRange{year * 10000, year * 10000 + 9999}) return Query(fmt::format("{}{:04}", prefix::kYear, year));
  if (range == DayRange{month * 100, month * 100 + 99}) return Query(fmt::format("{}{:06}", prefix::kMonth, month));
  // Undated articles have an empty value, which is below every range.
  return {Query::OP_VALUE_RANGE, slot::kDay, number(std::max(range.first, 0)), number(std::max(range.last, 0))};
}

Query lengths(const LengthRange& range) {
  return {Query::OP_VALUE_RANGE, slot::kWords, big_endian(range.first, 4), big_endian(range.last, 4)};
}

Query value(const Node& node) {
  const std::string prefix(node.field->prefix);
  return Query(prefix + (node.field->kind == FieldKind::code ? node.text : to_hex(digest_of(node.text))));
}

bool carries_weight(const Node& node) {
  if (is_leaf(node)) return !is_metadata(node.field);
  return std::any_of(node.children.begin(), node.children.end(), carries_weight);
}

/// Whether all words that could weigh are stop words of this language.
bool only_stop_words(const Node& node, std::string_view language) {
  if (is_leaf(node)) {
    const Sequence& sequence = node.sequences.front();
    return is_metadata(node.field) || std::all_of(sequence.begin(), sequence.end(), [&](const Word& word) {
             return !word.pattern && analysis::is_stop_word(language, word.text);
           });
  }
  const auto children = node.kind == Node::Kind::beyond ? 1 : static_cast<std::ptrdiff_t>(node.children.size());
  return std::all_of(node.children.begin(), node.children.begin() + children,
                     [&](const Node& child) { return only_stop_words(child, language); });
}

}  // namespace

Query without_weight(const Query& query, Nothing nothing) {
  constexpr double kHardly = 1e-100;  // may be multiplied with itself once or twice, and makes no difference to a score
  return {Query::OP_SCALE_WEIGHT, query, nothing == Nothing::nothing ? 0.0 : kHardly};
}

std::vector<std::string> languages_of(const Xapian::Database& database) {
  std::vector<std::string> languages;
  const std::string prefix(prefix::kLanguage);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    languages.push_back((*term).substr(prefix.size()));
  }
  return languages;
}

Query Compiler::weightless(const Query& query) const { return without_weight(query, nothing_); }

Compiler::Compiler(const std::vector<std::string>& languages, Vocabulary& vocabulary, Verify verify, Nothing nothing)
    : vocabulary_(vocabulary), positions_(languages, vocabulary), verify_(std::move(verify)), nothing_(nothing) {
  for (const std::string& code : languages) {
    languages_.push_back({code, analysis::stem_prefix(code), analysis::Stemmer(code), false});
  }
}

Compiled Compiler::compile(const Node& tree) {
  compiled_ = {};
  expanded_.clear();
  for (Language& language : languages_) language.stop_words_weigh = only_stop_words(tree, language.code);
  choice_verified_ = false;
  compiled_.nothing = nothing_;
  compiled_.query = build(tree);
  if (verify_ && choice_verified_) compiled_.query = weighed_apart(tree);
  return std::move(compiled_);
}

/// What the tree finds, with the weights of what a database would find that can't verify. An article weighs the same
/// wherever it lies: where only one side of an OR truly holds, the words of the other weigh, too, since nobody can tell
/// them apart there.
Query Compiler::weighed_apart(const Node& tree) {
  Compiled compiled = std::exchange(compiled_, {});
  weightless_ = true;
  const Query found = build(tree);
  weightless_ = false;
  const Verify verify = std::exchange(verify_, nullptr);
  const Query weights = build(tree);
  verify_ = verify;
  compiled_ = std::move(compiled);
  return {Query::OP_FILTER, weights, found};
}

Compiled Compiler::compile_open(const Node& tree) {
  open_root_ = &tree;
  Compiled compiled = compile(tree);
  open_root_ = nullptr;
  return compiled;
}

/// Whether no article matches without the node, and its words weigh the same whether it is open or not.
bool Compiler::may_be_open(const Node& node) const {
  if (open_root_ == nullptr || is_metadata(field_of(node))) return false;
  const std::vector<Node>& parts = open_root_->children;
  const bool required = open_root_ == &node ||
                        (open_root_->kind == Node::Kind::all &&
                         std::any_of(parts.begin(), parts.end(), [&](const Node& part) { return &part == &node; }));
  return required && !(is_leaf(node) && node.sequences.size() > 1);
}

Query Compiler::build(const Node& node) {
  switch (node.kind) {
    case Node::Kind::value:
      return weightless(value(node));
    case Node::Kind::days:
      return weightless(days(node.days));
    case Node::Kind::length:
      return weightless(lengths(node.lengths));
    case Node::Kind::any:
    case Node::Kind::all:
      return list(node);
    default:
      return positional(node);
  }
}

Query Compiler::list(const Node& node) {
  const bool within = std::exchange(in_choice_, in_choice_ || node.kind == Node::Kind::any);
  std::vector<Query> children;
  for (const Node& child : node.children) children.push_back(build(child));
  in_choice_ = within;
  if (node.kind == Node::Kind::any) overlap(node);
  Query query = node.kind == Node::Kind::any ? any_of(children) : all_of(children);
  for (const Node& each : node.excluded) query = excluded(each, std::move(query));
  return query;
}

/// What is excluded weighs nothing, and nothing can be excluded by a query that finds too much.
Query Compiler::excluded(const Node& node, Query from) {
  const bool weighs = compiled_.weighs;
  const bool exact = std::exchange(compiled_.exact, true);
  const bool choice_verified = choice_verified_;
  const bool prunable = compiled_.prunable;
  const bool within = std::exchange(weightless_, true);
  const Query query = build(node);
  weightless_ = within;
  const bool usable = std::exchange(compiled_.exact, exact);
  // Where it is one side's of a choice, it decides whether that side's words weigh.
  choice_verified_ = choice_verified || (choice_verified_ && in_choice_);
  compiled_.prunable = prunable;
  compiled_.weighs = weighs;
  if (!usable) {
    compiled_.exact = false;
    return from;
  }
  return {Query::OP_AND_NOT, from, query};
}

/// A word, phrase, proximity or ATLEAST.
Query Compiler::positional(const Node& node) {
  const bool once = node.kind == Node::Kind::at_least && node.count == 1;
  if (once) return build(node.children.front());
  const bool anywhere = node.kind == Node::Kind::word && (node.field == nullptr || node.field->kind != FieldKind::lead);
  if (anywhere) return leaf(node);
  if (may_be_open(node)) {
    compiled_.open.push_back(&node);
    compiled_.exact = false;
    return candidates(node);
  }
  const std::optional<Query> exact = node.kind == Node::Kind::at_least ? std::nullopt : positions_.exact(node);
  if (exact && is_metadata(field_of(node))) return weightless(*exact);
  if (exact) return is_leaf(node) ? phrase(node) : Query(Query::OP_FILTER, candidates(node), *exact);
  const Query found = candidates(node);
  compiled_.verified.push_back(&node);
  choice_verified_ = choice_verified_ || in_choice_;
  if (verify_) return {Query::OP_FILTER, found, verify_(node)};
  compiled_.exact = false;
  const std::optional<Query> superset = positions_.superset(node);
  return superset ? Query(Query::OP_FILTER, found, *superset) : found;
}

/// Each way to read a phrase weighs what its own words weigh.
Query Compiler::phrase(const Node& node) {
  std::vector<Query> readings;
  for (const Sequence& sequence : node.sequences) {
    Node reading = node;
    reading.sequences = {sequence};
    if (const std::optional<Query> exact = positions_.exact(reading)) {
      readings.push_back(weighed(*exact, sequence, node.field));
    }
  }
  return any_of(readings);
}

/// Several sides of an OR may weigh in one article.
void Compiler::overlap(const Node& node) {
  if (std::count_if(node.children.begin(), node.children.end(), carries_weight) > 1) compiled_.prunable = false;
}

/// What finds words that are written so, with the weight of their stems. Where the words are, their stems are, too:
/// they need not be asked for once more.
Query Compiler::weighed(const Query& found, const Sequence& sequence, const Field* field) {
  std::vector<Query> weights;
  bool everywhere = true;
  for (const Word& word : sequence) {
    Found each = word.pattern ? truncated(word.text, field) : stems(word.text, field);
    everywhere = everywhere && each.weighs_everywhere;
    if (!each.weighing.empty()) weights.push_back(std::move(each.weighing));
  }
  if (weightless_) return found;
  if (weights.empty()) return weightless(found);
  if (!everywhere) compiled_.prunable = false;
  return {Query::OP_AND_MAYBE, weightless(found), everywhere ? all_of(weights) : any_of(weights)};
}

/// The articles that hold the words of a node, as far as it can't do without them.
Query Compiler::candidates(const Node& node) {
  if (is_leaf(node)) return leaf(node);
  if (node.kind == Node::Kind::beyond || node.kind == Node::Kind::at_least) return candidates(node.children.front());
  std::vector<Query> children;
  for (const Node& child : node.children) children.push_back(candidates(child));
  if (node.kind == Node::Kind::any) overlap(node);
  return node.kind == Node::Kind::any ? any_of(children) : all_of(children);
}

/// The articles that hold the words of a leaf, wherever they stand.
Query Compiler::leaf(const Node& node) {
  const Word& first = node.sequences.front().front();
  if (is_stemmed(node)) return stems(first.text, node.field).any;
  if (node.kind == Node::Kind::word && first.pattern && !is_metadata(node.field)) {
    const Found found = truncated(first.text, node.field);
    if (found.weighing.get_type() == Query::LEAF_TERM) return found.weighing;
  }
  const std::string prefix(term_prefix(node.field));
  std::vector<Query> readings;
  for (const Sequence& sequence : node.sequences) {
    std::vector<Query> words;
    for (const Word& word : sequence) {
      words.push_back(word.pattern ? truncated(word.text, node.field).any : Query(prefix + word.text));
    }
    readings.push_back(is_metadata(node.field) ? all_of(words) : weighed(all_of(words), sequence, node.field));
  }
  return is_metadata(node.field) ? weightless(any_of(readings)) : any_of(readings);
}

/// The stems of a word, one for each language of the archive. No article is in two languages, so that each of them
/// stands for itself.
Compiler::Found Compiler::stems(const std::string& word, const Field* field) {
  const std::string prefixed = std::string(term_prefix(field)).append(word);
  ExpandedWord expanded{word, std::string(term_prefix(field)), true, {}};
  for (Language& language : languages_) {
    expanded.terms.push_back((language.prefix + std::string(term_prefix(field))).append(language.stemmer.stem(word)));
  }
  const std::vector<Query> alike = weight_alike(vocabulary_.database(), expanded.terms);
  std::vector<Query> all;
  std::vector<Query> weighing;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    if (alike[i].empty()) continue;
    if (!languages_[i].stop_words_weigh && analysis::is_stop_word(languages_[i].code, word)) {
      all.push_back(weightless(Query(expanded.terms[i])));
    } else {
      compiled_.weighs = true;
      all.push_back(alike[i]);
      weighing.push_back(alike[i]);
    }
  }
  if (expanded_.insert(prefixed).second) compiled_.expansions.push_back(std::move(expanded));
  const bool everywhere = all.size() == weighing.size();
  return {any_of(all), any_of(weighing), everywhere};
}

/// All words that fit, with the weight of one.
Compiler::Found Compiler::truncated(const std::string& pattern, const Field* field) {
  const std::string prefix(term_prefix(field));
  const Expansion& expansion = vocabulary_.matching(prefix, pattern);
  std::vector<std::string> terms;
  for (const std::string& word : expansion.words) terms.push_back(prefix + word);
  Found found{Query(Query::OP_OR, terms.begin(), terms.end()), {}, true};
  if (!is_metadata(field)) {
    found.weighing = weight_as_one_word(vocabulary_.database(), prefix, expansion);
    compiled_.weighs = true;
  }
  if (expanded_.insert(prefix + pattern).second) {
    compiled_.expansions.push_back({pattern, prefix, false, std::move(terms)});
    if (expansion.left_out > 0) {
      compiled_.notes.push_back(
          fmt::format("{} stands for {} words; the {} in most articles are searched, {} are left out", pattern,
                      expansion.words.size() + expansion.left_out, expansion.words.size(), expansion.left_out));
    }
  }
  return found;
}

}  // namespace news::query
