// The reader of the format "nitf".
#include "indexer/formats/nitf.h"

#include "common/text.h"
#include "indexer/formats/input.h"
#include "indexer/formats/nitf_article.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/xml_records.h"
#include "indexer/formats/xml_sniff.h"

namespace news::formats {
namespace {

class NitfReader : public ArticleReader {
 public:
  explicit NitfReader(const Member& member)
      : order_(member.options.date_order), reporter_(member.reporter), records_(member, {"nitf"}) {}

  std::optional<Article> next() override {
    while (const std::optional<XmlRecord> record = records_.next()) {
      NitfReading reading = read_nitf(record->element, order_);
      Article& article = reading.article;
      if (reading.status == "canceled") {
        reporter_.canceled(record->place, std::move(article));
        continue;
      }
      if (reading.status == "withheld") {
        reporter_.skipped(record->place, "withheld");
        continue;
      }
      if (reading.status == "embargoed") reporter_.noted(record->place, "embargoed", "management-status");
      if (reading.fault.empty() && trim(article.title).empty() && article.paragraphs.empty()) {
        reading.fault = "no title and no text";
      }
      if (!reading.fault.empty()) {
        records_.refuse(*record, reading.fault);
        continue;
      }
      fill_from_opening(article, order_);
      article.format = kNitfFormat.name;
      article.provenances = {record_at(record->place.offset, record->raw)};
      return std::move(article);
    }
    return std::nullopt;
  }

 private:
  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
};

Confidence sniff(const Sample& sample) {
  // NITF inside NewsML is an item of that: it has the id, the version and the status.
  const std::string root = xml_root(sample.head).name;
  if (root == "NewsML" || root == "newsItem" || root == "newsMessage") return Confidence::no;
  std::string utf8;
  std::string_view head = sample.head;
  if (sources::wide_charset(head)) {
    utf8 = sources::to_utf8(head).utf8;
    head = utf8;
  }
  const std::string_view start = trim(head.substr(0, 1024));
  if (!start.starts_with('<') && !start.starts_with("\xef\xbb\xbf<")) return Confidence::no;
  for (std::size_t at = head.find("nitf"); at != std::string_view::npos; at = head.find("nitf", at + 1)) {
    constexpr std::size_t kNameLength = 4;
    const char after = at + kNameLength < head.size() ? head[at + kNameLength] : '\0';
    if (std::string_view("> \t\r\n/").find(after) == std::string_view::npos) continue;
    // `<nitf` or `<prefix:nitf`
    const std::size_t open = head.rfind('<', at);
    if (open == std::string_view::npos) continue;
    const std::string_view prefix = head.substr(open + 1, at - open - 1);
    const bool tag =
        prefix.empty() || (prefix.ends_with(':') && prefix.find_first_of(" \t\r\n>/!?") == std::string_view::npos);
    if (tag) return Confidence::certain;
  }
  return Confidence::no;
}

std::unique_ptr<ArticleReader> open(const Member& member) { return std::make_unique<NitfReader>(member); }

}  // namespace

const Format kNitfFormat = {
    .name = "nitf",
    .standard = "NITF 3.0-3.6 (IPTC), with or without namespaces",
    .extensions = "xml nitf ntf",
    .sniffed_by = "an nitf element",
    .sniff = sniff,
    .open = open,
};

}  // namespace news::formats
