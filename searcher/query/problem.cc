#include "searcher/query/problem.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

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

constexpr std::string_view kCut = "...";
// Bytes of a query that are shown, and of a message: more is no help to anybody, and may be 64 KiB.
constexpr std::size_t kLongest = 240;
constexpr std::size_t kBefore = 60;
constexpr std::size_t kBehind = 100;

/// Where the character begins that holds this byte.
std::size_t character_at(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return at;
}

/// Without most of a text in its middle that is too long.
std::string shortened(const std::string& text) {
  if (text.size() <= kLongest) return text;
  return text.substr(0, character_at(text, kBehind))
      .append(kCut)
      .append(text, character_at(text, text.size() - kBefore));
}

}  // namespace

QueryError::QueryError(std::size_t begin, std::size_t end, const std::string& message, std::string hint)
    : Error(Code::query, shortened(message), std::move(hint)), begin_(begin), end_(end) {}

std::string QueryError::show(std::string_view query) const {
  const std::size_t begin = std::min(begin_, query.size());
  std::size_t first = 0;
  std::size_t last = query.size();
  if (query.size() > kLongest) {
    first = character_at(query, begin - std::min(begin, kBefore));
    last = character_at(query, std::min(begin + kBehind, query.size()));
  }
  const std::size_t end = std::clamp(end_, begin, std::max(begin, last));
  std::string line = sanitise(query.substr(first, last - first));
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  const std::string_view before = first > 0 ? kCut : "";
  const std::string_view behind = last < query.size() ? kCut : "";
  const std::size_t width = std::max<std::size_t>(1, columns(query.substr(begin, end - begin)));
  return fmt::format("{}\n  {}{}{}\n  {:{}}{:^<{}}", what(), before, line, behind, "",
                     before.size() + columns(query.substr(first, begin - first)), "", width);
}

void require_query_length(std::string_view query) {
  if (query.size() > kMaxQuery) throw QueryError(0, 0, "this query is longer than 64 KiB", "split it into several");
}

}  // namespace news::query
