#include "indexer/summary.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/json_line.h"

namespace news {
namespace {

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

double rate(const Summary& summary) { return summary.seconds > 0 ? megabytes(summary.bytes) / summary.seconds : 0; }

std::string by_reason(const char* title, const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [reason, count] : counts)
    text += fmt::format("{}  {:>9} {}\n", text.empty() ? title : "", count, reason);
  return text;
}

}  // namespace

std::string summary_text(const Summary& s) {
  std::string text =
      fmt::format("files      {} found: {} read, {} unchanged", s.files, s.files_read, s.files_unchanged);
  if (s.files_taken_up > 0) text += fmt::format(", {} taken up from an interrupted run", s.files_taken_up);
  if (s.files_gone > 0) text += fmt::format("; {} gone", s.files_gone);
  if (s.missing > 0) text += fmt::format("; {} named and missing", s.missing);
  if (s.unknown_kind > 0) text += fmt::format("; {} of unknown kind", s.unknown_kind);
  text += fmt::format("\narticles   {} read: {} added, {} replaced; {} unchanged", s.articles, s.added, s.replaced,
                      s.unchanged);
  if (s.duplicates > 0) text += fmt::format(", {} met twice", s.duplicates);
  if (s.withdrawn > 0) text += fmt::format(", {} withdrawn", s.withdrawn);
  text += fmt::format("\nrefused    {}", s.refused);
  if (s.refused > 0 && s.quarantined)
    text += fmt::format(" ({} new), in the archive's quarantine.jsonl", s.newly_refused);
  text += '\n';
  if (s.untold > 0) {
    text +=
        fmt::format("           {} more by a run before, which did not come to its end: see --quarantine\n", s.untold);
  }
  text += by_reason("  by reason\n", s.refused_by_reason);
  text += by_reason("no article\n", s.skipped_by_reason);
  text += by_reason("notes\n", s.notes);
  text +=
      fmt::format("time       {:.1f} s for {:.1f} MB of text, {:.1f} MB/s\n", s.seconds, megabytes(s.bytes), rate(s));
  if (!s.stopped_by.empty()) {
    text += fmt::format("stopped    by {}; {} articles are safe, and the same command goes on from there\n",
                        s.stopped_by, s.safe_articles);
  }
  return text;
}

std::string summary_json(const Summary& s) {
  nlohmann::ordered_json json = {
      {"type", "summary"},
      {"files",
       {{"found", s.files},
        {"read", s.files_read},
        {"unchanged", s.files_unchanged},
        {"taken_up", s.files_taken_up},
        {"missing", s.missing},
        {"gone", s.files_gone},
        {"unknown_kind", s.unknown_kind}}},
      {"articles",
       {{"read", s.articles},
        {"added", s.added},
        {"replaced", s.replaced},
        {"unchanged", s.unchanged},
        {"duplicates", s.duplicates},
        {"withdrawn", s.withdrawn}}},
      {"refused",
       {{"total", s.refused}, {"new", s.newly_refused}, {"untold", s.untold}, {"by_reason", s.refused_by_reason}}},
      {"no_article", s.skipped_by_reason},
      {"notes", s.notes},
      {"mb", megabytes(s.bytes)},
      {"seconds", s.seconds},
      {"mb_per_second", rate(s)},
  };
  if (!s.stopped_by.empty()) json["stopped"] = {{"by", s.stopped_by}, {"safe_articles", s.safe_articles}};
  return json_line(json);
}

}  // namespace news
