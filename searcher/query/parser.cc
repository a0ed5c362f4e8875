#include "searcher/query/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/analysis/tokenizer.h"
#include "common/text.h"
#include "searcher/query/days.h"
#include "searcher/query/lexer.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

using analysis::Token;
using analysis::TokenKind;

/// A text's tokens as the sequences of terms that find it.
class Sequences final : public analysis::TokenSink {
 public:
  explicit Sequences(std::string_view text) {
    analysis::tokenize(text, *this);
    // A run of ideographs is found by its pairs; its last one needs to be there by itself only to hold its position
    // before what follows.
    if (one_run_ && units_.size() > 1) units_.pop_back();
  }

  void token(const Token& token) override {
    switch (token.kind) {
      case TokenKind::compound:
        units_.push_back({std::string(token.term), {}});
        compound_end_ = token.end;
        ++compounds_;
        break;
      case TokenKind::part:
        if (token.begin < compound_end_) {
          units_.back().parts.emplace_back(token.term);
        } else {
          add(token);  // of a list too long to be joined
        }
        break;
      case TokenKind::ideograph:
        if (token.position != paired_position_) add(token);
        break;
      case TokenKind::ideograph_pair:
        paired_position_ = token.position;
        add(token);
        break;
      case TokenKind::word:
        add(token);
        break;
      case TokenKind::variant:
        break;
    }
    const bool ideographic = token.kind == TokenKind::ideograph || token.kind == TokenKind::ideograph_pair;
    one_run_ = one_run_ && ideographic && (first_ || token.begin <= end_);
    first_ = false;
    end_ = token.end;
  }

  [[nodiscard]] bool empty() const { return units_.empty(); }
  /// One unit (a whole word, a compound, a pair of ideographs) is a word, several are a phrase.
  [[nodiscard]] bool is_one_word() const { return units_.size() == 1; }
  [[nodiscard]] const std::string& word() const { return units_.front().joined; }
  /// An article may write one compound with its hyphen and the next without: each is read either way, so that "e-mail
  /// and e-commerce" finds "e-mail and ecommerce". The reading with all parts comes first.
  [[nodiscard]] std::vector<Sequence> all() const {
    // Readings double with every compound; of many, mixed spelling is not worth its price.
    constexpr std::size_t kMaxMixed = 3;
    if (compounds_ > kMaxMixed) return {reading(0), reading(kAllJoined)};
    std::vector<Sequence> readings;
    for (std::uint32_t joined = 0; joined < 1U << compounds_; ++joined) readings.push_back(reading(joined));
    return readings;
  }

 private:
  struct Unit {
    std::string joined;
    Sequence parts;  // none, but for compounds
  };
  static constexpr std::uint32_t kAllJoined = ~0U;

  void add(const Token& token) { units_.push_back({std::string(token.term), {}}); }

  /// The terms with these compounds joined: the first is bit 0, those behind the last bit are as that.
  [[nodiscard]] Sequence reading(std::uint32_t joined) const {
    constexpr std::uint32_t kLastBit = 31;
    Sequence terms;
    std::uint32_t compound = 0;
    for (const Unit& unit : units_) {
      const bool whole = unit.parts.empty() || ((joined >> std::min(compound++, kLastBit)) & 1U) != 0;
      if (whole) {
        terms.push_back(unit.joined);
      } else {
        terms.insert(terms.end(), unit.parts.begin(), unit.parts.end());
      }
    }
    return terms;
  }

  std::vector<Unit> units_;
  std::size_t compounds_ = 0;
  std::uint32_t compound_end_ = 0;
  std::uint32_t paired_position_ = 0;
  bool one_run_ = true;
  bool first_ = true;
  std::uint32_t end_ = 0;
};

class Parser {
 public:
  Parser(std::string_view query, const StatedTime& today) : query_(query), today_(today), lexemes_(lex(query)) {}

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
  std::optional<Node> operand(const Field* field);
  std::optional<Node> group(const Field* field);
  std::optional<Node> words(const Lexeme& lexeme, const Field* field) const;
  std::optional<Node> field_value(const Lexeme& name);
  [[nodiscard]] Node value(const Lexeme& lexeme, const Field& field) const;
  void note_precedence(const std::vector<Node>& branches);

  std::string_view query_;
  StatedTime today_;
  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  std::size_t depth_ = 0;
  std::vector<std::string> notes_;
};

