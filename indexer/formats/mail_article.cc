// Which header field states what.
#include "indexer/formats/mail_article.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "common/text.h"
#include "indexer/formats/mail_body.h"
#include "indexer/formats/mail_fields.h"
#include "indexer/formats/mail_guard.h"
#include "indexer/formats/opening_fields.h"

namespace news::formats {
namespace {

using Outcome = MailReading::Outcome;

constexpr int kThreeDigitYears = 1900;  // programs of before 2000 that count years from 1900 wrote 100 for 2000

std::string without_comments(std::string_view value) {
  std::string rest;
  unsigned depth = 0;
  for (const char c : value) {
    if (c == '(') ++depth;
    if (depth == 0) rest += c;
    if (c == ')' && depth > 0) --depth;
  }
  return one_line(rest);
}

/// `Sat, 1 Jan 100 10:00:00 GMT` with the year that was meant; empty where there is no such year.
std::string with_year_mended(std::string_view date) {
  for (std::size_t begin = 0; begin < date.size();) {
    const std::size_t end = std::min(date.find(' ', begin), date.size());
    const std::string_view word = date.substr(begin, end - begin);
    int year = 0;
    const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), year);
    if (word.size() == 3 && error == std::errc() && rest == word.data() + word.size() && year >= 100 && year < 200) {
      return std::string(date.substr(0, begin)) + std::to_string(kThreeDigitYears + year) +
             std::string(date.substr(end));
    }
    begin = end + 1;
  }
  return {};
}

/// What read_date does not understand, GMime may: it looks for a date among the words.
std::optional<StatedTime> searched_date(const std::string& value) {
  GDateTime* found = g_mime_utils_header_decode_date(value.c_str());
  if (found == nullptr) return std::nullopt;
  StatedTime time;
  time.year = g_date_time_get_year(found);
  time.month = g_date_time_get_month(found);
  time.day = g_date_time_get_day_of_month(found);
  time.hour = g_date_time_get_hour(found);
  time.minute = g_date_time_get_minute(found);
  time.second = g_date_time_get_second(found);
  time.precision = Precision::second;
  time.offset_minutes = static_cast<int>(g_date_time_get_utc_offset(found) / G_USEC_PER_SEC / 60);
  g_date_time_unref(found);
  return is_valid(time) ? std::optional(time) : std::nullopt;
}

std::optional<StatedTime> read_mail_date(const std::string& value, const StatedDates& dates) {
  const std::string date = without_comments(value);
  if (date.empty()) return std::nullopt;
  if (const auto time = dates.read_day(date)) return time;
  const std::string mended = with_year_mended(date);
  auto time = mended.empty() ? searched_date(date) : dates.read_day(mended);
  if (time) {
    dates.note("date mended", "'" + value + "' read as " + to_iso(*time));
  } else {
    dates.note("date not understood", "'" + value + "'");
  }
  return time;
}

std::optional<StatedTime> published(const MailFields& fields, std::string_view envelope_date,
                                    const StatedDates& dates) {
  for (const char* name : {"Date", "NNTP-Posting-Date", "Original-Date", "X-Original-Date"}) {
    if (const auto time = read_mail_date(fields.raw(name), dates)) return time;
  }
  if (envelope_date.empty()) return std::nullopt;
  const auto time = dates.read_day(envelope_date);
  if (time) dates.note("date of the mailbox's separator taken", envelope_date);
  return time;
}

/// `Harbour News <news.lists.example.org>` (RFC 2919): the words, else the identifier.
std::string list_name(const MailFields& fields) {
  const std::string value = fields.text("List-Id");
  std::string_view words = std::string_view(value).substr(0, value.find('<'));
  words = trim(words);
  if (words.size() > 1 && words.front() == '"' && words.back() == '"') words = words.substr(1, words.size() - 2);
  return trim(words).empty() ? fields.unbracketed("List-Id") : std::string(trim(words));
}

