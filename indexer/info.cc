#include "indexer/info.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "common/archive.h"
#include "common/fields.h"
#include "common/json_line.h"
#include "common/record.h"
#include "common/text.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/manifest_file.h"
#include "indexer/build/quarantine.h"

namespace news {
namespace {

namespace fs = std::filesystem;

std::uint64_t bytes_below(const fs::path& folder) {
  std::error_code error;
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) bytes += entry.file_size(error);
  }
  return bytes;
}

/// Articles by the terms of a prefix, which each article has once or not at all.
ArticleCounts count_terms(const Xapian::Database& database, std::string_view prefix) {
  ArticleCounts counts;
  std::uint64_t rest = database.get_doccount();
  const std::string stem(prefix);
  for (auto term = database.allterms_begin(stem); term != database.allterms_end(stem); ++term) {
    counts[(*term).substr(prefix.size())] += term.get_termfreq();
    rest -= term.get_termfreq();
  }
  if (rest > 0) counts[""] += rest;
  return counts;
}

ArticleCounts count_sources(const Xapian::Database& database) {
  ArticleCounts counts;
  for (auto value = database.valuestream_begin(slot::kHit); value != database.valuestream_end(slot::kHit); ++value) {
    ++counts[decode_hit(*value).source];
  }
  return counts;
}

/// The indexer that is at work on the archive. Its lock says only who had it last.
std::string writer_of(const std::string& archive) {
  std::ifstream lock(archive + "/lock");
  std::string process;
  std::getline(lock, process);
  if (process.empty()) return {};
  std::ifstream name("/proc/" + process + "/comm");
  std::string command;
  std::getline(name, command);
  return command == "news-indexer" ? process : std::string();
}

std::uint64_t interrupted_bytes(const std::string& archive) {
  const std::string building = archive + "/" + std::string(build::kBuilding);
  std::error_code error;
  return fs::exists(build::job_path(building), error) ? bytes_below(building) : 0;
}

/// 1234567 as 1.2 MB.
std::string size_text(std::uint64_t bytes) {
  constexpr double kStep = 1000;
  constexpr const char* kUnits[] = {"bytes", "kB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= kStep && unit + 1 < std::size(kUnits); ++unit) size /= kStep;
  return unit == 0 ? fmt::format("{} {}", bytes, kUnits[0]) : fmt::format("{:.1f} {}", size, kUnits[unit]);
}

std::string counts_text(const char* title, const ArticleCounts& counts) {
  constexpr std::size_t kShown = 20;
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text = fmt::format("{}\n", title);
  for (std::size_t i = 0; i < std::min(kShown, sorted.size()); ++i) {
    const std::string name = sorted[i].first.empty() ? "(none stated)" : one_line(sanitise(sorted[i].first));
    text += fmt::format("{:>10}  {}\n", sorted[i].second, name);
  }
  if (sorted.size() > kShown) text += fmt::format("{:>10}  and {} more\n", "", sorted.size() - kShown);
  return text;
}

/// Years in their own order: their counts are a time line.
std::string years_text(const ArticleCounts& counts) {
  std::string text = "by year\n";
  for (const auto& [year, count] : counts)
    text += fmt::format("{:>10}  {}\n", count, year.empty() ? "(undated)" : year);
  return text;
}

}  // namespace

std::uint64_t ArchiveInfo::articles() const noexcept {
  return std::accumulate(generations.begin(), generations.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const GenerationInfo& each) { return sum + each.articles; });
}

std::uint64_t ArchiveInfo::bytes() const noexcept {
  return std::accumulate(generations.begin(), generations.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const GenerationInfo& each) { return sum + each.bytes; });
}

