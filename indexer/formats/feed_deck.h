// What a feed's summary says beyond the text.
#pragma once

#include <string_view>

#include "common/article.h"

namespace news::formats {

/// Drops a deck that the text repeats or begins with, cut off or not, and one that is the headline.
void drop_repeated_deck(Article& article);

/// Whether a paragraph is the one that blogs put under each text of their feed: "The post X appeared first on Y."
[[nodiscard]] bool is_blog_line(std::string_view paragraph);

}  // namespace news::formats
