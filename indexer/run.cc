#include "indexer/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <ostream>

#include "common/error.h"
#include "common/stopwatch.h"
#include "indexer/build/archive_writer.h"
#include "indexer/build/builder_check.h"
#include "indexer/build/generation_merge.h"
#include "indexer/build/quarantine.h"
#include "indexer/counting.h"
#include "indexer/dump.h"
#include "indexer/ingest.h"
#include "indexer/paths.h"
#include "indexer/prune.h"
#include "indexer/reader_process.h"
#include "indexer/sources/walk.h"
#include "indexer/stop.h"

namespace news {
namespace {

class DumpSink final : public Counting {
 public:
  DumpSink(std::ostream& out, Watchers watchers) : Counting(watchers.log, watchers.progress), out_(out) {}
  void article(Article article) override {
    count_articles(1);
    out_ << dump_line(article);
  }

 private:
  std::ostream& out_;
};

class IndexSink final : public Counting {
 public:
  IndexSink(Watchers watchers, build::ArchiveWriter& writer, build::Quarantine& quarantine)
      : Counting(watchers.log, watchers.progress), writer_(writer), quarantine_(quarantine) {}

  void article(Article article) override {
    throw_if_stopped();
    count_articles(1);
    switch (writer_.add(std::move(article))) {
      case build::Verdict::added:
        ++summary.added;
        break;
      case build::Verdict::replaced:
        ++summary.replaced;
        break;
      case build::Verdict::canceled:
        ++summary.skipped_by_reason["canceled"];
        break;
      case build::Verdict::unchanged:
        ++summary.unchanged;
        break;
      case build::Verdict::duplicate:
        ++summary.duplicates;
        break;
    }
  }
  /// What an interrupted run had read of a file.
  void taken_up(const build::TakenUp& taken) {
    ++summary.files_taken_up;
    file_done();
    count_articles(taken.articles);
    summary.added += taken.added;
    summary.duplicates += taken.articles - taken.added;
  }
  /// A file that is as an earlier run read it.
  void passed_over(const build::ManifestEntry& known) {
    ++summary.files_unchanged;
    file_done();
    summary.unchanged += known.articles;
  }
  void canceled(const ReadEvent& where, Article item) override {
    Counting::canceled(where, {});
    if (!item.id.empty() && writer_.cancel(item)) ++summary.withdrawn;
  }
  void waiting() override { throw_if_stopped(); }
  void passed(std::string_view path) override { quarantine_.forget(path); }
  void unreadable(std::string_view path, std::string_view reason) override {
    quarantine_.forget(path);
    writer_.doubt(std::string(path));
    Counting::unreadable(path, reason);
  }
  /// Once nothing more leaves the quarantine or comes into it.
  void count_quarantined() {
    summary.newly_refused = quarantine_.new_records();
    summary.untold = quarantine_.untold_records();
  }
  void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) override {
    Counting::refused(where, reason, raw);
    if (quarantine_.add(where, reason, raw)) writer_.note_refusal();
  }

 private:
  build::ArchiveWriter& writer_;
  build::Quarantine& quarantine_;
};

using OnFile = std::function<void(const sources::FileEntry&)>;

/// Does something with a file. Where that can't be read, it is told and counted.
void with_file(const sources::FileEntry& entry, Counting& sink, const OnFile& action) {
  try {
    action(entry);
  } catch (const Error& error) {
    if (error.code() != Code::source_unreadable) throw;
    sink.unreadable(entry.path, error.what());
  }
}

/// Files in the order in which they are to be read. Some are held, so that the reader knows what comes next.
class ReadQueue {
 public:
  ReadQueue(ReaderProcess& reader, Counting& sink, OnFile read)
      : reader_(reader), sink_(sink), read_(std::move(read)) {}

  /// `is_read`: whether the reader will be asked for it.
  void add(const sources::FileEntry& entry, bool is_read = true) {
    constexpr std::size_t kMostWaiting = 64;
    if (is_read) reader_.announce(entry.path);
    waiting_.push_back(entry);
    if (waiting_.size() > kMostWaiting) read_first();
  }
  void finish() {
    while (!waiting_.empty()) read_first();
  }

 private:
  void read_first() {
    with_file(waiting_.front(), sink_, read_);
    waiting_.pop_front();
  }

