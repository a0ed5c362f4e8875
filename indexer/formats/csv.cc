// Rows -> articles.
#include "indexer/formats/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/error.h"
#include "common/text.h"
#include "indexer/formats/csv_rows.h"
#include "indexer/formats/input.h"
#include "indexer/formats/json_fields.h"
#include "indexer/formats/json_values.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/whole_member.h"
#include "indexer/sources/charset.h"
#include "indexer/sources/memory_stream.h"

namespace news::formats {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 10;

/// Names of columns that data sets use and that would mean something else in JSON.
struct ColumnName {
  std::string_view name;
  Field field;
};
constexpr auto kColumnNames = std::to_array<ColumnName>({{"article", Field::body}, {"highlights", Field::deck}});

/// The field that a column is for, and how good a name for it that is: 0 is best.
struct Column {
  Field field;
  std::string key;  // folded
  std::size_t rank = 0;
};

std::optional<Column> column_named(std::string_view name) {
  const std::string key = folded_key(one_line(name));
  for (const FieldKeys& row : field_keys()) {
    std::string_view keys = row.keys;
    for (std::size_t rank = 0; !keys.empty(); ++rank) {
      const std::size_t end = std::min(keys.find(' '), keys.size());
      if (keys.substr(0, end) == key) return Column{row.field, key, rank};
      keys.remove_prefix(std::min(end + 1, keys.size()));
    }
  }
  for (const ColumnName& each : kColumnNames) {
    if (each.name == key) return Column{each.field, key, kColumnNames.size()};
  }
  return std::nullopt;
}

/// What the beginning of a file tells.
struct Layout {
  CsvDialect dialect;
  std::vector<std::string> header;
  std::size_t known = 0;   // columns that are fields
  bool has_text = false;   // a headline or a text is among them
  bool same_width = true;  // the first rows have as many cells as the header
};

/// `sep=;` on a line of its own.
std::optional<char> stated_delimiter(std::string_view head) {
  if (!ascii_lower(head.substr(0, 4)).starts_with("sep=") || head.size() < 6) return std::nullopt;
  return head[5] == '\n' || head[5] == '\r' ? std::optional(head[4]) : std::nullopt;
}

Layout layout_with(std::string_view head, CsvDialect dialect) {
  Layout layout{dialect, {}, 0, false, true};
  sources::MemoryStream bytes(head);
  CsvRows rows(bytes, head.size() + 1, dialect);
  constexpr int kLookedAt = 5;
  int row_number = 0;
  std::uint64_t end = 0;
  while (const auto row = rows.next()) {
    end += row->length;
    if (trim(row->raw).empty()) continue;
    const std::vector<std::string> cells = csv_cells(row->raw, dialect);
    if (row_number == 0) {
      layout.header = cells;
    } else if (end < head.size()) {  // the last one may be cut off
      layout.same_width = layout.same_width && cells.size() == layout.header.size();
    }
    if (++row_number > kLookedAt) break;
  }
  for (const std::string& name : layout.header) {
    const auto column = column_named(name);
    if (!column) continue;
    ++layout.known;
    layout.has_text = layout.has_text || column->field == Field::title || column->field == Field::body;
  }
  return layout;
}

/// The layout with the delimiter that finds most columns.
Layout layout_of(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  CsvDialect dialect;
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos) dialect.line_end = '\r';
  dialect.backslash_escapes =
      head.find("\\\"") != std::string_view::npos && head.find("\"\"") == std::string_view::npos;
  if (const auto delimiter = stated_delimiter(head)) {
    dialect.delimiter = *delimiter;
    return layout_with(head.substr(head.find('\n') + 1), dialect);
  }
  Layout best;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    dialect.delimiter = delimiter;
    Layout layout = layout_with(head, dialect);
    const bool better =
        layout.known > best.known || (layout.known == best.known && layout.header.size() > best.header.size());
    if (better) best = std::move(layout);
  }
  return best;
}

/// Gives the first bytes to look at.
class SampledStream : public sources::ByteStream {
 public:
  explicit SampledStream(sources::ByteStream& bytes) : bytes_(bytes) {
    while (head_.size() < kSampleBytes) {
      std::array<char, 8192> part;
      std::size_t got = 0;
      try {
        got = bytes_.read(part);
      } catch (const Error&) {
        failure_ = std::current_exception();
      }
      if (got == 0) break;
      head_.append(part.data(), got);
    }
  }
  [[nodiscard]] std::string_view head() const { return head_; }
  std::size_t read(std::span<char> buffer) override {
    if (given_ < head_.size()) {
      const std::size_t count = head_.copy(buffer.data(), buffer.size(), given_);
      given_ += count;
      return count;
    }
    if (failure_) std::rethrow_exception(failure_);
    return bytes_.read(buffer);
  }

 private:
  sources::ByteStream& bytes_;
  std::string head_;
  std::size_t given_ = 0;
  std::exception_ptr failure_;
};

/// `['a', 'b']`, as Python prints lists, as a list; anything else as text.
Json value_of(std::string cell) {
  const std::string_view text = trim(cell);
  if (text.size() > 2 && text.starts_with('[') && text.ends_with(']')) {
    std::string json(text);
    std::replace(json.begin(), json.end(), '\'', '"');
    Json list = Json::parse(json, nullptr, false);
    if (list.is_array()) return list;
  }
  return Json(std::move(cell));
}

bool is_empty_cell(std::string_view cell) {
  cell = trim(cell);
  return cell.empty() || iequals_ascii(cell, "nan") || iequals_ascii(cell, "null") || cell == "None" || cell == "\\N" ||
         cell == "[]";
}

