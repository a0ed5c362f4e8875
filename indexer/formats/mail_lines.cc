// Separators of mailboxes, names of header fields.
#include "indexer/formats/mail_lines.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/date_text.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestEnvelope = 400;  // bytes
constexpr std::size_t kLongestName = 60;       // of a field; bytes
constexpr auto kWeekdays = std::to_array<std::string_view>({"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"});
constexpr auto kShared = std::to_array<std::string_view>(
    {"from", "date", "subject", "to", "cc", "keywords", "organization", "summary", "sender", "distribution"});
constexpr auto kMailOnly = std::to_array<std::string_view>({"archived-at",
                                                            "approved",
                                                            "article-i.d.",
                                                            "content-language",
                                                            "content-transfer-encoding",
                                                            "content-type",
                                                            "delivered-to",
                                                            "dkim-signature",
                                                            "followup-to",
                                                            "in-reply-to",
                                                            "lines",
                                                            "list-archive",
                                                            "list-id",
                                                            "list-post",
                                                            "list-unsubscribe",
                                                            "message-id",
                                                            "mime-version",
                                                            "newsgroups",
                                                            "nntp-posting-date",
                                                            "nntp-posting-host",
                                                            "path",
                                                            "posting-version",
                                                            "precedence",
                                                            "received",
                                                            "references",
                                                            "relay-version",
                                                            "reply-to",
                                                            "return-path",
                                                            "snapshot-content-location",
                                                            "status",
                                                            "xref"});

template <typename Table>
bool holds(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

bool is_blank_line(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Where `Fri Mar 29 13:14:05 2024` begins, which the separator ends with; npos where it does not.
std::size_t date_begin(std::string_view text) {
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (holds(kWeekdays, rest.substr(0, 3)) && (rest.substr(3, 1) == " " || rest.substr(3, 2) == ", ")) return at + 1;
  }
  return std::string_view::npos;
}

/// `Fri Mar 29 13:14:05 MET 2024` without the zone, which only some dates have before the year.
std::string without_zone(std::string_view date) {
  const std::size_t clock = date.find(':');
  const std::size_t zone = clock == std::string_view::npos ? clock : date.find(' ', clock);
  const std::size_t year = zone == std::string_view::npos ? zone : date.find(' ', zone + 1);
  if (year == std::string_view::npos) return {};
  const std::string rest = std::string(date.substr(0, zone)) + std::string(date.substr(year));
  return read_date(rest, DateOrder::automatic) ? rest : std::string();
}

std::string_view line_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return text.substr(at, end == std::string_view::npos ? end : end + 1 - at);
}

/// Whether the next line that is no continuation is a field that mail has: then the header goes on.
bool goes_on(std::string_view message, std::size_t at) {
  const std::string_view line = line_at(message, at);
  const std::string_view name = field_name(line);
  return !name.empty() && field_kind(name) != FieldKind::unknown;
}

}  // namespace

std::string envelope_date(std::string_view line) {
  line = without_end(line);
  if (!line.starts_with("From ") || line.size() > kLongestEnvelope) return {};
  const std::size_t begin = date_begin(line);
  if (begin == std::string_view::npos) return {};
  std::string_view date = line.substr(begin);
  date = trim(date.substr(0, date.find(" remote from ")));
  return read_date(date, DateOrder::automatic) ? std::string(date) : without_zone(date);
}

Envelope envelope_of(std::string_view line) {
  const std::string date = envelope_date(line);
  if (date.empty()) return Envelope::no;
  const std::string_view sender = trim(line.substr(5, date_begin(line) - 5));
  const bool one_word = !sender.empty() && sender.find_first_of(" \t") == std::string_view::npos;
  return one_word && date.find(':') != std::string_view::npos ? Envelope::strict : Envelope::loose;
}

std::string_view field_name(std::string_view line) {
  const std::size_t colon = line.substr(0, kLongestName + 2).find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  std::string_view name = line.substr(0, colon);
  // RFC 5322, section 4.5: blanks before the colon are obsolete, but allowed.
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
  const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return printable ? name : std::string_view();
}

FieldKind field_kind(std::string_view name) {
  const std::string lower = ascii_lower(name);
  if (holds(kMailOnly, lower) || lower.starts_with("x-")) return FieldKind::mail_only;
  return holds(kShared, lower) ? FieldKind::shared : FieldKind::unknown;
}

HeaderEnd header_end(std::string_view message) {
  HeaderEnd end;
  std::size_t at = 0;
  while (at < message.size()) {
    const std::string_view line = line_at(message, at);
    const bool continued = line[0] == ' ' || line[0] == '\t';
    if (is_blank_line(line) && (!continued || end.fields == 0 || !goes_on(message, at + line.size()))) {
      end.closed = true;
      end.body = at + line.size();
      return end;
    }
    const bool field = !field_name(line).empty();
    if (!field && !(continued && end.fields > 0) && !goes_on(message, at + line.size())) break;
    if (field) ++end.fields;
    at += line.size();
    end.header = at;
  }
  end.body = at;
  return end;
}

}  // namespace news::formats
