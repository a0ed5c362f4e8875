#include "searcher/saved/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/durable_file.h"
#include "common/error.h"
#include "common/json_line.h"
#include "common/text.h"
#include "common/user_folders.h"

namespace news {
namespace {

using json = nlohmann::ordered_json;

std::string text_of(const std::map<AlertKey, ArchiveMarks>& all) {
  std::string text;
  for (const auto& [alert, marks] : all) {
    for (const auto& [archive, mark] : marks) {
      const json line = {{"file", alert.file},  {"query", alert.query},           {"archive", archive},
                         {"place", mark.place}, {"through", mark.through.number}, {"run", mark.through.id},
                         {"text", mark.text}};
      text += json_line(line);
    }
  }
  return text;
}

/// Where a mark is to stand that this process found at `was` and would move to `mine`.
FinishedRun moved(const std::optional<FinishedRun>& was, const FinishedRun& now, const FinishedRun& mine) {
  if (was == now) return mine;  // back, too, where an archive was restored from a backup
  if (was && now.number <= was->number) return now;
  return now.number > mine.number ? now : mine;
}

/// Where an alert has come to.
ArchiveMarks marks_after(const GivenAlert& given) {
  ArchiveMarks marks;
  for (const match::ArchiveState& state : given.searched) {
    Mark mark{{state.complete_through, state.run}, scrub_utf8(state.place), given.text_digest};
    const auto [known, is_new] = marks.emplace(state.identity, mark);
    // A copy of an archive that is searched beside it: what only one of them holds comes again.
    if (!is_new && mark.through.number < known->second.through.number) known->second = mark;
  }
  return marks;
}

/// Moves marks of an alert, which were `started` when it began, to `mine`.
void move(ArchiveMarks& marks, const ArchiveMarks& started, const ArchiveMarks& mine) {
  for (const auto& [archive, mark] : mine) {
    const auto was = started.find(archive);
    const auto now = marks.find(archive);
    if (now == marks.end()) {
      if (was == started.end()) marks.emplace(archive, mark);
      continue;
    }
    Mark next = mark;
    next.through = moved(was == started.end() ? std::nullopt : std::optional(was->second.through), now->second.through,
                         mark.through);
    now->second = std::move(next);
  }
}

}  // namespace

std::string marks_path() {
  const std::string folder = user_folder(UserFolder::state);
  return folder.empty() ? folder : folder + "/alerts.jsonl";
}

std::string alert_file(const std::string& saved_file) {
  std::error_code unknown;
  const std::filesystem::path real = std::filesystem::canonical(saved_file, unknown);
  return scrub_utf8(unknown ? saved_file : real.string());
}

match::Seen seen_by(const ArchiveMarks& marks, bool first_from_now) {
  match::Seen seen;
  seen.unknown_is_new = !first_from_now;
  for (const auto& [archive, mark] : marks) seen.through.emplace(archive, mark.through);
  return seen;
}

Marks::Marks(std::string path) : path_(std::move(path)) {
  if (path_.empty()) {
    throw Error(Code::usage, "there is no place to remember what was given", "set XDG_STATE_HOME or HOME");
  }
  if (!std::filesystem::exists(path_)) return;
  require_regular_file(path_);
  marks_ = parse(read_file(path_));
}

Marks::All Marks::parse(const std::string& text) const {
  All all;
  std::istringstream lines(text);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    try {
      const nlohmann::json object = parse_json_line(line);
      // Marks of old, and those of archives of old, have no id of the run.
      Mark mark{{object.at("through").get<std::uint64_t>(), object.value("run", std::string())},
                object.at("place").get<std::string>(),
                object.at("text").get<std::string>()};
      const AlertKey alert{object.at("file").get<std::string>(), object.at("query").get<std::string>()};
      all[alert].insert_or_assign(object.at("archive").get<std::string>(), std::move(mark));
    } catch (const nlohmann::json::exception&) {
      throw Error(Code::usage, fmt::format("{}:{}: this is no mark of an alert", path_, number),
                  "take the line out: its alert begins anew");
    }
  }
  return all;
}

ArchiveMarks Marks::of(const AlertKey& alert) const {
  const auto found = marks_.find(alert);
  return found == marks_.end() ? ArchiveMarks() : found->second;
}

void Marks::advance(const std::vector<GivenAlert>& given) const {
  if (given.empty()) return;
  update_file(path_, [&](const std::string& text) {
    All all = parse(text);
    for (const GivenAlert& each : given) move(all[each.alert], of(each.alert), marks_after(each));
    return text_of(all);
  });
}

void Marks::remove(const AlertKey& alert) const {
  if (!std::filesystem::exists(path_)) return;
  update_file(path_, [&](const std::string& text) {
    All all = parse(text);
    all.erase(alert);
    return text_of(all);
  });
}

}  // namespace news
