// Compares summaries with texts.
#include "indexer/formats/feed_deck.h"

#include <string>

#include "common/text.h"
#include "indexer/formats/html_text.h"

namespace news::formats {
namespace {

/// Without white space and references: whoever makes a summary of a text by machine loses and adds them.
std::string squeezed(std::string_view text) {
  const std::string decoded = decode_entities(text);
  std::string kept;
  for (std::size_t at = 0; at < decoded.size();) {
    const Decoded next = decode_utf8(decoded, at);
    if (!is_space(next.character)) kept.append(decoded, at, next.length);
    at += next.length;
  }
  return kept;
}

}  // namespace

bool is_blog_line(std::string_view paragraph) {
  return paragraph.starts_with("The post ") && paragraph.find(" appeared first on ") != std::string_view::npos;
}

void drop_repeated_deck(Article& article) {
  if (article.deck.empty()) return;
  std::string_view stem = article.deck;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : {"...", "\xE2\x80\xA6", "]", "[", "more", "Read"}) {
      if (!stem.ends_with(end)) continue;
      stem = trim(stem.substr(0, stem.size() - end.size()));
      cut = true;
    }
  }
  constexpr std::size_t kCompared = 200;  // bytes; a deck that is the text's beginning is so from its first word on
  const std::string begin = squeezed(stem).substr(0, kCompared);
  const bool repeated = begin.empty() || squeezed(body_of(article)).find(begin) != std::string::npos;
  if (repeated || article.deck == article.title) article.deck.clear();
}

}  // namespace news::formats
