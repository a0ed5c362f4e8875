// Hits as CSV, for spreadsheets and programs (RFC 4180, docs/output.md).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/render/columns.h"
#include "searcher/render/result_writer.h"

namespace news::render {

/// Name of the column that stands first where results are of several queries.
inline constexpr std::string_view kQueryIdColumn = "query_id";

/// The line with the names of the columns.
void write_csv_header(const std::vector<std::string_view>& names, std::ostream& out);

/// A text as a cell. Quoted where RFC 4180 wants it. Articles come from anywhere, and spreadsheets run cells that begin
/// with = + - or @ as formulas: such a text gets an apostrophe before it. One that has apostrophes before such a sign
/// gets one more, so that a program gets the text by taking one away.
[[nodiscard]] std::string csv_cell(std::string_view text, Column::Holds holds);

/// Writes a line for each hit.
class CsvWriter : public ResultWriter {
 public:
  /// `query_id`: what stands in kQueryIdColumn. `out` must outlive the writer.
  CsvWriter(std::vector<const Column*> columns, std::optional<std::string> query_id, std::ostream& out);

  void hit(const match::Hit& hit) override;
  void end(const match::Total&, double, std::string_view) override {}

 private:
  std::vector<const Column*> columns_;
  std::string first_cell_;  // with the comma behind it
  std::ostream& out_;
};

}  // namespace news::render