class CsvReader : public ArticleReader {
 public:
  explicit CsvReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        input_(member.bytes, member.options.max_record_bytes, member.reporter),
        sampled_(input_.bytes()),
        layout_(layout_of(sampled_.head())),
        rows_(sampled_, member.options.max_record_bytes, layout_.dialect) {
    choose_columns();
  }

  std::optional<Article> next() override {
    while (const auto row = rows_.next()) {
      const RawRecord raw = input_.raw_of(row->offset, row->raw, row->length);
      if (trim(row->raw).empty() || !header_passed_) {
        pass_header(row->raw);
        continue;
      }
      const RecordPlace place{++records_, raw.offset, raw.length};
      if (!row->fault.empty()) {
        reporter_.refused(place, row->fault, raw.bytes);
      } else if (auto article = read(row->raw, place, raw.bytes)) {
        return article;
      }
    }
    return std::nullopt;
  }

 private:
  void pass_header(std::string_view row) {
    const bool separator = !trim(row).empty() && stated_delimiter(row).has_value() && !separator_passed_;
    if (separator) {
      separator_passed_ = true;
    } else if (!trim(row).empty()) {
      header_passed_ = true;
    }
  }

  /// For each field its columns, best first; what the person says wins.
  void choose_columns() {
    for (std::size_t i = 0; i < layout_.header.size(); ++i) {
      if (const auto column = column_named(layout_.header[i])) columns_[column->field].push_back({i, *column});
    }
    for (auto& [field, list] : columns_) {
      std::stable_sort(list.begin(), list.end(),
                       [](const auto& a, const auto& b) { return a.second.rank < b.second.rank; });
    }
    for (const auto& [name, wanted] : options_.field_keys) {
      const std::optional<Field> field = field_named(name);
      if (!field) continue;
      columns_[*field].clear();
      for (std::size_t i = 0; i < layout_.header.size(); ++i) {
        const bool same = one_line(layout_.header[i]) == wanted || folded_key(layout_.header[i]) == folded_key(wanted);
        if (same) columns_[*field].push_back({i, {*field, folded_key(wanted)}});
      }
    }
  }

  std::optional<Article> read(std::string_view row, const RecordPlace& place, std::string_view raw) {
    std::string decoded;
    if (!input_.is_decoded() && first_invalid_utf8(row) != std::string_view::npos) {
      sources::DecodedText text = sources::to_utf8(row, charset_);
      if (text.guessed) charset_ = text.charset;
      if (text.invalid > 0) reporter_.noted(place, "invalid bytes replaced", text.charset);
      decoded = std::move(text.utf8);
      row = decoded;
    }
    std::vector<std::string> cells = csv_cells(row, layout_.dialect);
    const std::size_t width = layout_.header.size();
    const bool extra =
        cells.size() > width && !std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(width), cells.end(),
                                             [](const std::string& cell) { return trim(cell).empty(); });
    if (extra) {
      reporter_.refused(place, fmt::format("row of {} cells, the header has {}", cells.size(), width), raw);
      return std::nullopt;
    }
    if (cells.size() < width)
      reporter_.noted(place, "row with too few cells", fmt::format("{} of {}", cells.size(), width));

    JsonDraft draft;
    draft.order = options_.date_order;
    bool any = false;
    for (const auto& [field, list] : columns_) {
      for (const auto& [index, column] : list) {
        if (index >= cells.size() || is_empty_cell(cells[index])) continue;
        any = true;
        if (set_field(draft, field, column.key, value_of(std::move(cells[index])))) break;
      }
    }
    Article& article = draft.article;
    if (trim(article.title).empty() && article.paragraphs.empty()) {
      if (any) {
        reporter_.refused(place, "no headline and no text", raw);
      } else {
        reporter_.skipped(place, "empty");
      }
      return std::nullopt;
    }
    for (const JsonNote& note : draft.notes) reporter_.noted(place, note.kind, note.detail);
    fill_from_opening(article, options_.date_order);
    article.format = kCsvFormat.name;
    article.provenances = {record_at(place.offset, raw)};
    return std::move(article);
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  WholeOrStreamed input_;
  SampledStream sampled_;
  Layout layout_;
  CsvRows rows_;
  std::map<Field, std::vector<std::pair<std::size_t, Column>>> columns_;
  std::uint64_t records_ = 0;
  bool header_passed_ = false;
  bool separator_passed_ = false;
  std::string charset_;
};

Confidence sniff(const Sample& sample) {
  std::string utf8;
  std::string_view head = sample.head;
  if (sources::wide_charset(head)) {
    utf8 = sources::to_utf8(head).utf8;
    head = utf8;
  }
  const std::string_view start = trim(head.substr(0, 256));
  if (start.empty() || std::string_view("<{[#%").find(start.front()) != std::string_view::npos) return Confidence::no;
  if (head.find('\0') != std::string_view::npos) return Confidence::no;
  const Layout layout = layout_of(head);
  if (!layout.has_text || layout.header.size() < 2) return Confidence::no;
  const std::string name = ascii_lower(sample.name);
  if (name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".tab")) return Confidence::certain;
  // A header is nothing but short names.
  const bool names = std::all_of(layout.header.begin(), layout.header.end(), [](const std::string& cell) {
    return !trim(cell).empty() && cell.size() < 40 && cell.find('\n') == std::string::npos;
  });
  return names && layout.known >= 2 && layout.known * 2 >= layout.header.size() && layout.same_width
             ? Confidence::likely
             : Confidence::no;
}

}  // namespace

const Format kCsvFormat = {
    .name = "csv",
    .standard = "CSV (RFC 4180) and TSV with a header",
    .extensions = "csv tsv tab",
    .sniffed_by = "a header with columns of an article, such as title and text",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<CsvReader>(member); },
};

}  // namespace news::formats
