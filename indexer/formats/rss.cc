// The reader of the format "rss".
#include "indexer/formats/rss.h"

#include <memory>

#include "indexer/formats/feed_item.h"
#include "indexer/formats/feed_reader.h"
#include "indexer/formats/feed_sniff.h"

namespace news::formats {
namespace {

FeedReading read(const xmlNode* item, const StatedDates& dates) { return {read_feed_item(item, dates)}; }

Confidence sniff(const Sample& sample) {
  const FeedGuess guess = guess_feed(sample.head);
  if (guess.kind != FeedKind::rss) return Confidence::no;
  return guess.certain ? Confidence::certain : Confidence::likely;
}

std::unique_ptr<ArticleReader> open(const Member& member) {
  return std::make_unique<FeedReader>(member, kRssFormat.name, read);
}

}  // namespace

const Format kRssFormat = {
    .name = "rss",
    .standard = "RSS 0.90-0.94, 1.0 (RDF), 1.1, 2.0, with the usual modules; one article an item",
    .extensions = "rss rdf xml",
    .sniffed_by = "a root element rss, or rdf:RDF with an RSS namespace",
    .sniff = sniff,
    .open = open,
};

}  // namespace news::formats