/// a OR b OR ...; nothing where all of it is punctuation.
std::optional<Node> Parser::alternatives(const Field* field) {
  std::vector<Node> branches;
  bool mixes = false;
  bool expected = false;  // an OR waits for its right side
  while (true) {
    const Lexeme& at = peek();
    if (at.kind == Kind::op_or) {
      throw QueryError(at.begin, at.end, "OR has nothing on its left",
                       "write \"or\" in small letters to search for the word");
    }
    bool joins = false;
    std::optional<Node> branch = conjunction(field, joins);
    mixes = mixes || joins;
    if (branch) branches.push_back(std::move(*branch));
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
  if (mixes) note_precedence(branches);
  Node node;
  node.kind = Node::Kind::any;
  node.begin = branches.front().begin;
  node.end = branches.back().end;
  node.children = std::move(branches);
  return node;
}

/// Operands side by side or joined by AND, some of them excluded. `joins` says whether there are several.
std::optional<Node> Parser::conjunction(const Field* field, bool& joins) {
  Node node;
  node.kind = Node::Kind::all;
  const Lexeme* pending_and = nullptr;
  const Lexeme* pending_not = nullptr;  // waits for an operand, over any punctuation: it must not get lost
  const auto not_without_operand = [](const Lexeme& op) {
    return QueryError(op.begin, op.end, "NOT has nothing on its right",
                      "write \"not\" in small letters to search for the word");
  };
  while (!at_operand_end()) {
    const Lexeme& lexeme = peek();
    if (pending_not != nullptr && (lexeme.kind == Kind::op_and || lexeme.kind == Kind::op_not)) {
      throw not_without_operand(*pending_not);
    }
    if (lexeme.kind == Kind::op_not) {
      pending_not = &take();
      continue;
    }
    if (lexeme.kind == Kind::op_and) {
      if (node.children.empty() && node.excluded.empty()) {
        throw QueryError(lexeme.begin, lexeme.end, "AND has nothing on its left",
                         "write \"and\" in small letters to search for the word");
      }
      if (pending_and != nullptr) throw QueryError(lexeme.begin, lexeme.end, "one AND follows another");
      pending_and = &take();
      continue;
    }
    std::optional<Node> operand_node = operand(field);
    if (!operand_node) continue;  // punctuation
    const Lexeme* const negation = std::exchange(pending_not, nullptr);
    pending_and = nullptr;
    if (node.children.empty() && node.excluded.empty()) {
      node.begin = negation != nullptr ? negation->begin : operand_node->begin;
    }
    node.end = operand_node->end;
    (negation != nullptr ? node.excluded : node.children).push_back(std::move(*operand_node));
  }
  if (pending_not != nullptr) throw not_without_operand(*pending_not);
  if (pending_and != nullptr) throw QueryError(pending_and->begin, pending_and->end, "AND has nothing on its right");
  if (node.children.empty() && !node.excluded.empty()) {
    throw QueryError(node.begin, node.end, "NOT needs something to take away from",
                     "name what is to be found as well, such as storm NOT election");
  }
  if (node.children.empty()) return std::nullopt;
  joins = node.children.size() + node.excluded.size() > 1;
  if (!joins) return std::move(node.children.front());
  return node;
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
    case Kind::word:
    case Kind::exact:
    case Kind::phrase:
      return words(lexeme, field);
    default:
      throw QueryError(lexeme.begin, lexeme.end, "a word or phrase should stand here");
  }
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
  const bool raw = field.kind != FieldKind::text && field.kind != FieldKind::words;
  const bool has_operand =
      raw ? (lexeme.kind == Kind::value || lexeme.kind == Kind::phrase) && !trim(lexeme.text).empty()
          : lexeme.kind == Kind::word || lexeme.kind == Kind::exact || lexeme.kind == Kind::phrase ||
                lexeme.kind == Kind::open;
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
  const Sequences sequences(lexeme.text);
  if (sequences.empty()) {
    if (lexeme.kind == Kind::phrase) {
      throw QueryError(lexeme.begin, lexeme.end, "there is no word between these quotes");
    }
    return std::nullopt;
  }
  Node node;
  node.field = field;
  node.text = lexeme.text;
  node.begin = lexeme.begin;
  node.end = lexeme.end;
  if (lexeme.kind != Kind::phrase && sequences.is_one_word()) {
    node.kind = Node::Kind::word;
    node.exact = lexeme.kind == Kind::exact;
    node.sequences = {{sequences.word()}};
  } else {
    node.kind = Node::Kind::phrase;
    node.sequences = sequences.all();
  }
  return node;
}

Node Parser::value(const Lexeme& lexeme, const Field& field) const {
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
      node.days = read_since(lexeme.text, begin, today_);
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

void Parser::note_precedence(const std::vector<Node>& branches) {
  std::string reading;
  for (const Node& branch : branches) {
    const std::string_view text = query_.substr(branch.begin, branch.end - branch.begin);
    const bool group = branch.kind == Node::Kind::all && !text.starts_with('(');
    reading += (reading.empty() ? "" : " OR ") + (group ? "(" + std::string(text) + ")" : std::string(text));
  }
  notes_.push_back("read as " + reading);
}

}  // namespace

Parsed parse(std::string_view query, const StatedTime& today) { return Parser(query, today).run(); }

}  // namespace news::query
