// Reads the documents of a TREC file one by one.
#include "indexer/formats/trec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/html_page.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/sgml_pieces.h"
#include "indexer/formats/sgml_text.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/trec_fields.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

/// Paragraphs that begin with an indented line, as wires and newspapers set them, are set apart by blank lines.
std::string set_apart_indented(const std::string& text) {
  const std::vector<std::string_view> lines = lines_of(text);
  const auto is_indented = [](std::string_view line) { return line.starts_with("   ") && !trim(line).empty(); };
  std::size_t indented = 0;
  std::size_t flush = 0;
  for (const std::string_view line : lines) {
    if (trim(line).empty()) continue;
    ++(is_indented(line) ? indented : flush);
  }
  if (indented == 0 || flush == 0) return text;
  std::string apart;
  apart.reserve(text.size() + indented);
  for (const std::string_view line : lines) {
    if (is_indented(line)) apart += '\n';
    apart.append(line).append("\n");
  }
  return apart;
}

/// One document while its elements are read.
class Document {
 public:
  explicit Document(const ReadOptions& options) : order_(options.date_order) {}

  void read(std::string_view record) {
    constexpr std::string_view kName = "<DOC";
    SgmlTags tags(record);
    const auto start = tags.next(0);
    const bool whole = start && start->begin == 0;  // else its '>' is missing
    if (whole) number_ = attribute_of(*start, "id");
    const std::size_t begin = whole ? start->end : kName.size();
    const std::size_t end = tags.find_end(begin, "doc");
    read_elements(record.substr(begin, std::min(end, record.size()) - begin));
  }

  /// What has been read, completed from the document's number.
  [[nodiscard]] Article finish() {
    // Where a document marks its text, what stands elsewhere is not part of it.
    std::string& body = has_text_ ? text_ : outside_;
    const std::string apart = set_apart_indented(body);
    std::vector<std::string_view> lines = lines_of(apart);
    for (std::string_view& line : lines) line = trim(line);
    if (article_.paragraphs.empty()) article_.paragraphs = paragraphs_of(lines);
    article_.id = one_line(number_);
    const TrecNumber number = read_trec_number(article_.id);
    if (article_.source.empty()) article_.source = number.source;
    if (!article_.published) article_.published = number.date;
    fill_from_opening(article_, order_);
    return std::move(article_);
  }

  [[nodiscard]] bool has_number() const { return !trim(number_).empty(); }
  [[nodiscard]] std::size_t unknown_references() const { return unknown_references_; }
  [[nodiscard]] const std::string& bad_date() const { return bad_date_; }

 private:
  void read_elements(std::string_view content) {
    SgmlTags tags(content);
    std::size_t at = 0;
    while (const auto tag = tags.next(at)) {
      append_outside(content.substr(at, tag->begin - at));
      at = tag->end;
      if (iequals_ascii(tag->name, "p")) outside_ += "\n\n";
      const TrecRole role = tag->closes || tag->name.empty() ? TrecRole::inlined : trec_role(tag->name);
      if (role == TrecRole::inlined || role == TrecRole::container) continue;
      const std::size_t end = tags.find_end(at, tag->name);
      if (role == TrecRole::web_header) return read_page(content, std::min(end, content.size()));
      if (end == std::string_view::npos) continue;  // its end was left out: what follows is read for itself
      take(role, content.substr(at, end - at));
      at = std::min(content.find('>', end), content.size() - 1) + 1;
    }
    append_outside(content.substr(at));
  }

  /// WT10G and GOV: the lines of the server's answer, and behind them the page as it was.
  void read_page(std::string_view content, std::size_t header_end) {
    const std::size_t begin = std::min(content.find('>', header_end), content.size() - 1) + 1;
    PageReading page = read_html_page(content.substr(begin), {}, order_);
    article_ = std::move(page.article);
    has_text_ = true;
  }

