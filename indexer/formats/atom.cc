// The reader of the format "atom".
#include "indexer/formats/atom.h"

#include <memory>

#include "indexer/formats/feed_item.h"
#include "indexer/formats/feed_reader.h"
#include "indexer/formats/feed_sniff.h"

namespace news::formats {
namespace {

FeedReading read(const xmlNode* item, const StatedDates& dates) { return {read_feed_item(item, dates)}; }

Confidence sniff(const Sample& sample) {
  const FeedGuess guess = guess_feed(sample.head);
  if (guess.kind != FeedKind::atom) return Confidence::no;
  return guess.certain ? Confidence::certain : Confidence::likely;
}

std::unique_ptr<ArticleReader> open(const Member& member) {
  return std::make_unique<FeedReader>(member, kAtomFormat.name, read);
}

}  // namespace

const Format kAtomFormat = {
    .name = "atom",
    .standard = "Atom 1.0 (RFC 4287) and 0.3; one article an entry",
    .extensions = "atom xml",
    .sniffed_by = "a root element feed or entry in an Atom namespace",
    .sniff = sniff,
    .open = open,
};

}  // namespace news::formats
