#include "searcher/query/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text.h"
#include "searcher/query/lexer.h"
#include "searcher/query/problem.h"
#include "searcher/query/proximity.h"
#include "searcher/query/ranges.h"
#include "searcher/query/word_sequences.h"

namespace news::query {
namespace {

/// Whether a node only restricts what is found, and weighs nothing: facts about articles, not their text.
bool restricts(const Node& node) {
  if (is_leaf(node)) return node.field != nullptr && node.field->kind == FieldKind::words;
  const bool fact = node.kind == Node::Kind::days || node.kind == Node::Kind::length || node.kind == Node::Kind::value;
  return fact || (!node.children.empty() && std::all_of(node.children.begin(), node.children.end(), restricts));
}

/// Gives a tree, which was read from another text, a place in this one.
void place(Node& node, std::size_t begin, std::size_t end) {
  node.begin = begin;
  node.end = end;
  for (Node& child : node.children) place(child, begin, end);
  for (Node& excluded : node.excluded) place(excluded, begin, end);
}

/// An AND of no operands.
Node excluding(std::vector<Node> excluded, std::size_t begin, std::size_t end) {
  Node node;
  node.kind = Node::Kind::all;
  node.excluded = std::move(excluded);
  node.begin = begin;
  node.end = end;
  return node;
}

class Parser {
 public:
  /// `within`: names of the saved queries that this one is part of.
  Parser(std::string_view query, const ParseOptions& options, const std::vector<std::string>& within)
      : query_(query), options_(options), within_(within), lexemes_(lex(query)) {}

  Parsed run() {
    std::optional<Node> tree = alternatives(nullptr);
    if (peek().kind == Lexeme::Kind::close) throw QueryError(peek().begin, peek().end, "this parenthesis closes none");
    if (!tree) {
      throw QueryError(0, query_.size(), "there is nothing to search for", "a query needs a word, a phrase or a field");
    }
    return {std::move(*tree), std::move(notes_)};
  }

 private:
  using Kind = Lexeme::Kind;

  [[nodiscard]] const Lexeme& peek() const { return lexemes_[next_]; }
  const Lexeme& take() { return lexemes_[next_++]; }
  [[nodiscard]] bool at_operand_end() const {
    const Kind kind = peek().kind;
    return kind == Kind::end || kind == Kind::close || kind == Kind::op_or;
  }

  std::optional<Node> alternatives(const Field* field);
  std::optional<Node> conjunction(const Field* field, bool& joins);
  std::optional<Node> chain(const Field* field);
  std::optional<Node> right_side(const Lexeme& op, const Field* field);
  std::optional<Node> operand(const Field* field);
  std::optional<Node> group(const Field* field);
  std::optional<Node> words(const Lexeme& lexeme, const Field* field) const;
  std::optional<Node> field_value(const Lexeme& name);
  [[nodiscard]] Node at_least(const Lexeme& op, const Field* field);
  [[nodiscard]] Node value(const Lexeme& lexeme, const Field& field);
  [[nodiscard]] Node saved(const Lexeme& lexeme);
  [[nodiscard]] Node joined(std::vector<std::vector<Node>> groups, std::vector<Node> excluded) const;
  void note_precedence(const std::vector<Node>& branches, const std::vector<bool>& joined);