/// Lists that write in a member's place: `Jane Roe via Harbour News`.
std::string without_list(std::string name) {
  const std::size_t via = name.find(" via ");
  if (via != std::string::npos && via > 0) name.resize(via);
  if (name.size() > 2 && name.front() == '\'' && name.back() == '\'') name = name.substr(1, name.size() - 2);
  return name;
}

std::string own_address(const MailFields& fields) {
  for (const char* name :
       {"Archived-At", "X-Original-URL", "Snapshot-Content-Location", "Content-Location", "Content-Base", "X-URL"}) {
    std::string value = fields.unbracketed(name);
    if (value.starts_with("http://") || value.starts_with("https://")) return value;
  }
  return {};
}

void read_header(const MailFields& fields, Article& article) {
  article.id = fields.unbracketed("Message-ID");
  article.title = fields.text("Subject");
  const bool list = !fields.raw("List-Id").empty() || !fields.raw("List-Post").empty();
  for (std::string& name : fields.names("From")) {
    if (name == "Saved by Blink" || name == "Saved by WebKit") continue;  // browsers, of pages that they keep
    article.bylines.push_back(list ? without_list(std::move(name)) : std::move(name));
  }
  const std::vector<std::string> groups = fields.list("Newsgroups");
  article.source = list_name(fields);
  if (article.source.empty() && !groups.empty()) article.source = groups.front();
  if (article.source.empty()) article.source = fields.text("Organization");
  article.topics = fields.list("Keywords");
  article.topics.insert(article.topics.end(), groups.begin(), groups.end());
  article.deck = fields.text("Summary");
  const std::vector<std::string> languages = fields.list("Content-Language");
  if (languages.size() == 1) article.language = languages.front();
  article.url = own_address(fields);
}

/// Messages that mail programs keep for themselves, and those that somebody deleted but did not yet expunge.
std::string_view reason_to_skip(const MailFields& fields, const Article& article) {
  if (article.title.find("FOLDER INTERNAL DATA") != std::string::npos || !fields.raw("X-IMAP").empty() ||
      !fields.raw("X-IMAPbase").empty()) {
    if (fields.names("From").empty() || article.title.find("INTERNAL DATA") != std::string::npos) {
      return "data of a mail program";
    }
  }
  if (fields.raw("X-Status").find('D') != std::string::npos) return "deleted message";
  const std::string flags = fields.raw("X-Mozilla-Status");
  constexpr unsigned kExpunged = 0x0008;
  unsigned bits = 0;
  std::from_chars(flags.data(), flags.data() + flags.size(), bits, 16);
  if ((bits & kExpunged) != 0) return "deleted message";
  return {};
}

}  // namespace

MailReading read_mail(std::string_view message, std::string_view envelope_date, const StatedDates& dates) {
  if (const std::string_view fault = fault_of_shape(message); !fault.empty()) return {Outcome::refused, {}, fault};
  MailReading reading;
  const auto parsed = parse_message(message);
  if (!parsed) return {Outcome::refused, {}, "no message for the MIME parser"};
  const MailFields fields(parsed.get(), declared_charset(parsed.get()));
  Article& article = reading.article;
  read_header(fields, article);

  // RFC 5536, section 3.2.3, and RFC 5537, section 5.3.
  const std::string control = fields.raw("Control");
  if (control.starts_with("cancel ")) {
    article.id = fields.unbracketed("Control");
    if (article.id.starts_with("cancel ")) article.id = trim(std::string_view(article.id).substr(7));
    reading.outcome = Outcome::canceled;
    article.published = published(fields, envelope_date, dates);
    return reading;
  }
  if (!control.empty()) return {Outcome::skipped, {}, "control message"};
  if (const std::string_view reason = reason_to_skip(fields, article); !reason.empty()) {
    return {Outcome::skipped, {}, reason};
  }

  article.published = published(fields, envelope_date, dates);
  article.paragraphs = mail_body(parsed.get(), dates);
  if (article.title.empty() && article.paragraphs.empty()) return {Outcome::refused, {}, "no subject and no text"};
  fill_from_opening(article, dates.order());
  return reading;
}

}  // namespace news::formats
