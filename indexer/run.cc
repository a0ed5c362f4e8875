#include "indexer/run.h"

#include <fmt/format.h>

#include <csignal>
#include <deque>
#include <filesystem>
#include <ostream>

#include "common/error.h"
#include "common/stopwatch.h"
#include "common/text.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/archive_writer.h"
#include "indexer/build/builder_check.h"
#include "indexer/build/generation_merge.h"
#include "indexer/build/quarantine.h"
#include "indexer/dump.h"
#include "indexer/ingest.h"
#include "indexer/prune.h"
#include "indexer/reader_process.h"
#include "indexer/sources/walk.h"
#include "indexer/stop.h"

namespace news {
namespace {

/// Where an event happened, for a line of the log.
std::string place_text(const ReadEvent& where) {
  std::string text(where.path);
  if (!where.member.empty()) text.append(" member ").append(where.member);
  if (where.place.record > 0) text += fmt::format(" record {}", where.place.record);
  if (where.place.offset > 0) text += fmt::format(" byte {}", where.place.offset);
  return text;
}

/// Counts what every run counts, and tells the log what a person should know.
class Counting : public IngestSink {
 public:
  Counting(const IndexerOptions& options, std::ostream& log) : options_(options), log_(log) {}

  void article(Article) override { ++summary.articles; }

  void skipped(const ReadEvent&, std::string_view reason) override { ++summary.skipped_by_reason[std::string(reason)]; }
  void canceled(const ReadEvent&, Article) override { ++summary.skipped_by_reason["canceled"]; }
  void unknown_kind(const ReadEvent& where) override {
    ++summary.unknown_kind;
    tell(where, "of unknown kind, not read");
  }
  void noted(const ReadEvent& where, std::string_view kind, std::string_view detail) override {
    // The first few of a kind are told one by one, the rest counted: ten million notes help nobody.
    constexpr std::uint64_t kTold = 5;
    const std::uint64_t count = ++summary.notes[std::string(kind)];
    if (count <= kTold) tell(where, fmt::format("{}: {}", kind, detail));
  }
  /// A path that was named and is not there.
  void missing(std::string_view path) {
    ++summary.missing;
    tell({path, {}, {}, {}}, "is not there");
  }
  /// A folder in which nothing is left of what it held.
  void all_gone(std::string_view path) {
    ++summary.missing;
    tell({path, {}, {}, {}},
         "is empty now, so what it held is not withdrawn: is a disk not mounted? Remove the folder if it is not");
  }
  /// A file that can't be read at all.
  virtual void unreadable(std::string_view path, std::string_view reason) { refused({path, {}, {}, {}}, reason, {}); }

  void refused(const ReadEvent& where, std::string_view reason, std::string_view) override {
    ++summary.refused;
    ++summary.refused_by_reason[std::string(reason)];
    tell(where, fmt::format("refused: {}", reason));
  }

  Summary summary;

 protected:
  void tell(const ReadEvent& where, std::string_view what) {
    if (!options_.quiet) log_ << one_line(sanitise(fmt::format("{}: {}", place_text(where), what))) << '\n';
  }

  const IndexerOptions& options_;
  std::ostream& log_;
};

class DumpSink final : public Counting {
 public:
  DumpSink(const IndexerOptions& options, std::ostream& out, std::ostream& log) : Counting(options, log), out_(out) {}
  void article(Article article) override {
    ++summary.articles;
    out_ << dump_line(article);
  }

 private:
  std::ostream& out_;
};

class IndexSink final : public Counting {
 public:
  IndexSink(const IndexerOptions& options, std::ostream& log, build::ArchiveWriter& writer,
            build::Quarantine& quarantine)
      : Counting(options, log), writer_(writer), quarantine_(quarantine) {}

  void article(Article article) override {
    throw_if_stopped();
    ++summary.articles;
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
  void canceled(const ReadEvent& where, Article item) override {
    Counting::canceled(where, {});
    if (!item.id.empty() && writer_.cancel(item)) ++summary.withdrawn;
  }
  void unreadable(std::string_view path, std::string_view reason) override {
    quarantine_.forget(path);
    Counting::unreadable(path, reason);
  }
  void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) override {
    Counting::refused(where, reason, raw);
    if (!quarantine_.add(where, reason, raw)) return;
    ++summary.newly_refused;
    writer_.note_refusal();
  }

 private:
  build::ArchiveWriter& writer_;
  build::Quarantine& quarantine_;
};

/// Tells which files are the archive's own: the archive may lie below what is read.
class OwnFiles {
 public:
  explicit OwnFiles(const std::string& archive) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(archive, error);
    if (!archive.empty() && !error) folder_ = real.string() + "/";
  }
  [[nodiscard]] bool hold(std::string_view path) const {
    return !folder_.empty() && path.starts_with(folder_) && build::is_archive_part(path.substr(folder_.size()));
  }

