// The format "mediawiki".
#pragma once

#include "indexer/formats/reader.h"

namespace news::formats {

/// MediaWiki's XML export, schema 0.3 to 0.11 (www.mediawiki.org/wiki/Help:Export): an article for each page of the
/// main namespace, in its latest revision. Redirects, pages of other namespaces and those that are no wikitext are
/// skipped. The id is the page's number, the source the site's name. `published` is what Wikinews' date templates or
/// date categories state, never the revision's time, which is `updated`.
extern const Format kMediawikiFormat;

}  // namespace news::formats
