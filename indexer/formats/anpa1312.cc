// The reader of the format "anpa1312".
#include "indexer/formats/anpa1312.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/byte_set.h"
#include "common/text.h"
#include "indexer/formats/agencies.h"
#include "indexer/formats/byline.h"
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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = text.find_first_not_of(" \t\n"); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(" \t\n", end);
  }
  return words;
}

/// `V4644`: the letter of the service and the number of the message, which begins anew each day. The selector may stand
/// right behind them. Empty where there is none.
std::string_view number_in(std::string_view word) {
  const auto is_no_digit = [](char c) { return !is_digit(c); };
  const auto begin = std::find_if(word.begin(), word.end(), is_digit);
  const auto end = std::find_if(begin, word.end(), is_no_digit);
  const bool named = begin != word.begin() && begin - word.begin() <= 2 && std::all_of(word.begin(), begin, is_letter);
  const auto digits = end - begin;
  return named && digits >= 3 && digits <= 5 ? word.substr(0, static_cast<std::size_t>(end - word.begin()))
                                             : std::string_view();
}

/// `02-20`
bool is_month_and_day(std::string_view word) {
  const std::size_t dash = word.find('-');
  return dash != std::string_view::npos && dash > 0 && dash <= 2 && word.size() > dash + 1 && word.size() <= dash + 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '-'; }) &&
         word.find('-', dash + 1) == std::string_view::npos;
}

/// The story that a keyword names: `BC-ARTS--Orchestra-Tour` without the cycle (all day, morning, afternoon) that it is
/// meant for and the desk.
std::string_view story_of(std::string_view keyword) {
  for (const std::string_view cycle : {"BC-", "AM-", "PM-", "AP-"}) {
    if (keyword.size() > cycle.size() && iequals_ascii(keyword.substr(0, cycle.size()), cycle)) {
      keyword.remove_prefix(cycle.size());
      break;
    }
  }
  const std::size_t desk = keyword.find("--");
  return desk == std::string_view::npos || desk + 2 == keyword.size() ? keyword : keyword.substr(desk + 2);
}

struct Header {
  std::string_view number;
  std::string_view category;
  std::string_view keyword;
};

/// nullopt where there is no number, or no priority and category behind it.
std::optional<Header> read_header(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  const std::string_view number = words.empty() ? std::string_view() : number_in(words[0]);
  if (number.empty()) return std::nullopt;
  constexpr std::size_t kSelectorWords = 12;
  for (std::size_t i = 1; i + 1 < words.size() && i <= kSelectorWords; ++i) {
    const bool letters =
        words[i].size() == 1 && is_letter(words[i][0]) && words[i + 1].size() == 1 && is_letter(words[i + 1][0]);
    if (!letters) continue;
    Header header{number, words[i + 1], {}};
    if (i + 2 < words.size() && !is_month_and_day(words[i + 2])) header.keyword = words[i + 2];
    return header;
  }
  return std::nullopt;
}

/// Lines, and pieces of lines that a `^` behind a quad begins: `^*9006< ^BC-Tram,0176<`.
Lines lines_and_pieces(std::string_view text) {
  Lines pieces;
  for (std::string_view line : lines_of(text)) {
    for (std::size_t at = line.find("< ^"); at != std::string_view::npos; at = line.find("< ^")) {
      pieces.push_back(line.substr(0, at + 1));
      line.remove_prefix(at + 2);
    }
    pieces.push_back(line);
  }
  return pieces;
}

bool starts_with_any(std::string_view line, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return iequals_ascii(line.substr(0, start.size()), start); });
}

/// Pictures and notes to editors.
bool is_note(std::string_view line) {
  return starts_with_any(line, {"AP Photo", "Eds:", "Eds.", "With AP Photo", "AP Video", "AP Graphic", "Photo ", "*"});
}

/// `By MAUD ELLERY` where the sender left out the mark of the typesetter.
bool is_bare_byline(std::string_view line) {
  constexpr std::size_t kLongest = 80;
  return line.size() <= kLongest && !line.ends_with('.') && read_byline(line);
}

bool has_centre_mark(std::string_view line) { return trim(line).ends_with('='); }

/// `BC-ARTS--Orchestra Tour, 1st Ld-Writethru,416`: what ends with the number of words is the keyword line.
bool is_keyword_line(std::string_view line, std::string_view keyword) {
  const std::size_t comma = line.rfind(',');
  if (comma != std::string_view::npos && comma + 1 < line.size() &&
      std::all_of(line.begin() + static_cast<std::ptrdiff_t>(comma) + 1, line.end(), is_digit)) {
    return true;
  }
  const std::string_view story = story_of(keyword);
  return !story.empty() &&
         (iequals_ascii(line.substr(0, keyword.size()), keyword) || iequals_ascii(line.substr(0, story.size()), story));
}

