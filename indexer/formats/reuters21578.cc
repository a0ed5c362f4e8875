// Reads the items of a reut2-0NN.sgm.
#include "indexer/formats/reuters21578.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/sgml_pieces.h"
#include "indexer/formats/sgml_text.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

constexpr auto kTopicLists =
    std::to_array<std::string_view>({"topics", "places", "people", "orgs", "exchanges", "companies"});

/// The content of the first element of that name; nullopt where there is none. An end tag that is missing ends it with
/// the record.
std::optional<std::string_view> content_of(std::string_view record, std::string_view name) {
  SgmlTags tags(record);
  for (auto tag = tags.next(0); tag; tag = tags.next(tag->end)) {
    if (tag->closes || !iequals_ascii(tag->name, name)) continue;
    const std::size_t end = std::min(tags.find_end(tag->end, name), record.size());
    return record.substr(tag->end, end - tag->end);
  }
  return std::nullopt;
}

/// `26-FEB-1987 15:01:01.79`: hundredths of seconds are more than a date has.
std::string_view without_fraction(std::string_view date) {
  const std::size_t colon = date.rfind(':');
  const std::size_t point = colon == std::string_view::npos ? colon : date.find('.', colon);
  return date.substr(0, std::min(point, date.size()));
}

/// `    SALVADOR, Feb 26 - `: the place.
std::string place_of(std::string_view dateline) {
  dateline = trim(dateline);
  while (dateline.ends_with('-')) dateline = trim(dateline.substr(0, dateline.size() - 1));
  const std::size_t comma = dateline.rfind(',');
  if (comma != std::string_view::npos && is_day_without_year(trim(dateline.substr(comma + 1)))) {
    dateline = dateline.substr(0, comma);
  }
  return one_line(dateline);
}

/// Lines to paragraphs: one begins where a line is indented. The agency's name on the last line is its end mark.
std::vector<std::string> body_paragraphs(std::string_view body) {
  std::vector<std::string_view> lines = lines_of(body);
  while (!lines.empty()) {
    const std::string_view last = trim(lines.back());
    if (!last.empty() && !iequals_ascii(last, "reuter") && !iequals_ascii(last, "reuters")) break;
    lines.pop_back();
  }
  std::vector<std::string> paragraphs;
  std::string paragraph;
  const auto end = [&] {
    if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
    paragraph.clear();
  };
  for (const std::string_view line : lines) {
    const std::string_view text = trim(line);
    if (text.empty() || line.starts_with("    ")) end();
    if (text.empty()) continue;
    if (!paragraph.empty()) paragraph += '\n';
    paragraph += text;
  }
  end();
  return paragraphs;
}

class ReutersReader : public ArticleReader {
 public:
  explicit ReutersReader(const Member& member)
      : options_(member.options),
        reporter_(member.reporter),
        pieces_(member.bytes, member.options.max_record_bytes, "reuters") {}

  std::optional<Article> next() override {
    while (const auto piece = pieces_.next()) {
      const RecordPlace place{++records_, piece->offset, piece->length};
      if (piece->oversized) {
        reporter_.refused(place, fmt::format("record is larger than {} bytes", options_.max_record_bytes), piece->raw);
        continue;
      }
      // The collection has stray bytes that no charset explains; they are Latin-1 where they are anything.
      const sources::DecodedText text = sources::to_utf8(piece->raw, "ISO-8859-1");
      Article article = read(text.utf8, StatedDates(options_.date_order, reporter_, place));
      if (article.title.empty() && article.paragraphs.empty()) {
        reporter_.refused(place, "no headline and no text", piece->raw);
        continue;
      }
      if (!piece->closed) reporter_.noted(place, "end of document is missing", "it ends where the next one begins");
      article.format = kReuters21578Format.name;
      article.provenances = {record_at(piece->offset, piece->raw)};
      return article;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] Article read(std::string_view record, const StatedDates& dates) const {
    Article article;
    article.source = "Reuters";
    if (const auto start = first_tag(record)) article.id = attribute_of(*start, "newid");
    if (const auto date = content_of(record, "date")) {
      article.published = dates.read_value(without_fraction(trim(*date)));
    }
    for (const std::string_view list : kTopicLists) {
      if (const auto content = content_of(record, list)) take_topics(*content, article);
    }
    if (const auto text = content_of(record, "text")) take_text(*text, article);
    return article;
  }

  /// `<D>cocoa</D><D>el-salvador</D>`.
  static void take_topics(std::string_view list, Article& article) {
    SgmlTags tags(list);
    std::unordered_set<std::string> known(article.topics.begin(), article.topics.end());
    for (auto tag = tags.next(0); tag; tag = tags.next(tag->end)) {
      if (tag->closes || !iequals_ascii(tag->name, "d")) continue;
      const auto next = tags.next(tag->end);  // its end, or where the next one begins
      const std::size_t end = next ? next->begin : list.size();
      std::string topic = one_line(sgml_text(list.substr(tag->end, end - tag->end)).text);
      if (!topic.empty() && known.insert(topic).second) article.topics.push_back(std::move(topic));
    }
  }

  void take_text(std::string_view text, Article& article) const {
    const auto plain = [&](std::string_view name) {
      const auto content = content_of(text, name);
      return content ? sgml_text(*content).text : std::string();
    };
    article.title = one_line(plain("title"));
    article.dateline = place_of(plain("dateline"));
    if (const std::string author = one_line(plain("author")); !author.empty()) {
      const Byline byline = split_byline(author);
      article.bylines = byline.names;
    }
    const auto body = content_of(text, "body");
    if (body) {
      article.paragraphs = body_paragraphs(sgml_text(*body).text);
    } else if (article.title.empty()) {
      article.paragraphs = body_paragraphs(sgml_text(text).text);  // UNPROC
    }
    fill_from_opening(article, options_.date_order);
  }

  const ReadOptions& options_;
  Reporter& reporter_;
  SgmlPieces pieces_;
  std::uint64_t records_ = 0;
};

Confidence sniff(const Sample& sample) {
  SgmlTags tags(sample.head);
  for (auto tag = tags.next(0); tag; tag = tags.next(tag->end)) {
    if (tag->name.empty()) continue;  // the document type
    const bool item = iequals_ascii(tag->name, "reuters") && !tag->closes;
    return item && !attribute_of(*tag, "newid").empty() ? Confidence::certain : Confidence::no;
  }
  return Confidence::no;
}

}  // namespace

const Format kReuters21578Format = {
    .name = "reuters21578",
    .standard = "Reuters-21578 SGML, Distribution 1.0",
    .extensions = "sgm",
    .sniffed_by = "a REUTERS element with NEWID",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> {
      return std::make_unique<ReutersReader>(member);
    },
};

}  // namespace news::formats
