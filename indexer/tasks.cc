#include "indexer/tasks.h"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive.h"
#include "common/json_line.h"
#include "common/text.h"
#include "indexer/build/quarantine.h"
#include "indexer/check.h"
#include "indexer/info.h"
#include "indexer/log.h"
#include "indexer/progress.h"
#include "indexer/quarantine_list.h"
#include "indexer/run.h"
#include "indexer/stop.h"
#include "indexer/verify.h"

namespace news {
namespace {

using nlohmann::ordered_json;

bool wants_json(const IndexerOptions& options) { return options.summary == IndexerOptions::SummaryFormat::json; }

void tell(const Summary& summary, const IndexerOptions& options, std::ostream& out) {
  if (wants_json(options)) {
    out << summary_json(summary);
  } else if (!options.quiet) {
    out << summary_text(summary);
  }
}

/// The same in the log, line by line.
void tell_log(const Summary& summary, Log& log) {
  std::istringstream lines(summary_text(summary));
  for (std::string line; std::getline(lines, line);) log.insist(line);
}

int status_of(const Summary& summary) {
  return summary.newly_refused > 0 || summary.untold > 0 || summary.missing > 0 ? 1 : 0;
}

int verify(const IndexerOptions& options, Log&, std::ostream& out) {
  const Verification verification =
      verify_archive(options.archive, options.ingest.limits, [&](std::string_view line) { out << line << '\n'; });
  if (wants_json(options)) {
    out << verification_json(verification);
  } else if (!options.quiet) {
    out << verification_text(verification);
  }
  return verification.holds() ? 0 : 1;
}

Progress::Display display_of(const IndexerOptions& options) {
  using Display = Progress::Display;
  using Show = IndexerOptions::ShowProgress;
  if (options.progress == Show::never || (options.quiet && options.progress == Show::automatic)) return Display::none;
  // A log is for reading later, whoever sits at the terminal now.
  return options.log.empty() && isatty(STDERR_FILENO) != 0 ? Display::live : Display::minute;
}

/// What `action` returns, with its progress shown; the line that changes is gone by then.
template <typename Action>
auto watched(const IndexerOptions& options, Log& log, const Action& action) {
  Progress progress(log, display_of(options), options.build.workers);
  return action(Watchers{log, progress});
}

int index(const IndexerOptions& options, Log& log, std::ostream& out) {
  listen_for_stop();
  const Summary summary = watched(options, log, [&](Watchers watchers) { return index_paths(options, watchers); });
  tell(summary, options, out);
  if (log.has_file()) tell_log(summary, log);
  if (!summary.stopped_by.empty()) return 128 + stop_signal();
  out.flush();
  let_stop_end_the_program();
  watched(options, log, [&](Watchers watchers) {
    join_generations(options.archive, watchers);
    note_refusals_told(options.archive, watchers);
  });
  return status_of(summary);
}

int dump(const IndexerOptions& options, Log& log, std::ostream& out) {
  const Summary summary = watched(options, log, [&](Watchers watchers) { return dump_paths(options, out, watchers); });
  tell(summary, options, std::cerr);
  return status_of(summary);
}

int compact(const IndexerOptions& options, Log& log, std::ostream& out) {
  const std::size_t merged =
      watched(options, log, [&](Watchers watchers) { return compact_archive(options.archive, watchers); });
  if (wants_json(options)) {
    out << json_line(ordered_json({{"type", "compaction"}, {"merged", merged}}));
    return 0;
  }
  if (options.quiet) return 0;
  if (merged > 0) {
    out << "merged " << merged << " generations into one\n";
  } else {
    out << "nothing to merge: there is one generation\n";
  }
  return 0;
}

int rebuild(const IndexerOptions& options, Log& log, std::ostream& out) {
  listen_for_stop();
  const build::Rebuilt rebuilt =
      watched(options, log, [&](Watchers watchers) { return rebuild_archive(options, watchers); });
  std::string text = counted(rebuilt.articles, "article") + " built anew";
  if (rebuilt.taken_up > 0) text += fmt::format(", {} of them before an interruption", rebuilt.taken_up);
  if (!rebuilt.finished) text += "; stopped: the archive is as it was, the same command goes on from there";
  if (log.has_file()) log.insist(text);
  if (wants_json(options)) {
    out << json_line(ordered_json({{"type", "rebuilding"},
                                   {"articles", rebuilt.articles},
                                   {"taken_up", rebuilt.taken_up},
                                   {"finished", rebuilt.finished}}));
  } else if (!options.quiet) {
    out << text << '\n';
  }
  return rebuilt.finished ? 0 : 128 + stop_signal();
}

int check(const IndexerOptions& options, Log& log, std::ostream& out) {
  const Soundness soundness = watched(options, log, [&](Watchers watchers) {
    return check_archive(options.archive, watchers.progress, [&](std::string_view line) { log.insist(line); });
  });
  if (wants_json(options)) {
    out << soundness_json(soundness);
  } else if (!options.quiet) {
    out << soundness_text(soundness);
  }
  return soundness.problems == 0 ? 0 : 1;
}

int info(const IndexerOptions& options, Log&, std::ostream& out) {
  const ArchiveInfo info = archive_info(options.archive);
  out << (wants_json(options) ? info_json(info) : info_text(info));
  return 0;
}

int list_quarantine(const IndexerOptions& options, Log& log, std::ostream& out) {
  static_cast<void>(live_generations(options.archive));  // says where there is no archive
  const build::Quarantine quarantine(build::quarantine_path(options.archive), 1);
  if (const std::string damage = quarantine.damage(); !damage.empty()) log.insist(damage + "; the others are listed");
  const std::vector<build::QuarantineEntry> entries = quarantine.entries();
  out << (wants_json(options) ? quarantine_json(entries) : quarantine_text(entries));
  return 0;
}

using Task = int (*)(const IndexerOptions&, Log&, std::ostream&);

/// The task of a mode, or null.
Task task_of(IndexerOptions::Mode mode) {
  using Mode = IndexerOptions::Mode;
  switch (mode) {
    case Mode::index:
      return index;
    case Mode::dump:
      return dump;
    case Mode::check:
      return check;
    case Mode::verify:
      return verify;
    case Mode::compact:
      return compact;
    case Mode::rebuild:
      return rebuild;
    case Mode::info:
      return info;
    case Mode::quarantine:
      return list_quarantine;
    case Mode::list_formats:
    case Mode::print_config:
    case Mode::usage:
      break;
  }
  return nullptr;
}

}  // namespace

int run_task(const IndexerOptions& options, std::ostream& out) {
  const Task task = task_of(options.mode);
  if (task == nullptr) throw std::logic_error("this mode is no task");
  Log log(std::cerr, options.log, options.quiet);
  try {
    return task(options, log, out);
  } catch (const std::exception& error) {
    // What a task of hours fails of stands where the rest of its story stands.
    if (log.has_file()) log.insist(fmt::format("failed: {}", error.what()));
    throw;
  }
}

}  // namespace news