  std::string_view query_;
  const ParseOptions& options_;
  const std::vector<std::string>& within_;
  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  std::size_t depth_ = 0;
  std::vector<std::string> notes_;
};

/// a OR b OR ...; nothing where all of it is punctuation.
std::optional<Node> Parser::alternatives(const Field* field) {
  std::vector<Node> branches;
  std::vector<bool> joined;  // beside the branches: whether each joins several operands
  bool expected = false;     // an OR waits for its right side
  while (true) {
    const Lexeme& at = peek();
    if (at.kind == Kind::op_or) {
      throw QueryError(at.begin, at.end, "OR has nothing on its left",
                       "write \"or\" in small letters to search for the word");
    }
    bool joins = false;
    std::optional<Node> branch = conjunction(field, joins);
    if (branch) {
      branches.push_back(std::move(*branch));
      joined.push_back(joins);
    }
    if (!branch && expected) {
      const Lexeme& op = lexemes_[next_ - 1];
      throw QueryError(op.begin, op.end, "OR has nothing on its right");
    }
    if (peek().kind != Kind::op_or) break;
    if (branches.empty()) throw QueryError(peek().begin, peek().end, "OR has nothing on its left");
    take();
    expected = true;
  }
  if (branches.empty()) return std::nullopt;
  if (branches.size() == 1) return std::move(branches.front());
  note_precedence(branches, joined);
  Node node;
  node.kind = Node::Kind::any;
  node.begin = branches.front().begin;
  node.end = branches.back().end;
  node.children = std::move(branches);
  return node;
}

/// Operands side by side or joined by AND, some of them excluded. `joins` says whether there are several.
std::optional<Node> Parser::conjunction(const Field* field, bool& joins) {
  std::vector<std::vector<Node>> groups;  // of operands joined by a written AND
  std::vector<Node> excluded;
  std::size_t begin = 0;
  std::size_t end = 0;
  const bool from_begin = next_ == 0;
  const Lexeme* pending_and = nullptr;
  const Lexeme* pending_not = nullptr;  // waits for an operand, over any punctuation: it must not get lost
  const auto not_without_operand = [](const Lexeme& op) {
    return QueryError(op.begin, op.end, "NOT has nothing on its right",
                      "write \"not\" in small letters to search for the word");
  };
  while (!at_operand_end()) {
    const Lexeme& lexeme = peek();
    const bool first = groups.empty() && excluded.empty();
    if (pending_not != nullptr && (lexeme.kind == Kind::op_and || lexeme.kind == Kind::op_not)) {
      throw not_without_operand(*pending_not);
    }
    if (lexeme.kind == Kind::op_not) {
      pending_not = &take();
      continue;
    }
    if (lexeme.kind == Kind::op_and) {
      if (first) {
        throw QueryError(lexeme.begin, lexeme.end, "AND has nothing on its left",
                         "write \"and\" in small letters to search for the word");
      }
      if (pending_and != nullptr) throw QueryError(lexeme.begin, lexeme.end, "one AND follows another");
      pending_and = &take();
      continue;
    }
    // NOT takes the next operand, and binds closer than proximity.
    std::optional<Node> node = pending_not != nullptr ? operand(field) : chain(field);
    if (!node) continue;  // punctuation
    if (pending_not != nullptr && is_proximity(peek())) throw not_inside_proximity(*pending_not, peek());
    const Lexeme* const negation = std::exchange(pending_not, nullptr);
    const bool explicitly = std::exchange(pending_and, nullptr) != nullptr;
    if (first) begin = negation != nullptr ? negation->begin : node->begin;
    end = node->end;
    if (negation != nullptr) {
      excluded.push_back(std::move(*node));
    } else {
      if (!explicitly || groups.empty()) groups.emplace_back();
      groups.back().push_back(std::move(*node));
    }
  }
  if (pending_not != nullptr) throw not_without_operand(*pending_not);
  if (pending_and != nullptr) throw QueryError(pending_and->begin, pending_and->end, "AND has nothing on its right");
  if (groups.empty() && !excluded.empty()) {
    const bool is_whole = from_begin && peek().kind == Kind::end && within_.empty();
    if (options_.may_only_exclude && is_whole) return excluding(std::move(excluded), begin, end);
    throw QueryError(begin, end, "NOT needs something to take away from",
                     "name what is to be found as well, such as storm NOT election");
  }
  if (groups.empty()) return std::nullopt;
  joins = groups.size() > 1 || groups.front().size() > 1 || !excluded.empty();
  Node node = joined(std::move(groups), std::move(excluded));
  node.begin = begin;
  node.end = end;
  return node;
}

/// The operands of a conjunction as one node. Those side by side must all hold; or, where any word will do, one of
/// those that stand for text, and all that do not.
Node Parser::joined(std::vector<std::vector<Node>> groups, std::vector<Node> excluded) const {
  const auto all_of = [](std::vector<Node> nodes, std::vector<Node> without) {
    if (nodes.size() == 1 && without.empty()) return std::move(nodes.front());
    Node node;
    node.kind = Node::Kind::all;
    node.begin = nodes.front().begin;
    node.end = nodes.back().end;
    node.children = std::move(nodes);
    node.excluded = std::move(without);
    return node;
  };
  std::vector<Node> required;
  std::vector<Node> alternatives;
  for (std::vector<Node>& group : groups) {
    const bool alternative = options_.any_word && !std::all_of(group.begin(), group.end(), restricts);
    if (alternative) {
      alternatives.push_back(all_of(std::move(group), {}));
    } else {
      std::move(group.begin(), group.end(), std::back_inserter(required));
    }
  }
  if (alternatives.size() > 1) {
    Node any;
    any.kind = Node::Kind::any;
    any.begin = alternatives.front().begin;
    any.end = alternatives.back().end;
    any.children = std::move(alternatives);
    required.push_back(std::move(any));
  } else {
    std::move(alternatives.begin(), alternatives.end(), std::back_inserter(required));
  }
  return all_of(std::move(required), std::move(excluded));
}

/// Operands joined by proximity, from the left: `a W/3 b PRE/5 c` is `(a W/3 b) PRE/5 c`.
std::optional<Node> Parser::chain(const Field* field) {
  if (is_proximity(peek())) {
    throw QueryError(peek().begin, peek().end, std::string(peek().text) + " has nothing on its left");
  }
  std::optional<Node> left = operand(field);
  while (left && is_proximity(peek())) {
    const Lexeme& op = take();
    std::optional<Node> right = right_side(op, field);
    left = proximity(op, std::move(*left), std::move(*right));
  }
  return left;
}

std::optional<Node> Parser::right_side(const Lexeme& op, const Field* field) {
  while (true) {
    const Lexeme& next = peek();
    if (next.kind == Kind::op_not) throw not_inside_proximity(next, op);
    if (at_operand_end() || next.kind == Kind::op_and || is_proximity(next)) {
      throw QueryError(op.begin, op.end, std::string(op.text) + " has nothing on its right");
    }
    if (std::optional<Node> node = operand(field)) return node;
  }
}

std::optional<Node> Parser::operand(const Field* field) {
  const Lexeme& lexeme = take();
  switch (lexeme.kind) {
    case Kind::field:
      if (field != nullptr) {
        throw QueryError(lexeme.begin, lexeme.end, "a field stands inside the parentheses of another",
                         "close the parentheses before it");
      }
      return field_value(lexeme);
    case Kind::open:
      return group(field);
    case Kind::at_least:
      return at_least(lexeme, field);
    case Kind::word:
    case Kind::exact:
    case Kind::phrase:
      return words(lexeme, field);
    default:
      throw QueryError(lexeme.begin, lexeme.end, "a word or phrase should stand here");
  }
}

/// Behind ATLEAST; the lexer has seen the parenthesis.
Node Parser::at_least(const Lexeme& op, const Field* field) {
  take();
  std::optional<Node> inner = group(field);
  require_countable(op, *inner);
  Node node;
  node.kind = Node::Kind::at_least;
  node.field = field_of(*inner);
  node.count = op.count;
  node.begin = op.begin;
  node.end = inner->end;
  node.children.push_back(std::move(*inner));
  return node;
}

/// Behind an opening parenthesis.
std::optional<Node> Parser::group(const Field* field) {
  constexpr std::size_t kMaxDepth = 100;
  const Lexeme& open = lexemes_[next_ - 1];
  if (++depth_ > kMaxDepth) throw QueryError(open.begin, open.end, "parentheses are nested too deeply");
  std::optional<Node> inner = alternatives(field);
  const Lexeme& close = take();
  --depth_;
  if (!inner) throw QueryError(open.begin, close.end, "there is nothing between these parentheses");
  inner->begin = open.begin;
  inner->end = close.end;
  return inner;
}

std::optional<Node> Parser::field_value(const Lexeme& name) {
  const Field& field = *name.field;
  const Lexeme& lexeme = peek();
  const bool raw = !takes_words(field.kind);
  const bool has_operand =
      raw ? (lexeme.kind == Kind::value || lexeme.kind == Kind::phrase) && !trim(lexeme.text).empty()
          : lexeme.kind == Kind::word || lexeme.kind == Kind::exact || lexeme.kind == Kind::phrase ||
                lexeme.kind == Kind::open || lexeme.kind == Kind::at_least;
  if (!has_operand) {
    throw QueryError(name.begin, name.end, std::string(field.name) + ": has nothing behind it",
                     "such as " + std::string(field.example));
  }
  take();
  std::optional<Node> node;
  if (raw) {
    node = value(lexeme, field);
  } else if (lexeme.kind == Kind::open) {
    node = group(&field);
  } else if (lexeme.kind == Kind::at_least) {
    node = at_least(lexeme, &field);
  } else {
    if (lexeme.kind == Kind::word && lexeme.text.size() > 1 && lexeme.text.front() == '-') {
      throw QueryError(lexeme.begin, lexeme.begin + 1, "the dash that excludes a word stands before the field",
                       "write -" + std::string(field.name) + ":" + std::string(lexeme.text.substr(1)));
    }
    node = words(lexeme, &field);
    if (!node) {
      throw QueryError(name.begin, lexeme.end, std::string(field.name) + ": has no word behind it",
                       "such as " + std::string(field.example));
    }
  }
  node->begin = name.begin;
  return node;
}

std::optional<Node> Parser::words(const Lexeme& lexeme, const Field* field) const {
  const bool quoted = lexeme.kind == Kind::phrase;
  WordSequences words = read_words(lexeme.text, static_cast<std::size_t>(lexeme.text.data() - query_.data()), quoted);
  if (words.readings.empty()) {
    if (quoted) throw QueryError(lexeme.begin, lexeme.end, "there is no word between these quotes");
    return std::nullopt;
  }
  Node node;
  node.kind = words.one_word ? Node::Kind::word : Node::Kind::phrase;
  node.exact = words.one_word && lexeme.kind == Kind::exact;
  node.field = field;
  node.sequences = std::move(words.readings);
  node.text = lexeme.text;
  node.begin = lexeme.begin;
  node.end = lexeme.end;
  return node;
}

Node Parser::value(const Lexeme& lexeme, const Field& field) {
  if (field.kind == FieldKind::saved) return saved(lexeme);
  Node node;
  node.kind = Node::Kind::value;
  node.field = &field;
  node.begin = lexeme.begin;
  node.end = lexeme.end;
  const std::size_t begin = lexeme.kind == Kind::phrase ? lexeme.begin + 1 : lexeme.begin;
  switch (field.kind) {
    case FieldKind::date:
      node.kind = Node::Kind::days;
      node.days = read_days(lexeme.text, begin);
      break;
    case FieldKind::since:
      node.kind = Node::Kind::days;
      node.days = read_since(lexeme.text, begin, options_.today);
      break;
    case FieldKind::length:
      node.kind = Node::Kind::length;
      node.lengths = read_lengths(lexeme.text, begin);
      break;
    case FieldKind::code:
      node.text = ascii_lower(trim(lexeme.text));
      break;
    default:
      node.text = one_line(lexeme.text);
      break;
  }
  return node;
}

/// The query saved under a name, in place of the reference to it.
Node Parser::saved(const Lexeme& lexeme) {
  const std::string name = one_line(lexeme.text);
  const auto fails = [&](const std::string& message, std::string hint = {}) {
    return QueryError(lexeme.begin, lexeme.end, message, std::move(hint));
  };
  if (std::find(within_.begin(), within_.end(), name) != within_.end()) {
    throw fails("the saved query '" + name + "' is part of itself");
  }
  const std::optional<std::string> text = options_.saved ? options_.saved(name) : std::nullopt;
  if (!text) throw fails("there is no saved query '" + name + "'");
  constexpr std::size_t kMaxSaved = 50;
  if (within_.size() >= kMaxSaved) throw fails("saved queries are nested too deeply");
  std::vector<std::string> within = within_;
  within.push_back(name);
  try {
    Parsed parsed = Parser(*text, options_, within).run();
    for (const std::string& note : parsed.notes) notes_.push_back("saved query '" + name + "': " + note);
    place(parsed.tree, lexeme.begin, lexeme.end);
    return std::move(parsed.tree);
  } catch (const QueryError& error) {
    throw fails("in the saved query '" + name + "': " + error.what(), error.hint());
  }
}

/// Says how AND and OR without parentheses were read. Where any word will do, there is no AND unless it is written.
void Parser::note_precedence(const std::vector<Node>& branches, const std::vector<bool>& joined) {
  std::string reading;
  bool mixes = false;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const std::string text(query_.substr(branches[i].begin, branches[i].end - branches[i].begin));
    const bool grouped = joined[i] && branches[i].kind == Node::Kind::all;
    mixes = mixes || grouped;
    reading += (reading.empty() ? "" : " OR ") + (grouped ? "(" + text + ")" : text);
  }
  if (mixes) notes_.push_back("read as " + reading);
}

}  // namespace

Parsed parse(std::string_view query, const ParseOptions& options) {
  const std::vector<std::string> within_none;
  return Parser(query, options, within_none).run();
}

bool only_excludes(const Node& tree) { return tree.kind == Node::Kind::all && tree.children.empty(); }

Parsed restricted(Parsed query, Parsed further) {
  Node both;
  both.kind = Node::Kind::all;
  both.begin = query.tree.begin;
  both.end = query.tree.end;
  both.children.push_back(std::move(query.tree));
  if (only_excludes(further.tree)) {
    both.excluded = std::move(further.tree.excluded);
  } else {
    both.children.push_back(std::move(further.tree));
  }
  query.tree = std::move(both);
  query.notes.insert(query.notes.end(), further.notes.begin(), further.notes.end());
  return query;
}

}  // namespace news::query
