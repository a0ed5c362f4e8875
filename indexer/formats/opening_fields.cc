// Datelines and bylines that stand in the body of marked-up articles.
#include "indexer/formats/opening_fields.h"

#include "indexer/formats/byline.h"
#include "indexer/formats/dateline.h"

namespace news::formats {

void fill_from_opening(Article& article, DateOrder order) {
  if (article.paragraphs.empty()) return;
  if (article.bylines.empty() && article.paragraphs.size() > 1) {
    if (std::optional<Byline> byline = read_byline(article.paragraphs.front())) {
      article.bylines = std::move(byline->names);
      if (article.agency.empty()) article.agency = std::move(byline->agency);
      article.paragraphs.erase(article.paragraphs.begin());
    }
  }
  std::optional<Dateline> dateline = read_dateline(article.paragraphs.front(), order);
  if (!dateline) return;
  if (article.dateline.empty()) article.dateline = std::move(dateline->place);
  if (article.agency.empty()) article.agency = std::move(dateline->agency);
  if (!article.published) article.published = dateline->date;
}

}  // namespace news::formats
