// Where an article's fields stand in a newsitem of the Reuters Corpora.
#include "indexer/formats/rcv1.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/input.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/xml_records.h"
#include "indexer/formats/xml_sniff.h"
#include "indexer/formats/xml_text.h"

namespace news::formats {
namespace {

void add_codes(const xmlNode* metadata, std::string_view kind, std::vector<std::string>& topics) {
  for (const xmlNode* codes = child(metadata, "codes"); codes != nullptr; codes = codes->next) {
    if (local_name(codes) != "codes" || attribute(codes, "class").find(kind) == std::string::npos) continue;
    for (const xmlNode* code = codes->children; code != nullptr; code = code->next) {
      if (local_name(code) != "code") continue;
      std::string value = attribute(code, "code");
      if (std::find(topics.begin(), topics.end(), value) == topics.end()) topics.push_back(std::move(value));
    }
  }
}

/// The value of `<dc element="dc.publisher" value="..."/>`.
std::string dublin_core(const xmlNode* metadata, std::string_view element) {
  for (const xmlNode* dc = child(metadata, "dc"); dc != nullptr; dc = dc->next) {
    if (local_name(dc) == "dc" && attribute(dc, "element") == element) return one_line(attribute(dc, "value"));
  }
  return {};
}

Article read(const xmlNode* item, const StatedDates& dates) {
  Article article;
  XmlText text;
  const xmlNode* metadata = child(item, "metadata");
  article.id = attribute(item, "itemid");
  article.language = attribute(item, "lang");
  const std::string day = attribute(item, "date");
  if (!day.empty()) article.published = dates.read_value(day);
  article.title = text.line(child(item, "headline"));
  if (article.title.empty()) article.title = text.line(child(item, "title"));
  if (const std::string by = text.line(child(item, "byline")); !by.empty()) article.bylines = split_byline(by).names;
  // "MEXICO CITY 1996-08-20"
  article.dateline = text.line(child(item, "dateline"));
  const std::size_t blank = article.dateline.rfind(' ');
  if (blank != std::string::npos && parse_iso(std::string_view(article.dateline).substr(blank + 1))) {
    article.dateline.erase(blank);
  }
  article.source = dublin_core(metadata, "dc.publisher");
  if (article.source.empty()) article.source = dublin_core(metadata, "dc.source");
  for (const std::string_view kind : {"topics", "countries", "industries"}) add_codes(metadata, kind, article.topics);
  article.paragraphs = text.paragraphs(child(item, "text"));
  return article;
}

class Rcv1Reader : public ArticleReader {
 public:
  explicit Rcv1Reader(const Member& member)
      : order_(member.options.date_order), reporter_(member.reporter), records_(member, {"newsitem"}) {}

  std::optional<Article> next() override {
    while (const std::optional<XmlRecord> record = records_.next()) {
      Article article = read(record->element, StatedDates(order_, reporter_, record->place));
      if (trim(article.title).empty() && article.paragraphs.empty()) {
        records_.refuse(*record, "no headline and no text");
        continue;
      }
      article.format = kRcv1Format.name;
      article.provenances = {record_at(record->place.offset, record->raw)};
      return article;
    }
    return std::nullopt;
  }

 private:
  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
};

Confidence sniff(const Sample& sample) {
  const XmlRoot root = xml_root(sample.head);
  const bool item = root.name == "newsitem" && root.tag.find("itemid") != std::string::npos;
  return item || root.after.find("<newsitem itemid") != std::string::npos ? Confidence::certain : Confidence::no;
}

}  // namespace

const Format kRcv1Format = {
    .name = "rcv1",
    .standard = "newsitem XML of the Reuters Corpora RCV1 and RCV2",
    .extensions = "xml",
    .sniffed_by = "a newsitem element with itemid",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> { return std::make_unique<Rcv1Reader>(member); },
};

}  // namespace news::formats
