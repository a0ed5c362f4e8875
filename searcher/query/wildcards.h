// Truncation: which stars and question marks of a text are wildcards, and what words a pattern stands for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/query/tree.h"

namespace news::query {

/// A text of a query with its wildcards set so that the tokenizer takes them for letters.
///
/// A `*` is a wildcard behind a letter or digit, a `?` between two, both in runs, too; elsewhere they are punctuation.
/// Neither is one in a piece (between blanks) that begins with `*` (emphasis) or holds `://` (an address).
class Wildcards {
 public:
  /// `begin` is where the text stands in the query, for the error of words().
  Wildcards(std::string_view text, std::size_t begin);

  /// What to tokenize; as long as this lives.
  [[nodiscard]] const std::string& text() const { return text_; }

  /// A term of that text as a word or pattern. Throws QueryError where it is truncated too early: there must be two
  /// characters before a `*`, one before a `?`, two in all.
  [[nodiscard]] Word word(std::string_view term) const;

 private:
  std::string text_;
  std::string star_;  // the letters that stand for the wildcards, as UTF-8; empty where there are none
  std::string mark_;
  std::size_t first_ = 0;  // where the first wildcard stands in the query
};

/// Whether a word is one of those that a pattern stands for; `?` is one character of UTF-8.
[[nodiscard]] bool fits(std::string_view pattern, std::string_view word);

/// What all words of a pattern begin with.
[[nodiscard]] std::string_view literal_prefix(std::string_view pattern);

}  // namespace news::query
