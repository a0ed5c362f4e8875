// RSS, the feeds of news sites and blogs.
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// "rss". RSS 2.0 (RSS Advisory Board, 2.0.11), 0.91 to 0.94, the RDF forms 0.90 and 1.0 and RSS 1.1: each `item` is an
/// article, with the modules content, Dublin Core, Media RSS, iTunes, PRISM, FeedBurner, and elements of Atom. Texts
/// may be HTML in CDATA, escaped once or twice, or inline. Ill-formed items are read as far as possible, with a note;
/// one without title and text is refused.
extern const Format kRssFormat;

}  // namespace news::formats
