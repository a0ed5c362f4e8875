// An item of RSS or an entry of Atom as an article.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "indexer/formats/feed_channel.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// Makes HTML of what an element `content:encoded` holds, for dialects of RSS.
using ContentFilter = std::string (*)(std::string_view text);

/// What an item states itself. All versions of RSS, Atom and the usual modules are read alike, since feeds mix them;
/// what the channel states for all is added by inherit().
[[nodiscard]] Article read_feed_item(const xmlNode* item, const StatedDates& dates, ContentFilter filter = nullptr);

/// Fills what an item left open and its feed states: source, language, authors; resolves a relative address against
/// the site's, and puts names for logins.
void inherit(Article& article, const FeedChannel& channel);

/// Drops a deck that the text repeats or begins with, cut off or not.
void drop_repeated_deck(Article& article);

}  // namespace news::formats
