#include "searcher/saved/alert_notes.h"

#include <fmt/format.h>

#include <algorithm>

namespace news {

std::vector<std::string> alert_notes(const ArchiveMarks& marks, const std::vector<match::ArchiveState>& searched,
                                     const std::string& text_digest, bool first_from_now) {
  std::vector<std::string> notes;
  bool edited = false;
  for (const match::ArchiveState& state : searched) {
    const auto mark = marks.find(state.identity);
    if (mark != marks.end()) {
      if (state.put_back) {
        notes.push_back(fmt::format("{} was put back to an earlier state: all of it counts as new", state.place));
      }
      edited = edited || mark->second.text != text_digest;
      continue;
    }
    const bool known =
        std::any_of(marks.begin(), marks.end(), [&](const auto& each) { return each.second.place == state.place; });
    notes.push_back(
        fmt::format("{} {}: {}", state.place,
                    known ? "is another archive than before" : "is searched by this alert for the first time",
                    first_from_now ? "what is in it now counts as given" : "all of it counts as new"));
  }
  if (edited) {
    notes.emplace_back(
        "the query was edited since it ran last with --new; older articles that it finds now are not given (run it "
        "without --new to see them)");
  }
  return notes;
}

}  // namespace news
