#include "indexer/options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include "common/cli.h"
#include "common/config.h"
#include "common/error.h"
#include "common/text.h"
#include "common/usage/manual.h"
#include "indexer/formats/table.h"
#include "indexer/manual.h"

namespace news {
namespace {

using cli::Scope;

// clang-format off
constexpr cli::Option kOwnOptions[] = {
    {"Input", "format", "FORMAT", "read everything as this format instead of sniffing"},
    {"Input", "list-formats", nullptr, "the formats that are read", false, Scope::task},
    {"Input", "map", "FIELD=KEY", "JSON, CSV: which key or column holds a field (dotted path)", true},
    cli::everyday({"Input", "files-from", "FILE", "read paths from FILE (- is stdin), one a line", false, Scope::task}),
    {"Input", "null,0", nullptr, "paths of --files-from end with NUL", false, Scope::task},
    {"Input", "date-order", "auto|dmy|mdy", "how 03/04/2024 is read; auto: by evidence in the file, else mdy",
     false, Scope::search, "", "auto"},
    {"For articles that state none", "language", "CODE", "language, as an ISO 639 code (else detected)"},
    cli::everyday({"For articles that state none", "source", "NAME", "publication"}),
    {"For articles that state none", "section", "NAME", "section"},
    {"For articles that state none", "timezone", "ZONE", "zone of times, such as Europe/Paris (else UTC)"},
    cli::everyday({"Archive", "archive,a", "DIR",
     "the archive (default $NEWS_ARCHIVE, else $XDG_DATA_HOME/news-archive)"}),
    cli::everyday({"Archive", "jobs,j", "N", "workers that analyse articles (default: one a core)"}),
    {"Archive", "builder", "auto|bulk|api", "how the database is written; api: by Xapian's own writer, slower",
     false, Scope::search, "", "auto"},
    {"Archive", "memory", "SIZE", "total memory budget (default 1G, or a quarter of RAM if less)"},
    cli::everyday({"Archive", "dump", nullptr, "read only: print each article as a JSON line, index nothing", false,
     Scope::task}),
    cli::everyday({"Archive", "prune", nullptr, "withdraw articles of files that are gone from below the paths", false,
     Scope::task}),
    {"Archive", "retry-quarantined", nullptr, "read again the files of which something was refused, and only these", false,
     Scope::task},
    cli::everyday({"Maintenance", "info", nullptr,
     "what the archive holds: articles by source, year, language and format; sizes", false, Scope::task}),
    {"Maintenance", "quarantine", nullptr, "the records that were refused, by reason", false, Scope::task},
    {"Maintenance", "check", nullptr, "whether the archive is sound, every table and article; exit 1 if it is not", false,
     Scope::task},
    {"Maintenance", "verify", nullptr, "read again what the articles come from and compare; exit 1 if anything differs",
     false, Scope::task},
    {"Maintenance", "compact", nullptr, "merge all generations into one", false, Scope::task},
    {"Maintenance", "rebuild", nullptr,
     "build the archive anew from the articles that it stores; no source is needed", false, Scope::task},
    {"General", "progress", "auto|always|never", "a line that changes on a terminal, else one a minute", false,
     Scope::search, "", "auto"},
    {"General", "log", "FILE", "append notes, refusals and progress to FILE, with times, instead of stderr"},
    {"General", "summary", "text|json", "how the last summary is printed, or what maintenance finds", false,
     Scope::search, "", "text"},
    {"General", "quiet", nullptr, "no summary text, no notes"},
    {"General", "print-config", nullptr, "each option that the configuration can hold, its value, where it was said",
     false, Scope::task},
};
// clang-format on
constexpr auto kOptions = usage::with_common_options(kOwnOptions);

const formats::Format* named_format(const std::string& name) {
  if (name.empty()) return nullptr;
  const formats::Format* format = formats::find_format(name);
  if (format == nullptr) throw Error(Code::usage, "there is no format '" + name + "'", "--list-formats lists them");
  return format;
}

std::map<std::string, std::string> field_keys(const cli::Arguments& arguments) {
  std::map<std::string, std::string> keys;
  for (const std::string& mapping : arguments.list("map")) {
    const std::size_t equals = mapping.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == mapping.size()) {
      throw Error(Code::usage, "--map takes FIELD=KEY, not '" + mapping + "'", "such as --map body=content.text");
    }
    std::string field = mapping.substr(0, equals);
    if (field == "date") field = "published";
    if (field == "lang") field = "language";
    if (std::find(std::begin(kMappable), std::end(kMappable), field) == std::end(kMappable)) {
      throw Error(Code::usage, "--map knows no field '" + field + "'",
                  fmt::format("fields: {}", fmt::join(kMappable, " ")));
    }
    keys[field] = mapping.substr(equals + 1);
  }
  return keys;
}

std::string language_code(const std::string& text) {
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!text.empty() && (!letters || text.size() < 2 || text.size() > 3)) {
    throw Error(Code::usage, "--language takes a code of ISO 639, not '" + text + "'", "such as en, de or fr");
  }
  return text;
}