ArchiveInfo archive_info(const std::string& archive) {
  ArchiveInfo info;
  info.archive = archive;
  info.interrupted_bytes = interrupted_bytes(archive);
  info.writer = writer_of(archive);
  // The very first run has published nothing yet.
  if (!archive_exists(archive) && info.interrupted_bytes > 0) return info;
  const Xapian::Database database = open_for_reading(archive);
  const ArchiveFacts facts = read_facts(database);
  info.identity = facts.identity;
  info.runs = facts.complete_through;
  build::Manifest manifest;
  for (const std::string& name : live_generations(archive)) {
    const std::string folder = archive + "/" + name;
    info.generations.push_back({name, Xapian::Database(folder).get_doccount(), bytes_below(folder)});
    build::read_manifest(folder, manifest);
  }
  info.files = manifest.size();
  const build::Quarantine quarantine(build::quarantine_path(archive), info.runs + 1);
  info.refused_records = quarantine.entries().size();
  info.refused_files = quarantine.paths().size();
  info.quarantine_damage = quarantine.damage();
  info.by_source = count_sources(database);
  info.by_year = count_terms(database, prefix::kYear);
  info.by_language = count_terms(database, prefix::kLanguage);
  info.by_format = count_terms(database, prefix::kFormat);
  // "Not determined" is no language.
  if (const auto none = info.by_language.extract("und")) info.by_language[""] += none.mapped();
  if (const std::string last = database.get_value_upper_bound(slot::kDay); !last.empty()) {
    info.last_day = to_iso(decode_day(last));
    info.first_day = to_iso(decode_day(database.get_value_lower_bound(slot::kDay)));
  }
  return info;
}

std::string info_text(const ArchiveInfo& info) {
  std::string text = fmt::format("archive    {}\n", one_line(sanitise(info.archive)));
  if (!info.identity.empty()) text += fmt::format("identity   {}\n", info.identity);
  text +=
      fmt::format("articles   {} in {}, {}, made by {}\n", info.articles(),
                  counted(info.generations.size(), "generation"), size_text(info.bytes()), counted(info.runs, "run"));
  for (const GenerationInfo& each : info.generations) {
    text += fmt::format("{:>10}  {}, {}\n", each.articles, each.name, size_text(each.bytes));
  }
  if (!info.first_day.empty()) text += fmt::format("published  {} to {}\n", info.first_day, info.last_day);
  text += fmt::format("files      {} known\n", info.files);
  text +=
      fmt::format("refused    {} of {}", counted(info.refused_records, "record"), counted(info.refused_files, "file"));
  text += info.refused_records > 0 ? ": see --quarantine\n" : "\n";
  if (!info.quarantine_damage.empty())
    text += fmt::format("           {}\n", one_line(sanitise(info.quarantine_damage)));
  if (!info.writer.empty()) {
    text += fmt::format("now        being written by process {}\n", info.writer);
  } else if (info.interrupted_bytes > 0) {
    text += fmt::format("now        an interrupted run waits to be gone on with ({}): give its command again\n",
                        size_text(info.interrupted_bytes));
  }
  if (info.generations.empty()) return text;
  text += years_text(info.by_year);
  text += counts_text("by source", info.by_source);
  text += counts_text("by language", info.by_language);
  text += counts_text("by format", info.by_format);
  return text;
}

std::string info_json(const ArchiveInfo& info) {
  using json = nlohmann::ordered_json;
  json generations = json::array();
  for (const GenerationInfo& each : info.generations) {
    generations.push_back({{"name", each.name}, {"articles", each.articles}, {"bytes", each.bytes}});
  }
  const auto day = [](const std::string& text) { return text.empty() ? json() : json(text); };
  const json object = {{"type", "info"},
                       {"archive", info.archive},
                       {"identity", info.identity},
                       {"articles", info.articles()},
                       {"bytes", info.bytes()},
                       {"runs", info.runs},
                       {"generations", std::move(generations)},
                       {"first_day", day(info.first_day)},
                       {"last_day", day(info.last_day)},
                       {"files", info.files},
                       {"refused", {{"records", info.refused_records}, {"files", info.refused_files}}},
                       {"writer", info.writer.empty() ? json() : json(info.writer)},
                       {"interrupted_bytes", info.interrupted_bytes},
                       {"by_year", info.by_year},
                       {"by_source", info.by_source},
                       {"by_language", info.by_language},
                       {"by_format", info.by_format}};
  return json_line(object);
}

}  // namespace news