/// What stands before the text: lines with `^`, of which the first names the story and the next is its headline.
std::size_t take_opening(const Lines& lines, std::string_view keyword, Article& article) {
  constexpr std::size_t kLongestHeadline = 200;
  bool named = false;
  std::size_t at = 0;
  for (; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    const std::string_view text = without_marks(line);
    if (text.empty()) continue;
    const bool marked = line.starts_with('^');
    const bool quad = trim(line).ends_with('<');
    if (!named && is_keyword_line(text, keyword)) {
      named = true;
      const std::string_view slug = story_of(text.substr(0, text.find(',')));
      article.topics.assign(1, std::string(slug));
    } else if ((is_note(text) && (marked || quad)) ||
               ((has_centre_mark(line) || is_bare_byline(text)) && take_wire_byline(text, article))) {
      continue;
    } else if (article.title.empty() && text.size() <= kLongestHeadline && !line.starts_with('\t') &&
               !line.starts_with("  ")) {
      article.title = one_line(text);
    } else if (marked && quad && article.deck.empty() && at + 1 < lines.size()) {
      article.deck = one_line(text);
    } else {
      break;
    }
  }
  return at;
}

/// The last line with text, if it is the date and time of transmission.
std::optional<StatedTime> take_time_line(Lines& lines) {
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  if (lines.empty() || lines.back().size() > 60) return std::nullopt;
  auto time = wire_time(lines.back());
  if (time) lines.pop_back();
  return time;
}

/// `AP` of `AP-WF-02-20-16 0337GMT`.
std::string service_in(std::string_view trailer) {
  trailer = trim(trailer);
  const std::string_view name = trailer.substr(0, std::min(trailer.find('-'), trailer.size()));
  return is_known_agency(name) ? std::string(name) : std::string();
}

class AnpaReader : public ArticleReader {
 public:
  explicit AnpaReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        splitter_(member.bytes, member.options.max_record_bytes, nullptr) {}

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
    if (!message.has_text) return refuse("message without a start of text (STX)");
    if (message.truncated) return refuse("the file ends before the end of text (ETX)");

    const StatedDates dates(options_.date_order, reporter_, place);
    const std::string header_text = wire_text(message.header, dates);
    const std::optional<Header> header = read_header(header_text);
    if (!header) return refuse("header without number, priority and category");
    const std::string text = wire_text(message.text, dates);
    Article article = article_of(*header, text, wire_text(message.trailer, dates));
    if (article.title.empty() && article.paragraphs.empty()) return refuse("no headline and no text");
    fill_from_opening(article, options_.date_order);
    article.format = kAnpa1312Format.name;
    article.provenances = {record_at(message.offset, message.raw)};
    return article;
  }

  static Article article_of(const Header& header, const std::string& text, std::string_view trailer) {
    Article article;
    article.section = wire_category(header.category);
    if (!header.keyword.empty()) article.topics.emplace_back(story_of(header.keyword));
    Lines lines = lines_and_pieces(text);
    article.published = wire_time(trailer);
    article.agency = service_in(trailer);
    if (!article.published) {
      const std::string last = lines.empty() ? std::string() : std::string(trim(lines.back()));
      article.published = take_time_line(lines);
      if (article.published && article.agency.empty()) article.agency = service_in(last);
    }
    const std::size_t body = take_opening(lines, header.keyword, article);
    article.paragraphs = wire_paragraphs(std::span(lines).subspan(body));
    for (std::string& paragraph : article.paragraphs) dash(paragraph);
    // Numbers come back every day.
    if (article.published) article.id = fmt::format("{}-{}", header.number, to_iso(*article.published).substr(0, 10));
    return article;
  }

  /// ASCII has no dash: agencies write ` _ `.
  static void dash(std::string& text) {
    constexpr std::string_view kDash = " \u2014 ";
    for (std::size_t at = text.find(" _ "); at != std::string::npos; at = text.find(" _ ", at + 1)) {
      text.replace(at, 3, kDash);
    }
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  WireSplitter splitter_;
  std::uint64_t records_ = 0;
};

Confidence sniff(const Sample& sample) {
  // Before the first message there may be selectors and noise, but not a file of another kind.
  constexpr std::uint64_t kMostNoise = 512;
  constexpr std::size_t kMostIdle = 64;
  static constexpr ByteSet kBegins("\x01\x81");
  if (!kBegins.is_in(sample.head.substr(0, kMostNoise + kMostIdle + 1))) return Confidence::no;
  sources::MemoryStream bytes(sample.head);
  WireSplitter splitter(bytes, sample.head.size(), nullptr);
  const auto message = splitter.next();
  if (!message) return Confidence::no;
  std::string header(message->header);
  std::replace_if(
      header.begin(), header.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  constexpr std::size_t kLongestHeader = 1000;
  const bool plausible = message->offset <= kMostNoise && header.size() <= kLongestHeader && read_header(header);
  return plausible && message->has_text ? Confidence::certain : Confidence::no;
}

}  // namespace

const Format kAnpa1312Format = {
    "anpa1312",
    "ANPA 1312 wire messages (ANPA special report 84-2, NAA 89-3)",
    "anpa tst",
    "SOH, and a header with service and number, priority and category before STX",
    sniff,
    [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<AnpaReader>(member); },
};

}  // namespace news::formats