std::vector<std::string> paths_from(const std::string& file, char end) {
  std::ifstream named;
  if (file != "-") {
    named.open(file, std::ios::binary);
    if (!named) throw Error(Code::usage, "can't open the list of paths " + file);
  }
  std::istream& in = file == "-" ? std::cin : named;
  std::vector<std::string> paths;
  std::string path;
  while (std::getline(in, path, end)) {
    if (!path.empty()) paths.push_back(path);
  }
  return paths;
}

unsigned default_jobs() { return std::max(1U, std::thread::hardware_concurrency()); }

unsigned jobs(const cli::Arguments& values) {
  constexpr unsigned kMost = 256;
  const std::string text = values.text("jobs");
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0 || number > kMost) {
    throw Error(Code::usage, fmt::format("{} takes a number from 1 to 256, not '{}'", values.spoken("jobs"), text));
  }
  return number;
}

/// The option by which something else than indexing was asked for, or null; sets the mode.
const char* chosen_task(const cli::Arguments& values, IndexerOptions::Mode& mode) {
  using Mode = IndexerOptions::Mode;
  constexpr std::pair<const char*, Mode> kTasks[] = {
      {"dump", Mode::dump},       {"check", Mode::check}, {"verify", Mode::verify},        {"compact", Mode::compact},
      {"rebuild", Mode::rebuild}, {"info", Mode::info},   {"quarantine", Mode::quarantine}};
  const char* task = nullptr;
  for (const auto& [name, its_mode] : kTasks) {
    if (!values.has(name)) continue;
    if (task != nullptr) throw Error(Code::usage, fmt::format("--{} and --{} are two tasks", task, name));
    task = name;
    mode = its_mode;
  }
  return task;
}

/// Throws where options contradict each other or paths are missing.
void require_fitting(const IndexerOptions& options, const char* task, bool paths_are_listed) {
  if (task != nullptr && (options.prune || options.retry_quarantined)) {
    throw Error(Code::usage, fmt::format("--{} goes with indexing, not with --{}",
                                         options.prune ? "prune" : "retry-quarantined", task));
  }
  if (options.prune && options.retry_quarantined) {
    throw Error(Code::usage, "--prune goes with paths, and --retry-quarantined takes none");
  }
  const bool about_archive = task != nullptr && options.mode != IndexerOptions::Mode::dump;
  if (about_archive || options.retry_quarantined) {
    if (!options.paths.empty()) {
      throw Error(Code::usage, fmt::format("--{} is about what the archive holds, and takes no paths",
                                           about_archive ? task : "retry-quarantined"));
    }
  } else if (options.paths.empty() && !paths_are_listed) {
    throw Error(Code::usage, "nothing to read", "name files or folders, or - for stdin; --help says more");
  }
}

/// All that decides what a file gives: an interrupted run is taken up only by one that would read alike.
std::string job_text(const cli::Arguments& values, const IndexerOptions& options) {
  std::string job = "records " + std::to_string(options.ingest.read.max_record_bytes) + "\n";
  for (const char* name : {"builder", "date-order", "format", "language", "section", "source", "timezone"}) {
    if (values.has(name)) job.append(name).append(" ").append(values.text(name)).append("\n");
  }
  for (const auto& [field, key] : options.ingest.read.field_keys) {
    job.append("map ").append(field).append("=").append(key).append("\n");
  }
  return job;
}