  void take(TrecRole role, std::string_view content) {
    const std::string text = plain(content);
    switch (role) {
      case TrecRole::number:
        if (number_.empty()) number_ = text;
        break;
      case TrecRole::title:
        take_title(text);
        break;
      case TrecRole::byline:
        for (std::string& name : split_byline(one_line(text)).names) article_.bylines.push_back(std::move(name));
        break;
      case TrecRole::dateline:
        if (article_.dateline.empty()) take_dateline(one_line(text));
        break;
      case TrecRole::date:
        take_date(one_line(text));
        break;
      case TrecRole::source:
        if (article_.source.empty()) take_source(one_line(text));
        break;
      case TrecRole::section:
        take_section(one_line(text));
        break;
      case TrecRole::topics:
        take_topics(text);
        break;
      case TrecRole::page:
        if (article_.page.empty()) article_.page = one_line(text);
        break;
      case TrecRole::edition:
        if (article_.edition.empty()) article_.edition = one_line(text);
        break;
      case TrecRole::text:
        has_text_ = true;
        text_.append(text_.empty() ? "" : "\n\n").append(text);
        break;
      default:
        break;
    }
  }

  /// WSJ sets headline and byline as one element, with a line of dashes between; the Financial Times puts its name and
  /// the day before the headline.
  void take_title(const std::string& text) {
    std::string title;
    bool below = false;
    for (const std::string_view line : lines_of(text)) {
      const std::string_view trimmed = trim(line);
      const bool rule = trimmed.size() > 2 && trimmed.find_first_not_of('-') == std::string_view::npos;
      if (rule) {
        below = true;
      } else if (!below) {
        title.append(title.empty() ? "" : " ").append(trimmed);
      } else if (const auto byline = read_byline(trimmed); byline && article_.bylines.empty()) {
        article_.bylines = byline->names;
      }
    }
    title = one_line(title);
    if (title.starts_with("FT ")) {
      const std::size_t slash = title.find(" / ");
      if (slash != std::string::npos) title.erase(0, slash + 3);
    }
    if (article_.title.empty()) {
      article_.title = std::move(title);
    } else if (article_.deck.empty()) {
      article_.deck = std::move(title);  // AP: a second HEAD
    }
  }

  /// `TOKYO (AP)`, `WASHINGTON, April 3`: the place alone.
  void take_dateline(std::string text) {
    const std::size_t bracket = text.find('(');
    if (bracket != std::string::npos) text.erase(bracket);
    std::string_view place = trim(text);
    const std::size_t comma = place.rfind(',');
    if (comma != std::string_view::npos && is_day_without_year(trim(place.substr(comma + 1)))) {
      place = trim(place.substr(0, comma));
    }
    while (place.ends_with('-') || place.ends_with(',')) place = trim(place.substr(0, place.size() - 1));
    article_.dateline = place;
  }

  /// `WALL STREET JOURNAL (J), PAGE -16`: the paper.
  void take_source(std::string_view text) {
    const std::size_t code = text.find(" (J)");
    article_.source = trim(text.substr(0, code));
  }

  void take_date(const std::string& text) {
    if (article_.published || text.empty()) return;
    if (const auto date = read_trec_date(text)) {
      article_.published = date->time;
      if (article_.edition.empty()) take_edition(date->rest);
    } else if (bad_date_.empty()) {
      bad_date_ = text;
    }
  }

  /// `Sunday, Home Edition`, behind the date in the Los Angeles Times.
  void take_edition(std::string_view rest) {
    constexpr std::string_view kEdition = " Edition";
    const std::size_t comma = rest.rfind(',');
    const std::string_view last = trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    if (last.ends_with(kEdition)) article_.edition = last.substr(0, last.size() - kEdition.size());
  }

