// What a feed says about all of its items.
#pragma once

#include <libxml/tree.h>

#include <map>
#include <string>
#include <vector>

#include "common/article.h"

namespace news::formats {

struct FeedChannel {
  std::string title;
  std::string publisher;  ///< stands in for a missing title
  std::string language;
  std::string link;                                  ///< the site's address
  std::vector<std::string> authors;                  ///< of Atom, whose entries inherit them
  std::map<std::string, std::string> display_names;  ///< of WordPress: login -> name to show
};

/// Reads `channel` or `feed` from what a document holds outside its items; null gives an empty one.
[[nodiscard]] FeedChannel read_channel(const xmlDoc* outside);

/// Fills what an item left open and its feed states: source, language, authors; resolves a relative address against
/// the site's, and puts names for logins.
void inherit(Article& article, const FeedChannel& channel);

}  // namespace news::formats