std::uint64_t default_memory() {
  constexpr std::uint64_t kUsual = std::uint64_t{1} << 30;
  const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
  const auto page = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PAGESIZE)));
  return std::min(kUsual, pages * page / 4);
}

}  // namespace

std::span<const cli::Option> indexer_options() { return kOptions; }

IndexerOptions parse_indexer_options(const std::vector<std::string>& arguments) {
  cli::Arguments values = cli::parse(arguments, kOptions, "name such a file as ./-name, or put -- before the paths");
  IndexerOptions options;
  const auto has = [&](const char* name) { return values.has(name); };
  if (std::optional<std::string> usage = usage::asked_for(values, indexer_manual)) {
    options.mode = IndexerOptions::Mode::usage;
    options.usage = std::move(*usage);
    return options;
  }
  if (has("list-formats")) {
    options.mode = IndexerOptions::Mode::list_formats;
    return options;
  }
  values = values.over(cli::configured("index", kOptions), kOptions);
  if (has("print-config")) {
    options.mode = IndexerOptions::Mode::print_config;
    options.values = std::move(values);
    return options;
  }
  options.quiet = has("quiet");
  options.ingest.format = named_format(values.text("format"));
  options.ingest.read.field_keys = field_keys(values);
  options.ingest.read.date_order =
      values.choice<formats::DateOrder>("date-order", {{"auto", formats::DateOrder::automatic},
                                                       {"dmy", formats::DateOrder::day_first},
                                                       {"mdy", formats::DateOrder::month_first}});
  options.ingest.language = language_code(values.text("language"));
  options.ingest.source = values.text("source");
  options.ingest.section = values.text("section");
  if (has("timezone")) options.build.zone = Zone(values.text("timezone"));
  options.build.builder = values.choice<build::Builder>(
      "builder", {{"auto", build::Builder::automatic}, {"bulk", build::Builder::bulk}, {"api", build::Builder::api}});
  options.build.workers = has("jobs") ? jobs(values) : default_jobs();
  std::uint64_t& memory = options.build.memory_bytes;
  memory = has("memory") ? cli::parse_size(values.text("memory")) : default_memory();
  constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20;
  if (memory < kLeastMemory) throw Error(Code::usage, "--memory must be at least 64M");
  // An article takes about eight times its size while it is analysed, and it is not alone.
  options.ingest.read.max_record_bytes = std::min(options.ingest.read.max_record_bytes, memory / 16);
  options.build.job = job_text(values, options);

  using Summary = IndexerOptions::SummaryFormat;
  options.summary = values.choice<Summary>("summary", {{"text", Summary::text}, {"json", Summary::json}});
  options.paths = values.list(cli::kOperands);
  if (has("files-from")) {
    for (std::string& path : paths_from(values.text("files-from"), has("null") ? '\0' : '\n')) {
      options.paths.push_back(std::move(path));
    }
  } else if (has("null")) {
    throw Error(Code::usage, "-0 says how the paths of --files-from end, and there is no --files-from");
  }
  options.prune = has("prune");
  options.retry_quarantined = has("retry-quarantined");
  options.log = values.text("log");
  using Show = IndexerOptions::ShowProgress;
  options.progress =
      values.choice<Show>("progress", {{"auto", Show::automatic}, {"always", Show::always}, {"never", Show::never}});
  const char* task = chosen_task(values, options.mode);
  require_fitting(options, task, has("files-from"));
  if (options.mode != IndexerOptions::Mode::dump) options.archive = cli::archive_or_default(values.text("archive"));
  return options;
}

void print_indexer_config(const IndexerOptions& options, std::ostream& out) {
  cli::print_config(options.values, kOptions,
                    {{"archive", cli::default_archive()},
                     {"jobs", std::to_string(default_jobs())},
                     {"memory", std::to_string(default_memory())}},
                    out);
}

}  // namespace news
