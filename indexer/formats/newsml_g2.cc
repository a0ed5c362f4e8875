// Where an article's fields stand in NewsML-G2.
#include "indexer/formats/newsml_g2.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/text_paragraphs.h"
#include "indexer/formats/xml_body.h"
#include "indexer/formats/xml_records.h"
#include "indexer/formats/xml_sniff.h"
#include "indexer/formats/xml_text.h"

namespace news::formats {
namespace {

constexpr std::string_view kNamespace = "http://iptc.org/std/nar/2006-10-01/";

/// The part of a QCode or URI behind its scheme: `stat:canceled`, `http://cv.iptc.org/newscodes/pubstatusg2/canceled`.
std::string code_of(const xmlNode* node) {
  for (const char* name : {"qcode", "uri", "literal"}) {
    const std::string value = attribute(node, name);
    if (value.empty()) continue;
    const std::size_t end = value.find_last_of(":/");
    return value.substr(end == std::string::npos || std::string_view(name) == "literal" ? 0 : end + 1);
  }
  return {};
}

std::string line(const xmlNode* node) {
  XmlText text;
  return text.line(node);
}

/// What a person reads for a concept: its name, or the literal, or with `Codes::readable` its code.
enum class Codes { left_out, readable };
std::string name_of(const xmlNode* node, Codes codes) {
  if (node == nullptr) return {};
  std::string name = line(child(node, "name"));
  if (name.empty()) name = line(child(node, "definition"));
  if (name.empty()) name = one_line(attribute(node, "literal"));
  if (name.empty() && codes == Codes::readable) name = code_of(node);
  return name;
}

template <typename Action>
void for_each_child(const xmlNode* node, std::string_view name, Action action) {
  if (node == nullptr) return;
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
    if (local_name(each) == name) action(each);
  }
}

void add(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

/// One item while it is read.
class Item {
 public:
  Item(const xmlNode* item, const StatedDates& dates)
      : item_(item), item_meta_(child(item, "itemMeta")), content_meta_(child(item, "contentMeta")), dates_(dates) {}

  [[nodiscard]] std::string status() const { return code_of(child(item_meta_, "pubStatus")); }

  [[nodiscard]] bool is_text() const {
    const std::string kind = code_of(child(item_meta_, "itemClass"));
    return kind.empty() || kind == "text" || kind == "composite";
  }

  Article read() {
    read_identity();
    read_dates();
    read_headlines();
    read_people_and_places();
    read_topics();
    read_content();
    return std::move(article_);
  }

 private:
  void read_identity() {
    article_.id = attribute(item_, "guid");
    const std::string version = attribute(item_, "version");
    std::from_chars(version.data(), version.data() + version.size(), article_.version);
    article_.source = name_of(child(item_meta_, "provider"), Codes::readable);
    article_.language = attribute(child(content_meta_, "language"), "tag");
    if (article_.language.empty()) article_.language = attribute(item_, "lang");
    if (article_.language.empty()) article_.language = attribute(child(content_meta_, "headline"), "lang");
  }

  [[nodiscard]] std::optional<StatedTime> date(const xmlNode* meta, std::string_view name) const {
    const std::string value = line(child(meta, name));
    return value.empty() ? std::nullopt : dates_.read_value(value);
  }

  void read_dates() {
    const auto created = date(item_meta_, "versionCreated");
    article_.published = date(content_meta_, "contentCreated");
    if (!article_.published) article_.published = date(item_meta_, "firstCreated");
    if (!article_.published) {
      article_.published = created;
    } else {
      article_.updated = date(content_meta_, "contentModified");
      if (!article_.updated) article_.updated = created;
    }
    const std::string embargo = line(child(item_meta_, "embargoed"));
    if (child(item_meta_, "embargoed") != nullptr) {
      dates_.note("embargoed", embargo.empty() ? "until further notice" : "until " + embargo);
    }
  }

  /// The main headline has no role or one that says so; what is called a sub-headline stands below it.
  void read_headlines() {
    for_each_child(content_meta_, "headline", [&](const xmlNode* headline) {
      const std::string role = ascii_lower(attribute(headline, "role"));
      const std::string text = line(headline);
      if (role.find("sub") != std::string::npos) {
        if (article_.deck.empty()) article_.deck = text;
      } else if (article_.title.empty() || role.ends_with("main")) {
        article_.title = text;
      }
    });
    if (article_.title.empty()) article_.title = line(child(item_meta_, "title"));
    for_each_child(content_meta_, "description", [&](const xmlNode* description) {
      if (article_.deck.empty()) article_.deck = line(description);
    });
  }

  void read_people_and_places() {
    for_each_child(content_meta_, "by", [&](const xmlNode* by) {
      for (std::string& name : split_byline(line(by)).names) add(article_.bylines, std::move(name));
    });
    if (article_.bylines.empty()) {
      for_each_child(content_meta_, "creator", [&](const xmlNode* creator) {
        const std::string type = attribute(creator, "type") + attribute(creator, "role");
        if (type.find("organi") == std::string::npos) add(article_.bylines, name_of(creator, Codes::left_out));
      });
      std::erase_if(article_.bylines, [&](const std::string& name) { return name == article_.source; });
    }
    article_.dateline = line(child(content_meta_, "dateline"));
    if (article_.dateline.empty()) article_.dateline = name_of(child(content_meta_, "located"), Codes::left_out);
    article_.agency = line(child(content_meta_, "creditline"));
    if (article_.agency.empty()) article_.agency = name_of(child(content_meta_, "infoSource"), Codes::left_out);
  }

  void read_topics() {
    for_each_child(content_meta_, "subject",
                   [&](const xmlNode* subject) { add(article_.topics, name_of(subject, Codes::left_out)); });
    for_each_child(content_meta_, "keyword", [&](const xmlNode* keyword) { add(article_.topics, line(keyword)); });
  }

  void read_content() {
    Article fullest;
    std::size_t most = 0;
    const xmlNode* set = child(item_, "contentSet");
    for (const xmlNode* each = set != nullptr ? set->children : nullptr; each != nullptr; each = each->next) {
      const std::string_view kind = local_name(each);
      if (kind != "inlineXML" && kind != "inlineData") continue;
      if (!attribute(each, "encoding").empty()) {
        dates_.note("encoded content left out", attribute(each, "encoding"));
        continue;
      }
      Article body = read_xml_body(each, dates_.order());
      std::size_t size = 1;
      for (const std::string& paragraph : body.paragraphs) size += paragraph.size();
      if (size > most) {
        most = size;
        fullest = std::move(body);
      }
    }
    fullest.published.reset();
    fill_from_body(article_, std::move(fullest));
    if (article_.title.empty()) article_.title = line(child(content_meta_, "slugline"));
  }

  const xmlNode* item_;
  const xmlNode* item_meta_;
  const xmlNode* content_meta_;
  const StatedDates& dates_;
  Article article_;
};

std::string_view reason_of(std::string_view name) {
  if (name == "packageItem") return "package item";
  if (name == "conceptItem") return "concept item";
  if (name == "knowledgeItem") return "knowledge item";
  if (name == "planningItem") return "planning item";
  return "catalogue";
}

class NewsmlG2Reader : public ArticleReader {
 public:
  explicit NewsmlG2Reader(const Member& member)
      : order_(member.options.date_order),
        reporter_(member.reporter),
        records_(member, {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem",
                          "catalog"}) {}

  std::optional<Article> next() override {
    while (const std::optional<XmlRecord> record = records_.next()) {
      met_ = true;
      if (record->name != "newsItem") {
        reporter_.skipped(record->place, reason_of(record->name));
      } else if (std::optional<Article> article = read(*record)) {
        return article;
      }
    }
    if (!met_) reporter_.skipped({}, "message without items");
    met_ = true;
    return std::nullopt;
  }

 private:
  std::optional<Article> read(const XmlRecord& record) {
    const StatedDates dates(order_, reporter_, record.place);
    Item item(record.element, dates);
    const std::string status = item.status();
    if (status == "withheld") {
      reporter_.skipped(record.place, "withheld");
      return std::nullopt;
    }
    Article article = item.read();
    if (status == "canceled" || status == "cancelled") {
      reporter_.canceled(record.place, std::move(article));
      return std::nullopt;
    }
    if (article.paragraphs.empty() && !item.is_text()) {
      reporter_.skipped(record.place, "not text");
      return std::nullopt;
    }
    if (trim(article.title).empty() && article.paragraphs.empty()) {
      if (child(record.element, "contentSet") == nullptr) {
        reporter_.skipped(record.place, "item without content");
        return std::nullopt;
      }
      records_.refuse(record, "no headline and no text");
      return std::nullopt;
    }
    fill_from_opening(article, order_);
    article.format = kNewsmlG2Format.name;
    article.provenances = {record_at(record.place.offset, record.raw)};
    return article;
  }

  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
  bool met_ = false;
};

Confidence sniff(const Sample& sample) {
  const XmlRoot root = xml_root(sample.head);
  if (root.name == "newsItem" || root.name == "newsMessage" || root.name == "packageItem" ||
      root.name == "conceptItem" || root.name == "knowledgeItem" || root.name == "planningItem" ||
      root.name == "catalogItem" || root.name == "catalog") {
    return root.tag.find(kNamespace) != std::string_view::npos || root.name == "newsItem" || root.name == "newsMessage"
               ? Confidence::certain
               : Confidence::no;
  }
  return Confidence::no;
}

}  // namespace

const Format kNewsmlG2Format = {
    .name = "newsml-g2",
    .standard = "NewsML-G2 2.x (IPTC), news items and messages of them",
    .extensions = "xml",
    .sniffed_by = "a root element of NewsML-G2",
    .sniff = sniff,
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> {
      return std::make_unique<NewsmlG2Reader>(member);
    },
};

}  // namespace news::formats
