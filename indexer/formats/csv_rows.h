// Cuts a stream of comma separated values into rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// How the values of a file are set.
struct CsvDialect {
  char delimiter = ',';
  char line_end = '\n';            ///< '\r' in files that have no other; "\r\n" is '\n' here
  bool backslash_escapes = false;  ///< `\"` inside quotes, where a file proves it
};

/// A row as it stands.
struct CsvRow {
  std::string_view raw;      ///< with its line end; valid until next()
  std::uint64_t offset = 0;  ///< in the member
  std::uint64_t length = 0;  ///< bytes
  std::string_view fault;    ///< "a quote is not closed", "larger than the limit"; then `raw` is only its first line
};

/// The cells of a row in UTF-8, quotes removed, doubled ones single; blanks around quotes go.
[[nodiscard]] std::vector<std::string> csv_cells(std::string_view row, const CsvDialect& dialect);

/// Rows end at a line end outside quotes; a quote counts where a cell begins (RFC 4180, section 2). Where one is not
/// closed within the limit, its line is a row of its own, with the fault, and reading goes on behind that.
class CsvRows {
 public:
  CsvRows(sources::ByteStream& bytes, std::uint64_t max_row_bytes, const CsvDialect& dialect)
      : supply_(bytes), max_row_bytes_(max_row_bytes), dialect_(dialect) {}

  /// Throws Error(Code::source_unreadable) where the stream is damaged, after the rows before the damage.
  [[nodiscard]] std::optional<CsvRow> next();

 private:
  bool refill();
  [[nodiscard]] CsvRow finish(std::size_t end, std::string_view fault);

  ByteSupply supply_;
  std::uint64_t max_row_bytes_;
  CsvDialect dialect_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace news::formats
