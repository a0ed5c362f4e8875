// The reader of the format "atom".
#include "indexer/formats/atom.h"

#include <memory>
#include <string>

#include "common/text.h"
#include "indexer/formats/feed_item.h"
#include "indexer/formats/feed_reader.h"
#include "indexer/formats/feed_sniff.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

/// RFC 5023, section 13.1.1: what is not to be seen yet.
bool is_draft(const xmlNode* entry) {
  return ascii_lower(trim(text_of(child(child(entry, "control"), "draft")))) == "yes";
}

/// Blogger keeps comments, settings and templates in the same feed as posts and pages, told by a category.
bool is_other_kind(const xmlNode* entry) {
  for (const xmlNode* each = child(entry, "category"); each != nullptr; each = each->next) {
    if (local_name(each) != "category" || !is_kind_of_entry(each)) continue;
    const std::string term = attribute(each, "term");
    return !term.ends_with("#post") && !term.ends_with("#page");
  }
  return false;
}

FeedReading read(const xmlNode* item, const StatedDates& dates) {
  if (is_other_kind(item)) return {{}, "not an article"};
  if (is_draft(item)) return {{}, "not published"};
  return {read_feed_item(item, dates)};
}

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