  ReaderProcess& reader_;
  Counting& sink_;
  OnFile read_;
  std::deque<sources::FileEntry> waiting_;
};

/// Calls `on_file` for every file of these paths, and counts.
void walk(const std::vector<std::string>& paths, const IndexerOptions& options, Counting& sink, const OnFile& on_file) {
  const auto counted = [&](const sources::FileEntry& entry) {
    ++sink.summary.files;
    with_file(entry, sink, on_file);
  };
  walk_paths(
      paths, options.archive, counted,
      [&](std::string_view path, std::string_view reason) { sink.unreadable(path, reason); },
      [&](std::string_view path) { sink.passed(path); });
}

FileOutcome read_file(const sources::FileEntry& entry, ReaderProcess& reader, Counting& sink) {
  const FileOutcome outcome = reader.read(entry.path, sink);
  ++sink.summary.files_read;
  sink.summary.bytes += outcome.text_bytes;
  sink.file_done();
  return outcome;
}

Digest digest_of_file(const std::string& path) {
  const auto bytes = sources::open_file(path);
  DigestStream digest;
  std::string buffer(std::size_t{256} << 10, '\0');
  while (const std::size_t got = bytes->read(buffer)) digest.update({buffer.data(), got});
  return digest.digest();
}

build::FileStamp stamp_of(const sources::FileEntry& entry) { return {entry.path, entry.size, entry.mtime_ns}; }

/// Whether a file is what an earlier run read. Its time stamp may have changed: then its bytes decide.
bool is_unchanged(const sources::FileEntry& entry, const build::ManifestEntry& known, build::ArchiveWriter& writer) {
  if (known.size != entry.size) return false;
  if (known.mtime_ns == entry.mtime_ns) return true;
  if (digest_of_file(entry.path) != known.digest) return false;
  build::ManifestEntry touched = known;
  touched.mtime_ns = entry.mtime_ns;
  writer.note_unchanged(entry.path, touched);
  return true;
}

/// Files of which something is in quarantine, or was in a line of it that is damaged; those that are there.
std::vector<std::string> refused_files(const build::Quarantine& quarantine, const build::Manifest& known,
                                       Counting& sink) {
  std::vector<std::string> paths = quarantine.paths();
  known.for_each([&](const std::string& path, const build::ManifestEntry& entry) {
    if (quarantine.must_read_again(path, entry.refused)) paths.push_back(path);
  });
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::erase(paths, "-");  // what came through a pipe can't be had again
  return existing_paths(paths, [&](std::string_view path) { sink.missing(path); });
}

/// How databases are to be written: in bulk, unless the Xapian at hand has another format than the one that we write.
build::BuilderOptions chosen_builder(const IndexerOptions& options, Log& log) {
  build::BuilderOptions chosen = options.build;
  if (chosen.builder != build::Builder::automatic) return chosen;
  const std::string differences = build::bulk_differences();
  chosen.builder = differences.empty() ? build::Builder::bulk : build::Builder::api;
  if (!differences.empty()) {
    log.say("writing through Xapian's API, which is slower: this Xapian does not agree with what is built in bulk (" +
            differences.substr(0, differences.find('\n')) + ")");
  }
  return chosen;
}

Summary index_present(const IndexerOptions& options, Watchers watchers) {
  const Stopwatch watch;
  Log& log = watchers.log;
  Progress& progress = watchers.progress;
  Counting named(log, progress);
  // Before an archive is made for nothing.
  std::vector<std::string> paths = present_paths(options.paths, [&](std::string_view path) { named.missing(path); });
  if (options.retry_quarantined) static_cast<void>(live_generations(options.archive));
  build::ArchiveWriter writer(options.archive, chosen_builder(options, log));
  if (writer.discards_work()) {
    log.say("an interrupted run had other options or another archive before it: what it had finished is done anew");
  }
  build::Quarantine quarantine(build::quarantine_path(options.archive), writer.run());
  if (const std::string damage = quarantine.damage(); !damage.empty()) {
    log.insist(damage + "; the lines go to " + build::quarantine_path(options.archive) +
               ".damaged, and files of which they may have told are read again");
  }
  IndexSink sink(watchers, writer, quarantine);
  sink.summary.missing = named.summary.missing;
  if (options.retry_quarantined) paths = refused_files(quarantine, writer.known_files(), sink);
  progress.expect(census_of(paths, options.archive));
  ReaderProcess reader(options.ingest);
  const Progress::Source source(progress, [&reader] { return reader.bytes_read(); });
  ReadQueue queue(reader, sink, [&](const sources::FileEntry& entry) {
    throw_if_stopped();
    quarantine.forget(entry.path);
    if (writer.can_take_up(stamp_of(entry))) {
      sink.taken_up(writer.take_up(stamp_of(entry)));
      progress.bytes_passed_over += entry.size;
      return;
    }
    writer.begin_file(stamp_of(entry));
    const FileOutcome outcome = read_file(entry, reader, sink);
    // What comes in by a pipe has no file to come back to: its articles stay until they are replaced. And what the
    // system could not read to its end is to be read again.
    if (entry.path == "-" || outcome.medium_failed) return;
    // A record that can't be read now may be one of those that were read before: then nothing is withdrawn.
    const build::Completeness completeness =
        outcome.whole && outcome.refused == 0 ? build::Completeness::whole : build::Completeness::partial;
    sink.summary.withdrawn += writer.end_file(
        {entry.size, entry.mtime_ns, outcome.digest, outcome.members, outcome.articles, outcome.refused}, completeness);
  });
  const auto on_file = [&](const sources::FileEntry& entry) {
    throw_if_stopped();
    const build::ManifestEntry* known = writer.known_file(entry.path);
    if (entry.path == "-" || known == nullptr || options.retry_quarantined ||
        quarantine.must_read_again(entry.path, known->refused) || !is_unchanged(entry, *known, writer)) {
      return queue.add(entry, !writer.can_take_up(stamp_of(entry)));
    }
    sink.passed_over(*known);
    progress.bytes_passed_over += entry.size;
  };
  try {
    walk(paths, options, sink, on_file);
    queue.finish();
  } catch (const Stopped&) {
    sink.summary.safe_articles = writer.suspend();
    sink.count_quarantined();
    sink.summary.stopped_by = stop_signal() == SIGINT ? "SIGINT" : "SIGTERM";
    sink.summary.seconds = watch.seconds();
    return sink.summary;
  }
  if (options.prune) {
    const auto on_spared = [&](std::string_view folder, std::string_view reason) { sink.spared(folder, reason); };
    for (const std::string& path : gone_files(writer.known_files(), paths, on_spared)) {
      sink.summary.withdrawn += writer.forget_file(path);
      quarantine.forget(path);
      ++sink.summary.files_gone;
    }
  }
  sink.count_quarantined();
  progress.begin(Phase::merging);
  quarantine.save();  // first: once a file is in the manifest, nobody would refuse its records again
  writer.publish([&] { progress.begin(Phase::publishing); });
  sink.summary.seconds = watch.seconds();
  return sink.summary;
}

}  // namespace