 private:
  std::string folder_;
};

/// The options' paths that are there; the others are told and counted. Throws Error(Code::usage) where none is: a mount
/// that is gone must not look like a night without news.
std::vector<std::string> present_paths(const IndexerOptions& options, Counting& sink) {
  std::vector<std::string> present;
  for (const std::string& path : options.paths) {
    std::error_code error;
    if (path == "-" || std::filesystem::exists(path, error) || error) {
      present.push_back(path);
    } else {
      sink.missing(path);
    }
  }
  if (present.empty() && !options.paths.empty()) {
    throw Error(Code::usage, "nothing of what is named is there: " + options.paths.front());
  }
  return present;
}

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

/// Calls `on_file` for every file of these paths ("-" gives an entry of that name), and counts.
void walk_paths(const std::vector<std::string>& named, const IndexerOptions& options, Counting& sink,
                const OnFile& on_file) {
  const OwnFiles own(options.archive);
  const auto counted = [&](const sources::FileEntry& entry) {
    if (own.hold(entry.path)) return;
    ++sink.summary.files;
    with_file(entry, sink, on_file);
  };
  std::vector<std::string> paths;
  for (const std::string& path : named) {
    if (path == "-") {
      counted({"-", 0, 0});
    } else {
      paths.push_back(path);
    }
  }
  sources::walk(paths, counted, [&](std::string_view path, std::string_view reason) { sink.unreadable(path, reason); });
}

FileOutcome read_file(const sources::FileEntry& entry, ReaderProcess& reader, Counting& sink) {
  const FileOutcome outcome = reader.read(entry.path, sink);
  ++sink.summary.files_read;
  sink.summary.bytes += outcome.text_bytes;
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
bool is_unchanged(const sources::FileEntry& entry, build::ArchiveWriter& writer) {
  const build::ManifestEntry* known = writer.known_file(entry.path);
  if (known == nullptr || known->size != entry.size) return false;
  if (known->mtime_ns == entry.mtime_ns) return true;
  if (digest_of_file(entry.path) != known->digest) return false;
  build::ManifestEntry touched = *known;
  touched.mtime_ns = entry.mtime_ns;
  writer.note_unchanged(entry.path, touched);
  return true;
}

/// How databases are to be written: in bulk, unless the Xapian at hand has another format than the one that we write.
build::BuilderOptions chosen_builder(const IndexerOptions& options, std::ostream& log) {
  build::BuilderOptions chosen = options.build;
  if (chosen.builder != build::Builder::automatic) return chosen;
  const std::string differences = build::bulk_differences();
  chosen.builder = differences.empty() ? build::Builder::bulk : build::Builder::api;
  if (!differences.empty() && !options.quiet) {
    log << "writing through Xapian's API, which is slower: this Xapian does not agree with what is built in bulk ("
        << one_line(sanitise(differences.substr(0, differences.find('\n')))) << ")\n";
  }
  return chosen;
}

}  // namespace

Summary index_paths(const IndexerOptions& options, std::ostream& log) {
  const Stopwatch watch;
  Counting named(options, log);
  const std::vector<std::string> paths = present_paths(options, named);  // before an archive is made for nothing
  build::ArchiveWriter writer(options.archive, chosen_builder(options, log));
  build::Quarantine quarantine(options.archive + "/quarantine.jsonl", writer.run());
  IndexSink sink(options, log, writer, quarantine);
  sink.summary.missing = named.summary.missing;
  ReaderProcess reader(options.ingest);
  ReadQueue queue(reader, sink, [&](const sources::FileEntry& entry) {
    throw_if_stopped();
    quarantine.forget(entry.path);
    if (writer.can_take_up(stamp_of(entry))) {
      const build::TakenUp taken = writer.take_up(stamp_of(entry));
      ++sink.summary.files_taken_up;
      sink.summary.articles += taken.articles;
      sink.summary.added += taken.added;
      sink.summary.duplicates += taken.articles - taken.added;
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
    if (entry.path == "-" || !is_unchanged(entry, writer)) {
      return queue.add(entry, !writer.can_take_up(stamp_of(entry)));
    }
    ++sink.summary.files_unchanged;
    sink.summary.unchanged += writer.known_file(entry.path)->articles;
  };
  try {
    walk_paths(paths, options, sink, on_file);
    queue.finish();
  } catch (const Stopped&) {
    sink.summary.safe_articles = writer.suspend();
    sink.summary.stopped_by = stop_signal() == SIGINT ? "SIGINT" : "SIGTERM";
    sink.summary.seconds = watch.seconds();
    return sink.summary;
  }
  if (options.prune) {
    const auto on_empty = [&](std::string_view folder) { sink.all_gone(folder); };
    for (const std::string& path : gone_files(writer.known_files(), paths, on_empty)) {
      sink.summary.withdrawn += writer.forget_file(path);
      ++sink.summary.files_gone;
    }
  }
  quarantine.save();  // first: once a file is in the manifest, nobody would refuse its records again
  writer.publish();
  try {
    build::merge_generations(options.archive, build::MergeWhich::alike);
  } catch (const Error& error) {
    // The run is complete; merging is tried again after the next one.
    log << "the generations stay as they are: " << one_line(sanitise(error.what())) << '\n';
  }
  sink.summary.seconds = watch.seconds();
  return sink.summary;
}

std::size_t compact_archive(const std::string& archive) {
  static_cast<void>(live_generations(archive));  // or the lock would make a folder
  const ArchiveLock lock(archive);
  require_readable(read_facts(open_for_reading(archive)), archive);
  return build::merge_generations(archive, build::MergeWhich::all);
}

Summary dump_paths(const IndexerOptions& options, std::ostream& out, std::ostream& log) {
  const Stopwatch watch;
  DumpSink sink(options, out, log);
  ReaderProcess reader(options.ingest);
  ReadQueue queue(reader, sink,
                  [&](const sources::FileEntry& entry) { static_cast<void>(read_file(entry, reader, sink)); });
  walk_paths(present_paths(options, sink), options, sink, [&](const sources::FileEntry& entry) { queue.add(entry); });
  queue.finish();
  sink.summary.newly_refused = sink.summary.refused;
  sink.summary.quarantined = false;
  sink.summary.seconds = watch.seconds();
  return sink.summary;
}

}  // namespace news
