// What the name of a file says about its articles: archives keep the date, the paper and the page in their paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"

namespace news::formats {

/// What a path states. Empty where it states nothing.
struct PathHints {
  std::optional<StatedTime> published;  ///< from `2024/0329`, `2024/03/29`, `20240329`, `2024-03-29`, `2024/03`...
  std::string source;                   ///< a paper's LCCN as in `sn78000395-ed-1_seq-1.txt` (Chronicling America)
  std::string edition;
  std::string page;
};

/// Reads a path ('/'-separated, member path included). Only well-formed dates of [1600, 2100) count, the last one in
/// the path wins, a whole day over a mere month; a number that merely looks like one inside a longer number does not.
[[nodiscard]] PathHints hints_from_path(std::string_view path);

/// Fills the article's published, source, edition and page where the source itself states none.
void apply(const PathHints& hints, Article& article);

}  // namespace news::formats
