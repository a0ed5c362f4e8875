// What a person should know of the archives that an alert searched, and of its query: what is not as it was last time.
#pragma once

#include <string>
#include <vector>

#include "searcher/saved/marks.h"

namespace news {

/// `marks` are those that the alert began with, `searched` the archives as Engine::searched() gives them. `text_digest`
/// is of the query's text; `first_from_now` as in seen_by().
[[nodiscard]] std::vector<std::string> alert_notes(const ArchiveMarks& marks,
                                                   const std::vector<match::ArchiveState>& searched,
                                                   const std::string& text_digest, bool first_from_now);

}  // namespace news
