#include "indexer/formats/csv_rows.h"

#include <algorithm>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kFirstRead = std::size_t{16} << 10;
constexpr std::size_t kNone = std::string_view::npos;

/// Behind the quote that closes the cell whose first byte inside its quotes is at `at`; npos where none does.
std::size_t behind_quoted(std::string_view text, std::size_t at, const CsvDialect& dialect) {
  while (true) {
    at = dialect.backslash_escapes ? text.find_first_of("\"\\", at) : text.find('"', at);
    if (at == kNone) return kNone;
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    if (at + 1 < text.size() && text[at + 1] == '"') {
      at += 2;
      continue;
    }
    return at + 1;
  }
}

/// Where the cell that begins at `at` has its opening quote; npos where it has none.
std::size_t opening_quote(std::string_view text, std::size_t at, const CsvDialect& dialect) {
  while (at < text.size() && text[at] == ' ' && dialect.delimiter != ' ') ++at;
  return at < text.size() && text[at] == '"' ? at : kNone;
}

enum class Ending { found, more, open_quote };

/// Where the row that the text begins with ends, behind its line end.
struct RowEnd {
  Ending ending;
  std::size_t end = 0;
};

RowEnd row_end(std::string_view text, const CsvDialect& dialect) {
  const char ends[] = {dialect.delimiter, dialect.line_end, '\0'};
  std::size_t at = 0;
  while (true) {
    const std::size_t quote = opening_quote(text, at, dialect);
    if (quote != kNone) {
      at = behind_quoted(text, quote + 1, dialect);
      if (at == kNone) return {Ending::open_quote};
    }
    at = text.find_first_of(ends, at);
    if (at == kNone) return {Ending::more};
    if (text[at] == dialect.line_end) return {Ending::found, at + 1};
    ++at;
  }
}

}  // namespace

std::vector<std::string> csv_cells(std::string_view row, const CsvDialect& dialect) {
  if (row.ends_with(dialect.line_end)) row.remove_suffix(1);
  if (dialect.line_end == '\n' && row.ends_with('\r')) row.remove_suffix(1);
  std::vector<std::string> cells;
  std::size_t at = 0;
  while (true) {
    std::string cell;
    const std::size_t quote = opening_quote(row, at, dialect);
    if (quote != kNone) {
      const std::size_t behind = std::min(behind_quoted(row, quote + 1, dialect), row.size());
      const bool closed = behind > quote + 1 && row[behind - 1] == '"';
      const std::string_view inside = row.substr(quote + 1, behind - quote - (closed ? 2 : 1));
      for (std::size_t i = 0; i < inside.size(); ++i) {
        const bool doubled = inside[i] == '"' && i + 1 < inside.size() && inside[i + 1] == '"';
        const bool escaped = dialect.backslash_escapes && inside[i] == '\\' && i + 1 < inside.size();
        if (doubled || escaped) ++i;
        cell += inside[i];
      }
      at = behind;
    }
    const std::size_t end = std::min(row.find(dialect.delimiter, at), row.size());
    const std::string_view rest = row.substr(at, end - at);
    cell += quote != kNone ? trim(rest) : rest;  // `"a" b` keeps what stands behind the quote
    cells.push_back(std::move(cell));
    if (end == row.size()) return cells;
    at = end + 1;
  }
}

bool CsvRows::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  // As much again as is held: the row is looked through from its beginning each time.
  return supply_.append_to(buffer_, std::max(kFirstRead, buffer_.size()));
}

CsvRow CsvRows::finish(std::size_t end, std::string_view fault) {
  CsvRow row{std::string_view(buffer_).substr(begin_, end), offset_, end, fault};
  begin_ += end;
  offset_ += end;
  return row;
}

std::optional<CsvRow> CsvRows::next() {
  while (true) {
    const std::string_view held = std::string_view(buffer_).substr(begin_);
    const RowEnd row = held.empty() ? RowEnd{Ending::more} : row_end(held, dialect_);
    const bool too_large = held.size() > max_row_bytes_ && (row.ending != Ending::found || row.end > max_row_bytes_);
    if (row.ending == Ending::found && !too_large) return finish(row.end, {});
    if (!too_large && refill()) continue;
    if (!too_large) supply_.rethrow_damage();
    if (held.empty()) return std::nullopt;
    if (row.ending != Ending::open_quote && !too_large) return finish(held.size(), {});
    const std::size_t line =
        std::min(std::string_view(buffer_).substr(begin_).find(dialect_.line_end), buffer_.size() - begin_ - 1);
    return finish(line + 1, row.ending == Ending::open_quote ? "a quote is not closed" : "larger than the limit");
  }
}

}  // namespace news::formats
