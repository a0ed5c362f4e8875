// From a file to complete articles: containers opened, format sniffed, records read, what they do not state filled in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/digest.h"
#include "common/report.h"
#include "indexer/formats/reader.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/containers.h"

namespace news {

/// What the person running the indexer said about the input.
struct IngestOptions {
  formats::ReadOptions read;
  const formats::Format* format = nullptr;  ///< `--format`; null: sniffed for each member
  std::string language;                     ///< for articles that state none; empty: detected
  std::string source;                       ///< for articles that state none
  std::string section;                      ///< for articles that state none
  sources::Limits limits;
  std::uint64_t members_to_pass = 0;  ///< the first members of a file are not read: they were before
};

/// Where something happened while reading. Views live during the call only.
struct ReadEvent {
  std::string_view path;    ///< outermost file
  std::string_view member;  ///< empty for a plain file
  std::string_view format;  ///< name of the reader, empty where there was none yet
  RecordPlace place;
};

/// Receives all that comes out of a file.
class IngestSink {
 public:
  virtual ~IngestSink() = default;

  /// A member begins to be looked at, and again when its format is known. Its number in the file, from 1, is the
  /// place's record.
  virtual void member(const ReadEvent& /*where*/) {}
  /// A complete, normalised article with its id and provenance.
  virtual void article(Article article) = 0;
  /// A record, member or file that should have given an article and could not.
  virtual void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) = 0;
  /// Rightly no article.
  virtual void skipped(const ReadEvent& where, std::string_view reason) = 0;
  /// The articles with this source and id are taken back, but for those that are later than `item`, which has its place
  /// and its identity and need have nothing else.
  virtual void canceled(const ReadEvent& where, Article item) = 0;
  /// A member of a format that we don't know.
  virtual void unknown_kind(const ReadEvent& where) = 0;
  /// Something was assumed or repaired.
  virtual void noted(const ReadEvent& where, std::string_view kind, std::string_view detail) = 0;
  /// Now and then while bytes give nothing, or don't come. What this throws ends the reading, as in the others.
  virtual void waiting() {}
};

/// What became of a whole file.
struct FileOutcome {
  Digest digest;                 ///< of the file's bytes
  std::uint64_t bytes = 0;       ///< of the file as it lies on disk
  std::uint64_t text_bytes = 0;  ///< decompressed
  std::uint64_t members = 0;
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;
  bool whole = true;           ///< read to its end: no part of it was damaged
  bool medium_failed = false;  ///< the system could not read it: another try may give more
};

/// Reads one file. `path` is its real path, "-" for standard input (whose articles derive their ids from their
/// content). Damage is reported to the sink and in the outcome, never thrown; what the sink throws passes through.
FileOutcome ingest(const std::string& path, sources::ByteStream& bytes, const IngestOptions& options, IngestSink& sink);

}  // namespace news
