// An item of RSS or an entry of Atom as an article.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/formats/stated_dates.h"

namespace news::formats {

/// Makes HTML of what an element `content:encoded` holds, for dialects of RSS.
using ContentFilter = std::string (*)(std::string_view text);

/// What an item states itself. All versions of RSS, Atom and the usual modules are read alike, since feeds mix them;
/// what the channel states for all is added by inherit() (feed_channel.h).
[[nodiscard]] Article read_feed_item(const xmlNode* item, const StatedDates& dates, ContentFilter filter = nullptr);

/// Whether a category says what kind of entry this is (Google's data API), not what it is about.
[[nodiscard]] bool is_kind_of_entry(const xmlNode* category);

}  // namespace news::formats
