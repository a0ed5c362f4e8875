// The small interface behind which every format stands, and what a reader is given.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/report.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// Which number of 03/04/2024 is the month, where nothing in the file tells.
enum class DateOrder { automatic, day_first, month_first };

/// What the person running the indexer said about the input.
struct ReadOptions {
  DateOrder date_order = DateOrder::automatic;
  /// JSON Lines: our field name -> dotted key path in the input (`--map body=content.text`).
  std::map<std::string, std::string> field_keys;
  /// A single record larger than this is refused, not read into memory. Bytes.
  std::uint64_t max_record_bytes = std::uint64_t{64} << 20;
};

/// Everything a reader may look at. The references outlive the reader.
struct Member {
  sources::ByteStream& bytes;
  std::string_view name;  ///< file or member name, for hints such as its extension; never opened
  const ReadOptions& options;
  Reporter& reporter;
};

/// Pulls articles out of one member, so that memory stays bounded whatever its size.
///
///   auto reader = format.open(member);
///   while (auto article = reader->next()) sink(std::move(*article));
class ArticleReader {
 public:
  virtual ~ArticleReader() = default;

  /// The next article, or nullopt at the end. A malformed record goes to the reporter and is passed over (in a loop,
  /// never by recursion). The article states what the record states and nothing else: ids are not derived, defaults
  /// not filled in, text not yet normalised; `provenances` holds one entry whose offset, length and record digest are
  /// set, path and member are not.
  /// Throws Error(Code::source_unreadable) where the rest of the member can't be read.
  virtual std::optional<Article> next() = 0;
};

/// How sure a format is that bytes are its own.
enum class Confidence { no, possible, likely, certain };

/// What sniffing looks at: the member's first bytes (up to 64 KiB, undecoded) and its name.
struct Sample {
  std::string_view head;
  std::string_view name;
};

/// One row of the formats table.
struct Format {
  std::string_view name;        ///< for --format, in output, lower case
  std::string_view standard;    ///< what it implements, for --list-formats
  std::string_view extensions;  ///< "json jsonl", for --list-formats
  std::string_view sniffed_by;  ///< one line for --list-formats
  Confidence (*sniff)(const Sample& sample);
  std::unique_ptr<ArticleReader> (*open)(const Member& member);
};

}  // namespace news::formats
