// A query -> its lexemes, with the places where they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "searcher/query/tree.h"

namespace news::query {

struct Lexeme {
  enum class Kind {
    word,    ///< text between blanks; `text` as typed
    exact,   ///< the same behind an `=`
    phrase,  ///< `text` between quotes
    value,   ///< raw text behind the colon of a date, whole-value or code field
    field,   ///< a known field's name with its colon
    open,
    close,
    op_and,
    op_or,
    op_not,    ///< NOT, or the dash of -word
    near,      ///< a proximity operator: `distance`
    beyond,    ///< the same behind NOT
    at_least,  ///< ATLEAST: `count`
    end,
  };

  Kind kind = Kind::end;
  std::string_view text;  ///< of the query
  const Field* field = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
  Distance distance = {};
  std::uint32_t count = 0;
};

/// Splits a query, which must be valid UTF-8 and outlive the lexemes. The last lexeme is `end`. Text without a letter
/// or digit (a dash, an ampersand alone) may give a word that holds nothing. Throws QueryError for more than 64 KiB, an
/// unclosed quote, an unbalanced parenthesis, an unknown field, two dashes before a word, and operators that are not
/// written as they should be.
[[nodiscard]] std::vector<Lexeme> lex(std::string_view query);

}  // namespace news::query
