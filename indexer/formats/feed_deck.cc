// Compares summaries with texts.
#include "indexer/formats/feed_deck.h"

#include <string>

#include "common/text.h"

namespace news::formats {

bool is_blog_line(std::string_view paragraph) {
  return paragraph.starts_with("The post ") && paragraph.find(" appeared first on ") != std::string_view::npos;
}

void drop_repeated_deck(Article& article) {
  constexpr std::size_t kCompared = 200;  // bytes; a deck that is the text's beginning is so from its first word on
  std::string_view stem = article.deck;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : {"...", "\xE2\x80\xA6", "[...]", "[\xE2\x80\xA6]", "]", "[", "more", "Read"}) {
      if (!stem.ends_with(end)) continue;
      stem = trim(stem.substr(0, stem.size() - end.size()));
      cut = true;
    }
  }
  stem = stem.substr(0, kCompared);
  const std::string body = one_line(body_of(article));
  const bool repeated = stem.empty() || body.find(stem) != std::string::npos;
  if (repeated || article.deck == article.title) article.deck.clear();
}

}  // namespace news::formats
