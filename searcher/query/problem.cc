#include "searcher/query/problem.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text.h"

namespace news::query {
namespace {

/// How many columns of a terminal a text takes: two for East Asian characters and emoji, none for marks.
std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.length;
    const auto character = static_cast<UChar32>(decoded.character);
    const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    const bool wide = width == U_EA_WIDE || width == U_EA_FULLWIDTH;
    const bool mark = (U_GET_GC_MASK(character) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
    count += mark ? 0 : wide ? 2 : 1;
  }
  return count;
}

}  // namespace

std::string QueryError::show(std::string_view query) const {
  const std::size_t begin = std::min(begin_, query.size());
  const std::size_t end = std::clamp(end_, begin, query.size());
  std::string line = sanitise(query);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  const std::size_t width = std::max<std::size_t>(1, columns(query.substr(begin, end - begin)));
  return std::string(what()) + "\n  " + line + "\n  " + std::string(columns(query.substr(0, begin)), ' ') +
         std::string(width, '^');
}

void require_query_length(std::string_view query) {
  if (query.size() > kMaxQuery) throw QueryError(0, 0, "this query is longer than 64 KiB", "split it into several");
}

}  // namespace news::query
