#include "common/run_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace news {

RunHistory::RunHistory(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    FinishedRun run;
    const char* const end = line.data() + line.size();
    const auto [stop, error] = std::from_chars(line.data(), end, run.number);
    if (error != std::errc{} || end - stop < 2 || *stop != ' ') continue;
    run.id.assign(stop + 1, end);
    runs_.push_back(std::move(run));
  }
}

std::string RunHistory::text() const {
  std::string text;
  for (const FinishedRun& run : runs_) text += fmt::format("{} {}\n", run.number, run.id);
  return text;
}

void RunHistory::add(FinishedRun run) {
  runs_.insert(runs_.begin(), std::move(run));
  if (runs_.size() > kMost) runs_.resize(kMost);
}

std::string RunHistory::id_of(std::uint64_t number) const {
  const auto found =
      std::find_if(runs_.begin(), runs_.end(), [&](const FinishedRun& run) { return run.number == number; });
  return found == runs_.end() ? std::string() : found->id;
}

bool RunHistory::excludes(const FinishedRun& run) const {
  if (run.id.empty()) return false;
  const bool forgotten = runs_.size() >= kMost && run.number < runs_.back().number;
  return !forgotten && id_of(run.number) != run.id;
}

}  // namespace news
