#include "indexer/dump.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/json_line.h"

namespace news {

std::string dump_line(const Article& article) {
  using json = nlohmann::ordered_json;
  const auto time = [](const std::optional<StatedTime>& stated) { return stated ? json(to_iso(*stated)) : json(); };
  json line = {
      {"id", article.id},
      {"title", article.title},
      {"deck", article.deck},
      {"byline", fmt::format("{}", fmt::join(article.bylines, "; "))},
      {"dateline", article.dateline},
      {"agency", article.agency},
      {"source", article.source},
      {"section", article.section},
      {"topics", article.topics},
      {"language", article.language},
      {"url", article.url},
      {"published", time(article.published)},
      {"updated", time(article.updated)},
      {"version", article.version != 0 ? json(article.version) : json()},
      {"edition", article.edition},
      {"page", article.page},
      {"body", body_of(article)},
      {"paragraphs", article.paragraphs.size()},
      {"format", article.format},
  };
  if (!article.provenances.empty()) {
    const Provenance& place = article.provenances.front();
    line["provenance"] = {{"path", place.path},
                          {"member", place.member},
                          {"offset", place.offset},
                          {"length", place.length},
                          {"record", to_hex(place.record)}};
  }
  return json_line(line);
}

}  // namespace news