  /// `Book Review; Page 1; Book Review Desk`.
  void take_section(const std::string& text) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view part = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      constexpr std::string_view kPage = "Page ";
      if (part.starts_with(kPage)) {
        if (article_.page.empty()) article_.page = trim(part.substr(kPage.size()));
      } else if (article_.section.empty()) {
        article_.section = part;
      }
    }
  }

  void take_topics(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
      if (std::string topic = one_line(text.substr(0, end)); !topic.empty())
        article_.topics.push_back(std::move(topic));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  std::string plain(std::string_view content) {
    SgmlText text = sgml_text(content);
    unknown_references_ += text.unknown_references;
    return std::move(text.text);
  }
  void append_outside(std::string_view content) {
    if (!has_text_ && !trim(content).empty()) outside_ += plain(content);
  }

  DateOrder order_;
  Article article_;
  std::string number_;
  std::string text_;     // of the elements that hold text
  std::string outside_;  // what stands in no known element
  bool has_text_ = false;
  std::size_t unknown_references_ = 0;
  std::string bad_date_;
};

class TrecReader : public ArticleReader {
 public:
  explicit TrecReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        pieces_(member.bytes, member.options.max_record_bytes, "doc") {}

  std::optional<Article> next() override {
    while (const auto piece = pieces_.next()) {
      if (auto article = read(*piece)) return article;
    }
    return std::nullopt;
  }

 private:
  std::optional<Article> read(const SgmlPiece& piece) {
    const RecordPlace place{++records_, piece.offset, piece.length};
    if (piece.oversized) {
      reporter_.refused(place, fmt::format("record is larger than {} bytes", options_.max_record_bytes), piece.raw);
      return std::nullopt;
    }
    const sources::DecodedText text = sources::to_utf8(piece.raw, charset_);
    if (text.guessed) charset_ = text.charset;
    Document document(options_);
    document.read(text.utf8);
    const bool has_number = document.has_number();
    Article article = document.finish();
    if (article.title.empty() && article.paragraphs.empty()) {
      reporter_.refused(place, "no headline and no text", piece.raw);
      return std::nullopt;
    }
    if (!piece.closed) reporter_.noted(place, "end of document is missing", "it ends where the next one begins");
    if (!has_number) reporter_.noted(place, "document without a number", "its id is derived");
    if (!document.bad_date().empty()) reporter_.noted(place, "date not understood", document.bad_date());
    if (document.unknown_references() > 0) {
      reporter_.noted(place, "unknown references left out", fmt::format("{}", document.unknown_references()));
    }
    if (text.invalid > 0) {
      reporter_.noted(place, "invalid bytes replaced",
                      fmt::format("{} in {}, the first at byte {}", text.invalid, text.charset,
                                  piece.offset + text.first_invalid.value_or(0)));
    }
    article.format = kTrecFormat.name;
    article.provenances = {record_at(piece.offset, piece.raw)};
    return article;
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  SgmlPieces pieces_;
  std::uint64_t records_ = 0;
  std::string charset_;  // what one record was in, the next ones are likely in too
};

/// The first tag is a DOC, and the next one or its attribute gives it a number.
Confidence sniff(const Sample& sample) {
  std::string_view head = sample.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (!trim(head).starts_with('<')) return Confidence::no;
  SgmlTags tags(head);
  auto tag = tags.next(0);
  while (tag && tag->name.empty()) tag = tags.next(tag->end);  // declarations and comments
  if (!tag || tag->closes || !iequals_ascii(tag->name, "doc")) return Confidence::no;
  if (!attribute_of(*tag, "id").empty()) return Confidence::certain;
  const std::size_t end = std::min(tags.find_end(tag->end, "doc"), head.size());
  for (auto inner = tags.next(tag->end); inner && inner->begin < end; inner = tags.next(inner->end)) {
    if (iequals_ascii(inner->name, "docno")) return Confidence::certain;
  }
  return Confidence::no;
}

}  // namespace

const Format kTrecFormat = {
    .name = "trec",
    .standard = "TREC and LDC SGML: TREC disks 1-5, AQUAINT, Gigaword, WT10G",
    .extensions = "trec sgml sgm txt",
    .sniffed_by = "a DOC element with DOCNO or id",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<TrecReader>(member); },
};

}  // namespace news::formats
