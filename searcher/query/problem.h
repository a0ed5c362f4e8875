// A query that can't be read: where, why, and what was probably meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/error.h"

namespace news::query {

/// Thrown by the lexer and the parser. what() is the message alone; show() adds the query with a caret under the place.
class QueryError : public Error {
 public:
  /// The bytes [begin, end) of the query are at fault. A message that names a text of any length is shortened.
  QueryError(std::size_t begin, std::size_t end, const std::string& message, std::string hint = {});

  [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
  [[nodiscard]] std::size_t end() const noexcept { return end_; }

  /// Three lines: the message, the query (of a long one what is around the place), and carets under the place.
  [[nodiscard]] std::string show(std::string_view query) const;

 private:
  std::size_t begin_;
  std::size_t end_;
};

/// Bytes that a query has at most. More is a file given by mistake; what a query becomes grows with it, in memory and
/// in time.
inline constexpr std::size_t kMaxQuery = std::size_t{64} * 1024;

/// Throws QueryError for a longer one.
void require_query_length(std::string_view query);

}  // namespace news::query
