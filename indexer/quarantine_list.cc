#include "indexer/quarantine_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "common/json_line.h"
#include "common/text.h"
#include "indexer/counting.h"

namespace news {
namespace {

using build::QuarantineEntry;

/// What is one reason to a person.
std::string kind_of(const std::string& reason) {
  std::string kind;
  for (const char c : reason) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !kind.empty() && kind.back() == 'N') continue;
    kind += digit ? 'N' : c;
  }
  return kind;
}

std::size_t files_of(const std::vector<QuarantineEntry>& entries) {
  std::set<std::string_view> files;
  for (const QuarantineEntry& entry : entries) files.insert(entry.path);
  return files.size();
}

std::string place_of(const QuarantineEntry& entry) {
  const std::string path = one_line(sanitise(entry.path));
  return place_text({path, entry.member, entry.format, {entry.record, entry.offset, entry.length}});
}

}  // namespace

std::string quarantine_text(const std::vector<QuarantineEntry>& entries) {
  if (entries.empty()) return "nothing is in quarantine\n";
  std::map<std::string, std::vector<const QuarantineEntry*>> groups;
  for (const QuarantineEntry& entry : entries) groups[kind_of(entry.reason)].push_back(&entry);
  std::vector<const std::vector<const QuarantineEntry*>*> sorted;
  sorted.reserve(groups.size());
  for (const auto& [kind, group] : groups) sorted.push_back(&group);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->size() > b->size(); });

  const std::size_t files = files_of(entries);
  std::string text = fmt::format("{} of {}\n", counted(entries.size(), "record"), counted(files, "file"));
  for (const auto* group : sorted) {
    const std::string& reason = group->front()->reason;
    const bool same =
        std::all_of(group->begin(), group->end(), [&](const auto* each) { return each->reason == reason; });
    text += fmt::format("\n{:>6}  {}\n", group->size(), same ? reason : kind_of(reason));
    for (const QuarantineEntry* each : *group) {
      text += fmt::format("        {}{}\n", place_of(*each), same ? "" : ": " + each->reason);
    }
  }
  return text;
}

std::string quarantine_json(const std::vector<QuarantineEntry>& entries) {
  std::string text;
  std::map<std::string, std::uint64_t> by_reason;
  for (const QuarantineEntry& entry : entries) {
    nlohmann::json object = build::quarantine_object(entry);
    object["type"] = "refused";
    text += json_line(object);
    ++by_reason[entry.reason];
  }
  const nlohmann::ordered_json summary = {
      {"type", "quarantine"}, {"records", entries.size()}, {"files", files_of(entries)}, {"by_reason", by_reason}};
  return text + json_line(summary);
}

}  // namespace news
