#include "searcher/match/snippets.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/text.h"

namespace news::match {
namespace {

/// A headline longer than this is cut like a body.
constexpr std::size_t kMaxWholeField = 1000;

struct Range {
  std::size_t begin;
  std::size_t end;
};

/// Spans that fit into one fragment.
struct Window {
  std::size_t first = 0;  // indexes of spans, [first, last]
  std::size_t last = 0;
  std::size_t fresh = 0;  // parts of the query not shown yet
  std::size_t parts = 0;
  std::size_t apart = 0;  // how far the span that completes the parts is from the first, see distance()

  [[nodiscard]] bool better_than(const Window& other) const {
    if (fresh != other.fresh) return fresh > other.fresh;
    if (parts != other.parts) return parts > other.parts;
    if (parts > 1 && apart != other.apart) return apart < other.apart;
    return last - first > other.last - other.first;
  }
};

/// Index of the gap around this byte. REQUIRES: there is one; gaps are in order and disjoint.
std::size_t gap_around(const std::vector<Range>& gaps, std::size_t offset) {
  const auto behind = std::upper_bound(gaps.begin(), gaps.end(), offset,
                                       [](std::size_t at, const Range& gap) { return at < gap.begin; });
  return static_cast<std::size_t>(behind - gaps.begin()) - 1;
}

/// Where sentences begin, but for the first, ascending.
std::vector<std::size_t> sentence_begins(const TokenizedText& text) {
  std::vector<std::size_t> begins;
  for (const KeptToken& token : text.tokens) {
    if (token.begins_sentence) begins.push_back(token.begin);
  }
  return begins;
}

/// How far apart two places are, in bytes: words of one sentence say more of each other than their neighbours in the
/// next, hence each sentence between counts as so many more.
std::size_t distance(const std::vector<std::size_t>& sentences, std::size_t first, std::size_t last) {
  constexpr std::size_t kSentence = 100;
  const auto from = std::upper_bound(sentences.begin(), sentences.end(), first);
  const auto to = std::upper_bound(from, sentences.end(), last);
  return last - first + kSentence * static_cast<std::size_t>(to - from);
}

/// The best window of at most `width` bytes, within one of the gaps, over spans in order.
Window best_window(const std::vector<Span>& spans, const std::vector<std::size_t>& sentences,
                   const std::vector<Range>& gaps, std::size_t width, const std::set<std::uint32_t>& shown) {
  Window best;
  std::map<std::uint32_t, std::size_t> counts;
  std::size_t fresh = 0;
  std::size_t next = 0;      // first span behind the window
  std::size_t complete = 0;  // where the window got its last new part
  bool any = false;
  for (std::size_t first = 0; first < spans.size(); ++first) {
    const std::size_t limit = std::min(spans[first].begin + width, gaps[gap_around(gaps, spans[first].begin)].end);
    while (next < spans.size() && (next == first || spans[next].end <= limit)) {
      if (counts[spans[next].part]++ == 0) {
        complete = spans[next].end;
        if (!shown.contains(spans[next].part)) ++fresh;
      }
      ++next;
    }
    const std::size_t apart =
        distance(sentences, spans[first].begin, std::max<std::size_t>(complete, spans[first].end));
    const Window window{first, next - 1, fresh, counts.size(), apart};
    if (!any || window.better_than(best)) best = window;
    any = true;
    const auto leaving = counts.find(spans[first].part);
    if (--leaving->second == 0) {
      if (!shown.contains(leaving->first)) --fresh;
      counts.erase(leaving);
    }
  }
  return best;
}

/// Index of the token that begins at or behind this byte.
std::size_t token_at(const TokenizedText& text, std::size_t offset) {
  const auto found = std::lower_bound(text.tokens.begin(), text.tokens.end(), offset,
                                      [](const KeptToken& token, std::size_t at) { return token.begin < at; });
  return static_cast<std::size_t>(found - text.tokens.begin());
}

/// The bytes [first, last), which begin and end with tokens, with the whole of the compounds at their ends.
Range whole_words(const TokenizedText& text, Range range) {
  const auto compound_of = [&](std::size_t i) {
    while (text.tokens[i].inside) --i;
    return text.tokens[i];
  };
  range.begin = compound_of(token_at(text, range.begin)).begin;
  const KeptToken last = compound_of(token_at(text, range.end) - 1);
  return {range.begin, std::max<std::size_t>(range.end, last.end)};
}

/// Where a fragment around [first, last) should begin: at its sentence, if that is within reach, else at a word.
std::size_t fragment_begin(const TokenizedText& text, std::size_t first, std::size_t reach) {
  std::size_t begin = first;
  for (std::size_t i = token_at(text, first); i < text.tokens.size(); --i) {
    const KeptToken& token = text.tokens[i];
    if (token.begin > first || token.inside) continue;
    if (first - token.begin > reach) break;
    begin = token.begin;
    if (token.begins_sentence || i == 0) break;
  }
  return begin;
}

/// Where it should end: at the last sentence end that makes good use of the room, else behind the last word that fits.
std::size_t fragment_end(const TokenizedText& text, std::size_t begin, std::size_t last, std::size_t width,
                         const Range& gap) {
  const std::size_t limit = std::min(begin + width, gap.end);
  std::size_t end = last;
  std::size_t sentence_end = 0;
  for (std::size_t i = token_at(text, begin); i < text.tokens.size(); ++i) {
    const KeptToken& token = text.tokens[i];
    if (token.begins_sentence && token.begin >= last) {
      sentence_end = end;
      if (token.begins_paragraph && token.begin >= last) break;
    }
    if (token.end > last && token.end > limit) break;
    end = std::max<std::size_t>(end, token.end);
  }
  return sentence_end >= last && sentence_end - begin > width / 2 ? sentence_end : end;
}

bool space_at(const std::string& text, std::size_t offset) { return is_space(decode_utf8(text, offset).character); }

/// Takes in the quotes and stops that touch the outer words, as far as the gap goes.
Range with_punctuation(const TokenizedText& text, Range range, const Range& gap) {
  const std::size_t first = token_at(text, range.begin);
  const std::size_t floor = first == 0 ? gap.begin : std::max<std::size_t>(gap.begin, text.tokens[first - 1].end);
  while (range.begin > floor) {
    std::size_t before = range.begin - 1;
    while (before > floor && (static_cast<unsigned char>(text.text[before]) & 0xC0U) == 0x80U) --before;
    if (space_at(text.text, before)) break;
    range.begin = before;
  }
  const std::size_t next = token_at(text, range.end);
  const std::size_t ceiling =
      next == text.tokens.size() ? gap.end : std::min<std::size_t>(gap.end, text.tokens[next].begin);
  while (range.end < ceiling && !space_at(text.text, range.end)) {
    range.end += decode_utf8(text.text, range.end).length;
  }
  return range;
}

Snippet cut(TextField field, const TokenizedText& text, const std::vector<Span>& spans, Range range) {
  Snippet snippet;
  snippet.field = field;
  snippet.offset = static_cast<std::uint32_t>(range.begin);
  snippet.text = text.text.substr(range.begin, range.end - range.begin);
  for (const Span& span : spans) {
    if (span.end <= range.begin || span.begin >= range.end) continue;
    // A piece may begin or end inside a pair of ideographs that is lit: what is seen of it is lit.
    const auto begin = static_cast<std::uint32_t>(std::max<std::size_t>(span.begin, range.begin) - range.begin);
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(span.end, range.end) - range.begin);
    if (!snippet.highlights.empty() && begin < snippet.highlights.back().second) {
      snippet.highlights.back().second = std::max(snippet.highlights.back().second, end);  // mail in e-mail
    } else {
      snippet.highlights.emplace_back(begin, end);
    }
  }
  return snippet;
}

/// The piece of text around the bytes [first, last), which lie in the gap, as it does.
Range fragment(const TokenizedText& text, std::size_t first, std::size_t last, std::size_t width, const Range& gap) {
  const std::size_t room = last - first < width ? width - (last - first) : 0;
  const std::size_t begin = fragment_begin(text, first, std::min(room / 2, first - gap.begin));
  const std::size_t end = fragment_end(text, begin, last, width, gap);
  return with_punctuation(text, {begin, end}, gap);
}

void add_fragments(TextField field, const TokenizedText& text, const std::vector<Span>& spans, std::size_t count,
                   std::size_t width, std::set<std::uint32_t>& shown, std::vector<Snippet>& snippets) {
  std::vector<Span> unseen = spans;
  const std::vector<std::size_t> sentences = sentence_begins(text);
  std::vector<Range> gaps = {{0, text.text.size()}};  // between the fragments: no fragment repeats another's text
  for (std::size_t n = 0; n < count && !unseen.empty(); ++n) {
    const Window window = best_window(unseen, sentences, gaps, width, shown);
    const std::size_t first = unseen[window.first].begin;
    std::size_t last = first;
    for (std::size_t i = window.first; i <= window.last; ++i) last = std::max<std::size_t>(last, unseen[i].end);
    const std::size_t at = gap_around(gaps, first);
    const Range gap = gaps[at];
    const Range match = whole_words(text, {first, last});
    const Range range = fragment(text, match.begin, match.end, width, gap);
    snippets.push_back(cut(field, text, spans, range));
    gaps[at].end = range.begin;
    gaps.insert(gaps.begin() + static_cast<std::ptrdiff_t>(at) + 1, {range.end, gap.end});
    std::erase_if(unseen, [&](const Span& span) {
      const bool seen = span.begin < range.end && span.end > range.begin;
      if (seen) shown.insert(span.part);
      return seen;
    });
  }
}

}  // namespace

std::vector<Snippet> make_snippets(const Matched& matched, const SnippetOptions& options) {
  std::vector<Snippet> snippets;
  std::set<std::uint32_t> shown;
  for (const TextField field : kTextFields) {
    const auto index = static_cast<std::size_t>(field);
    const TokenizedText& text = matched.texts[index];
    const std::vector<Span>& spans = matched.spans[index];
    if (spans.empty()) continue;
    if (field == TextField::body) {
      add_fragments(field, text, spans, options.count, options.width, shown, snippets);
    } else if (text.text.size() <= kMaxWholeField) {
      snippets.push_back(cut(field, text, spans, {0, text.text.size()}));
      for (const Span& span : spans) shown.insert(span.part);
    } else {
      add_fragments(field, text, spans, 1, options.width, shown, snippets);
    }
  }
  const TokenizedText& body = matched.texts[static_cast<std::size_t>(TextField::body)];
  if (snippets.empty() && options.count > 0 && !body.tokens.empty()) {
    const KeptToken& first = body.tokens.front();
    const Range opening = fragment(body, first.begin, first.end, options.width, {0, body.text.size()});
    snippets.push_back(cut(TextField::body, body, {}, opening));
  }
  return snippets;
}

}  // namespace news::match