Summary index_paths(const IndexerOptions& options, Watchers watchers) {
  return naming_database("index into", options.archive, [&] { return index_present(options, watchers); });
}

void join_generations(const std::string& archive, Watchers watchers) {
  watchers.progress.begin(Phase::joining);
  try {
    const ArchiveLock lock(archive);
    build::merge_generations(archive, build::MergeWhich::alike);
  } catch (const Error& error) {
    // The run is complete; merging is tried again after the next one.
    watchers.log.insist(
        fmt::format("all is in, but generations could not be merged: {}; {}", error.what(), error.hint()));
  }
}

void note_refusals_told(const std::string& archive, Watchers watchers) {
  const std::string file = build::quarantine_path(archive);
  if (!build::is_untold(file)) return;
  try {
    const ArchiveLock lock(archive);
    build::note_told(file);
  } catch (const Error& error) {
    // Rather told twice than never.
    watchers.log.insist(fmt::format("the next run tells again what was refused: {}; {}", error.what(), error.hint()));
  }
}

std::size_t compact_archive(const std::string& archive, Watchers watchers) {
  static_cast<void>(live_generations(archive));  // or the lock would make a folder
  watchers.progress.begin(Phase::joining);
  const ArchiveLock lock(archive);
  require_readable(read_facts(open_for_reading(archive)), archive);
  return build::merge_generations(archive, build::MergeWhich::all);
}

build::Rebuilt rebuild_archive(const IndexerOptions& options, Watchers watchers) {
  static_cast<void>(live_generations(options.archive));  // or the lock would make a folder
  watchers.progress.begin(Phase::rebuilding);
  const ArchiveLock lock(options.archive);
  return naming_database("rebuild", options.archive, [&] {
    return build::rebuild_archive(options.archive, chosen_builder(options, watchers.log), [&](std::uint64_t done) {
      watchers.progress.articles = done;
      return stop_signal() == 0;
    });
  });
}

Summary dump_paths(const IndexerOptions& options, std::ostream& out, Watchers watchers) {
  const Stopwatch watch;
  DumpSink sink(out, watchers);
  const std::vector<std::string> paths =
      present_paths(options.paths, [&](std::string_view path) { sink.missing(path); });
  watchers.progress.expect(census_of(paths, options.archive));
  ReaderProcess reader(options.ingest);
  const Progress::Source source(watchers.progress, [&reader] { return reader.bytes_read(); });
  ReadQueue queue(reader, sink,
                  [&](const sources::FileEntry& entry) { static_cast<void>(read_file(entry, reader, sink)); });
  walk(paths, options, sink, [&](const sources::FileEntry& entry) { queue.add(entry); });
  queue.finish();
  sink.summary.newly_refused = sink.summary.refused;
  sink.summary.quarantined = false;
  sink.summary.seconds = watch.seconds();
  return sink.summary;
}

}  // namespace news
