#include "searcher/render/csv.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "common/text.h"

namespace news::render {
namespace {

/// RFC 4180, section 2.1.
constexpr std::string_view kLineEnd = "\r\n";

bool is_formula(std::string_view text) {
  const std::size_t sign = text.find_first_not_of('\'');
  // A sign that stands alone is a text to spreadsheets, too: `-` is the path of standard input.
  if (sign == std::string_view::npos || sign + 1 == text.size()) return false;
  constexpr std::string_view kSigns = "=+-@";
  // Full-width = + - @, which some spreadsheets take for the others.
  constexpr std::string_view kWideSigns[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return kSigns.find(text[sign]) != std::string_view::npos ||
         std::any_of(std::begin(kWideSigns), std::end(kWideSigns),
                     [&](std::string_view wide) { return text.substr(sign).starts_with(wide); });
}

}  // namespace

void write_csv_header(const std::vector<std::string_view>& names, std::ostream& out) {
  for (std::size_t i = 0; i < names.size(); ++i) out << (i == 0 ? "" : ",") << names[i];
  out << kLineEnd;
}

std::string csv_cell(std::string_view text, Column::Holds holds) {
  std::string cell(holds == Column::Holds::text && is_formula(text) ? "'" : "");
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos && trim(cell) == cell) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

CsvWriter::CsvWriter(std::vector<const Column*> columns, std::optional<std::string> query_id, std::ostream& out)
    : columns_(std::move(columns)), out_(out) {
  if (query_id) first_cell_ = csv_cell(*query_id, Column::Holds::text) + ",";
}

void CsvWriter::hit(const match::Hit& hit) {
  out_ << first_cell_;
  bool first = true;
  for (const Column* column : columns_) {
    if (!std::exchange(first, false)) out_ << ',';
    // What an article holds is clean, but paths are what the file system holds.
    out_ << csv_cell(scrub_utf8(column->cell(hit)), column->holds);
  }
  out_ << kLineEnd;
}

}  // namespace news::render
