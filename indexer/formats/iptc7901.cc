// The reader of the format "iptc7901".
#include "indexer/formats/iptc7901.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/wire_facts.h"
#include "indexer/formats/wire_split.h"
#include "indexer/formats/wire_text.h"
#include "indexer/sources/memory_stream.h"

namespace news::formats {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kLongestHeaderLine = 150;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Header {
  std::string_view source;    ///< `eca`
  std::string_view number;    ///< `0003`
  std::string_view category;  ///< `i`, `POL`
  std::string_view added;     ///< `dpa 0045`
};

/// Takes the next word off a line.
std::string_view take_word(std::string_view& line) {
  line = trim(line);
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

/// IPTC 7901, section 4: `eca0003 3 i 380  dpa 0045`.
std::optional<Header> read_header_line(std::string_view line) {
  line = trim(line);
  if (line.size() > kLongestHeaderLine) return std::nullopt;
  const std::string_view identity = take_word(line);
  const auto digits = std::find_if(identity.begin(), identity.end(), is_digit);
  const auto letters = static_cast<std::size_t>(digits - identity.begin());
  const std::string_view number = identity.substr(letters);
  const bool named = letters >= 1 && letters <= 6 && std::all_of(identity.begin(), digits, is_letter);
  if (!named || number.size() < 3 || number.size() > 5 || !std::all_of(number.begin(), number.end(), is_digit)) {
    return std::nullopt;
  }
  const std::string_view priority = take_word(line);
  if (priority.size() != 1 || priority[0] < '1' || priority[0] > '9') return std::nullopt;
  const std::string_view category = take_word(line);
  if (category.empty() || category.size() > 3 || !std::all_of(category.begin(), category.end(), is_letter)) {
    return std::nullopt;
  }
  const std::string_view words = take_word(line);
  if (words.empty() || words.size() > 5 || !std::all_of(words.begin(), words.end(), is_digit)) return std::nullopt;
  return Header{identity.substr(0, letters), number, category, trim(line)};
}

bool begins_message(std::string_view line) { return read_header_line(line).has_value(); }

/// The agency among what a header adds: `dpa 0045`, `F BELGA-0001`.
std::string agency_in(std::string_view added) {
  while (!trim(added).empty()) {
    const std::string_view word = take_word(added);
    const std::string_view name = word.substr(0, word.find_first_of("-/0123456789"));
    if (is_known_agency(name)) return std::string(name);
  }
  return {};
}

/// `Tram/Varnholt/`
bool is_keyword_line(std::string_view line) {
  constexpr std::size_t kLongest = 150;
  return line.size() <= kLongest && line.ends_with('/') && line.find("://") == std::string_view::npos;
}

/// `REFILE`, `1ST LEAD`: the state of the story.
bool is_state_line(std::string_view line) {
  constexpr std::size_t kLongest = 25;
  return line.size() <= kLongest && std::none_of(line.begin(), line.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

bool is_byline_mark(std::string_view line) { return line.ends_with('='); }

void take_keywords(std::string_view line, Article& article) {
  constexpr std::size_t kMost = 100;
  while (!line.empty() && article.topics.size() < kMost) {
    const std::size_t end = std::min(line.find('/'), line.size());
    const std::string_view word = trim(line.substr(0, end));
    if (!word.empty()) article.topics.emplace_back(word);
    line.remove_prefix(std::min(line.size(), end + 1));
  }
}

/// Everything before the text: keywords, state, headline, bylines. Gives the first line of the text.
std::size_t take_opening(const Lines& lines, Article& article) {
  constexpr std::size_t kLongestHeadline = 200;
  std::size_t at = 0;
  bool states = true;
  for (; at < lines.size(); ++at) {
    const std::string_view line = trim(lines[at]);
    if (line.empty()) {
      if (!article.title.empty()) break;
      continue;
    }
    const bool below = at + 1 < lines.size() && !trim(lines[at + 1]).empty();
    if (article.title.empty() && is_keyword_line(line)) {
      take_keywords(line, article);
    } else if ((states && below && is_state_line(line)) || (is_byline_mark(line) && take_wire_byline(line, article))) {
      continue;
    } else if (line.size() > kLongestHeadline || lines[at].starts_with("  ") || lines[at].starts_with('\t')) {
      break;
    } else {
      // The headline may take two lines; the byline or a blank line ends it.
      if (!article.title.empty()) article.title += ' ';
      article.title += without_marks(line);
      states = false;
    }
  }
  return at;
}

bool is_not_for_publication(std::string_view line) {
  const std::string lower = ascii_lower(line.substr(0, 120));
  return lower.find("not intended for publication") != std::string::npos ||
         lower.find("not for publication") != std::string::npos ||
         lower.find("nicht zur ver\u00f6ffentlichung bestimmt") != std::string::npos;
}

/// Cuts off marks of the end, what is not to be published, and the time; gives the time.
std::optional<StatedTime> take_ending(Lines& lines) {
  std::optional<StatedTime> time;
  while (!lines.empty()) {
    const std::string_view line = trim(lines.back());
    const bool mark = line.starts_with("./.") || line == "NNNN";
    if (!line.empty() && !mark) {
      if (time || line.size() > 40) break;
      time = wire_time(line);
      if (!time) break;
    }
    lines.pop_back();
  }
  const auto closed = std::find_if(lines.begin(), lines.end(), is_not_for_publication);
  lines.erase(closed, lines.end());
  return time;
}

/// `VARNHOLT 23/07 (NORTHLIGHT) = `: the place of a dateline whose day has neither name nor year.
std::string place_before_day(std::string_view paragraph) {
  constexpr std::size_t kLongest = 80;
  const std::size_t agency = paragraph.substr(0, kLongest).find(" (");
  if (agency == std::string_view::npos) return {};
  const std::size_t closed = paragraph.find(") =", agency);
  const std::string_view place = paragraph.substr(0, agency);
  const std::size_t day = place.rfind(' ');
  if (closed > kLongest || day == std::string_view::npos || !is_digit(paragraph[day + 1])) return {};
  const bool is_day = std::all_of(place.begin() + static_cast<std::ptrdiff_t>(day) + 1, place.end(),
                                  [](char c) { return is_digit(c) || c == '/' || c == '.'; });
  return is_day ? std::string(trim(place.substr(0, day))) : std::string();
}

/// Header and text, without a blank line between them: agencies put keywords and headline on either side of STX.
std::string one_text(const WireMessage& message) {
  std::string_view header = message.header;
  while (header.ends_with('\r') || header.ends_with('\n')) header.remove_suffix(1);
  return std::string(header) + '\n' + std::string(message.text);
}

class IptcReader : public ArticleReader {
 public:
  explicit IptcReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        splitter_(member.bytes, member.options.max_record_bytes, begins_message) {}

  std::optional<Article> next() override {
    while (const auto message = splitter_.next()) {
      ++records_;
      if (auto article = read(*message)) return article;
    }
    if (records_ == 0) reporter_.skipped({}, "no wire messages");
    records_ = 1;
    return std::nullopt;
  }

 private:
  std::optional<Article> read(const WireMessage& message) {
    const RecordPlace place{records_, message.offset, message.length};
    const auto refuse = [&](std::string_view reason) {
      reporter_.refused(place, reason, message.raw);
      return std::nullopt;
    };
    if (message.too_large) return refuse(fmt::format("record is larger than {} bytes", options_.max_record_bytes));
    if (message.truncated) return refuse("the file ends before the end of text (ETX)");

    const StatedDates dates(options_.date_order, reporter_, place);
    const std::string all = wire_text(one_text(message), dates);
    Lines lines = lines_of(all);
    const auto first =
        std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return !trim(line).empty(); });
    const std::optional<Header> header = first == lines.end() ? std::nullopt : read_header_line(*first);
    if (!header) return refuse("header without source, number, priority, category and number of words");
    lines.erase(lines.begin(), first + 1);

    Article article;
    article.section = wire_category(header->category);
    article.agency = agency_in(header->added);
    article.published = take_ending(lines);
    if (auto sent = wire_time(wire_text(message.trailer, dates))) article.published = sent;
    const std::size_t body = take_opening(lines, article);
    article.paragraphs = wire_paragraphs(std::span(lines).subspan(body));
    if (article.title.empty() && article.paragraphs.empty()) return refuse("no headline and no text");
    // Numbers come back every day.
    if (article.published) {
      article.id = fmt::format("{}{}-{}", header->source, header->number, to_iso(*article.published).substr(0, 10));
    }
    fill_from_opening(article, options_.date_order);
    if (article.dateline.empty() && !article.paragraphs.empty()) {
      article.dateline = place_before_day(article.paragraphs.front());
    }
    article.format = kIptc7901Format.name;
    article.provenances = {record_at(message.offset, message.raw)};
    return article;
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  WireSplitter splitter_;
  std::uint64_t records_ = 0;
};

Confidence sniff(const Sample& sample) {
  constexpr std::uint64_t kMostNoise = 512;
  if (sample.head.substr(0, kMostNoise).find('\x01') == std::string_view::npos &&
      sample.head.substr(0, kMostNoise).find('\x81') == std::string_view::npos) {
    const std::string_view start =
        sample.head.substr(std::min(sample.head.find_first_not_of("\r\n "), sample.head.size()));
    return begins_message(start.substr(0, start.find('\n'))) ? Confidence::certain : Confidence::no;
  }
  sources::MemoryStream bytes(sample.head);
  WireSplitter splitter(bytes, sample.head.size(), nullptr);
  const auto message = splitter.next();
  if (!message || message->offset > kMostNoise) return Confidence::no;
  const std::string_view header = trim(message->header);
  return begins_message(header.substr(0, header.find_first_of("\r\n"))) ? Confidence::certain : Confidence::no;
}

}  // namespace

const Format kIptc7901Format = {
    "iptc7901",
    "IPTC 7901 wire messages (IPTC recommended message format, revision 5)",
    "iptc txt tst",
    "a header line 'abc0123 3 pol 240', behind SOH or first in the file",
    sniff,
    [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<IptcReader>(member); },
};

}  // namespace news::formats
