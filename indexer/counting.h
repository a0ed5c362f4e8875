// Counts what comes out of reading, and tells the log what a person should know of it.
#pragma once

#include <string>
#include <string_view>

#include "indexer/ingest.h"
#include "indexer/log.h"
#include "indexer/progress.h"
#include "indexer/summary.h"

namespace news {

/// Where an event happened, for people: file, member, record and byte. Not made safe for a terminal.
[[nodiscard]] std::string place_text(const ReadEvent& where);

/// What every run counts, whatever becomes of the articles. The log and the progress must outlive it.
class Counting : public IngestSink {
 public:
  Counting(Log& log, Progress& progress) : log_(log), progress_(progress) {}

  void article(Article article) override;
  void skipped(const ReadEvent& where, std::string_view reason) override;
  void canceled(const ReadEvent& where, Article item) override;
  void unknown_kind(const ReadEvent& where) override;
  void noted(const ReadEvent& where, std::string_view kind, std::string_view detail) override;
  void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) override;

  /// A path that was named and is not there.
  void missing(std::string_view path);
  /// A folder in which nothing is left of what it held, or that can't be looked into, for this reason.
  void spared(std::string_view path, std::string_view reason);
  /// A folder, or a symbolic link, is looked into.
  virtual void passed(std::string_view /*path*/) {}
  /// A file or folder that can't be read at all.
  virtual void unreadable(std::string_view path, std::string_view reason);

  /// One more file was read or passed over, and `summary` knows it.
  void file_done();

  Summary summary;

 protected:
  /// Articles that were read: now, or by an interrupted run.
  void count_articles(std::uint64_t number);

 private:
  void tell(const ReadEvent& where, std::string_view what);

  Log& log_;
  Progress& progress_;
};

}  // namespace news
