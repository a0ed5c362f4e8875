// An article whose every field is made of a fuzzer's bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/article.h"

namespace news::testing {

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Deals out a fuzzer's bytes in pieces that end at 0xFE, which no UTF-8 holds.
class Pieces {
 public:
  explicit Pieces(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool empty() const { return rest_.empty(); }
  std::string_view next() {
    const std::size_t end = rest_.find('\xFE');
    const std::string_view piece = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return piece;
  }

 private:
  std::string_view rest_;
};

/// Not normalised. Its times are possible ones.
inline Article fuzzed_article(std::string_view bytes) {
  Pieces pieces(bytes);
  Article article;
  for (std::string* field :
       {&article.id, &article.title, &article.deck, &article.dateline, &article.agency, &article.source,
        &article.section, &article.language, &article.url, &article.edition, &article.page, &article.format}) {
    *field = pieces.next();
  }
  article.published = parse_iso(pieces.next());
  article.updated = parse_iso(pieces.next());
  while (!pieces.empty()) {
    const std::string piece(pieces.next());
    switch (piece.empty() ? 0 : piece.front() % 4) {
      case 0:
        article.bylines.push_back(piece);
        break;
      case 1:
        article.topics.push_back(piece);
        break;
      case 2:
        article.provenances.push_back({piece, "member", piece.size(), 1, digest_of(piece)});
        break;
      default:
        article.paragraphs.push_back(piece);
        break;
    }
  }
  return article;
}

}  // namespace news::testing
