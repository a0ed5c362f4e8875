// Where an article's fields stand in NewsML 1.
#include "indexer/formats/newsml1.h"

#include <algorithm>
#include <charconv>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/stated_dates.h"
#include "indexer/formats/xml_body.h"
#include "indexer/formats/xml_records.h"
#include "indexer/formats/xml_sniff.h"
#include "indexer/formats/xml_text.h"

namespace news::formats {
namespace {

std::string line(const xmlNode* node) {
  XmlText text;
  return text.line(node);
}

/// The first element of that name inside another, at any depth, in the order of the document.
const xmlNode* descendant(const xmlNode* top, std::string_view name) {
  if (top == nullptr) return nullptr;
  const xmlNode* node = top->children;
  while (node != nullptr) {
    if (local_name(node) == name) return node;
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node != top && node->next == nullptr) node = node->parent;
    node = node == nullptr || node == top ? nullptr : node->next;
  }
  return nullptr;
}

/// All elements of that name inside another that do not stand in one another.
std::vector<const xmlNode*> descendants(const xmlNode* top, std::string_view name) {
  std::vector<const xmlNode*> found;
  if (top == nullptr) return found;
  const xmlNode* node = top->children;
  while (node != nullptr) {
    const bool match = local_name(node) == name;
    if (match) found.push_back(node);
    if (!match && node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node != top && node->next == nullptr) node = node->parent;
    node = node == nullptr || node == top ? nullptr : node->next;
  }
  return found;
}

std::string formal_name(const xmlNode* node) { return one_line(attribute(node, "FormalName")); }

/// A party's name: `Provider/Party/@FormalName`, or the text.
std::string party(const xmlNode* node) {
  std::string name = formal_name(descendant(node, "Party"));
  return name.empty() ? line(node) : name;
}

class Item {
 public:
  Item(const xmlNode* item, const StatedDates& dates)
      : management_(child(item, "NewsManagement")),
        identifier_(child(child(item, "Identification"), "NewsIdentifier")),
        component_(child(item, "NewsComponent")),
        item_(item),
        dates_(dates) {}

  [[nodiscard]] std::string status() const { return ascii_lower(formal_name(child(management_, "Status"))); }

  Article read() {
    read_identity();
    read_lines();
    read_metadata();
    read_text();
    return std::move(article_);
  }

 private:
  void read_identity() {
    article_.id = line(child(identifier_, "PublicIdentifier"));
    const std::string provider = line(child(identifier_, "ProviderId"));
    const std::string item = line(child(identifier_, "NewsItemId"));
    if (article_.id.empty() && !item.empty()) {
      article_.id = "urn:newsml:" + provider + ":" + line(child(identifier_, "DateId")) + ":" + item;
    }
    const std::string revision = line(child(identifier_, "RevisionId"));
    std::from_chars(revision.data(), revision.data() + revision.size(), article_.version);
    const auto date = [&](const char* name) {
      const std::string value = line(child(management_, name));
      return value.empty() ? std::nullopt : dates_.read_value(value);
    };
    article_.published = date("FirstCreated");
    article_.updated = date("ThisRevisionCreated");
    if (!article_.published) std::swap(article_.published, article_.updated);
    if (article_.updated && to_iso(*article_.updated) == to_iso(*article_.published)) article_.updated.reset();
    if (status() == "embargoed") {
      dates_.note("embargoed", "until " + line(descendant(child(management_, "StatusWillChange"), "DateAndTime")));
    }
  }

  void read_lines() {
    const xmlNode* lines = descendant(item_, "NewsLines");
    article_.title = line(child(lines, "HeadLine"));
    article_.deck = line(child(lines, "SubHeadLine"));
    const std::string by = line(child(lines, "ByLine"));
    if (!by.empty()) article_.bylines = split_byline(by).names;
    article_.dateline = line(child(lines, "DateLine"));
    article_.agency = line(child(lines, "CreditLine"));
    for (const xmlNode* keyword : descendants(lines, "KeywordLine")) article_.topics.push_back(line(keyword));
    if (article_.title.empty()) article_.title = line(child(lines, "SlugLine"));
  }

  void read_metadata() {
    const xmlNode* administrative = descendant(item_, "AdministrativeMetadata");
    article_.source = party(child(administrative, "Provider"));
    if (article_.source.empty()) article_.source = party(child(administrative, "Source"));
    if (article_.source.empty()) article_.source = line(child(identifier_, "ProviderId"));
    const xmlNode* descriptive = descendant(item_, "DescriptiveMetadata");
    article_.language = formal_name(child(descriptive, "Language"));
    if (article_.language.empty()) article_.language = attribute(component_, "lang");
    for (const xmlNode* code : descendants(descriptive, "SubjectCode")) {
      for (const char* name : {"SubjectDetail", "SubjectMatter", "Subject"}) {
        if (const xmlNode* subject = child(code, name)) {
          article_.topics.push_back(formal_name(subject));
          break;
        }
      }
    }
  }

  /// Several texts are parts of one article, unless the component says that they say the same.
  void read_text() {
    Article all;
    const bool same = attribute(component_, "EquivalentsList") == "yes";
    std::size_t most = 0;
    for (const xmlNode* content : descendants(component_, "ContentItem")) {
      const std::string medium = ascii_lower(formal_name(child(content, "MediaType")));
      if (!medium.empty() && medium != "text" && medium != "complexdata") continue;
      Article part = read_xml_body(child(content, "DataContent"), dates_.order());
      std::size_t size = 0;
      for (const std::string& paragraph : part.paragraphs) size += paragraph.size();
      if (size == 0) continue;
      if (all.paragraphs.empty() || (same && size > most)) {
        all = std::move(part);
        most = size;
      } else if (!same) {
        std::move(part.paragraphs.begin(), part.paragraphs.end(), std::back_inserter(all.paragraphs));
      }
    }
    all.published.reset();
    fill_from_body(article_, std::move(all));
  }

  const xmlNode* management_;
  const xmlNode* identifier_;
  const xmlNode* component_;
  const xmlNode* item_;
  const StatedDates& dates_;
  Article article_;
};

class Newsml1Reader : public ArticleReader {
 public:
  explicit Newsml1Reader(const Member& member)
      : order_(member.options.date_order), reporter_(member.reporter), records_(member, {"NewsItem"}) {}

  std::optional<Article> next() override {
    while (const std::optional<XmlRecord> record = records_.next()) {
      const StatedDates dates(order_, reporter_, record->place);
      Item item(record->element, dates);
      const std::string status = item.status();
      Article article = item.read();
      if (status == "canceled" || status == "cancelled") {
        reporter_.canceled(record->place, std::move(article));
      } else if (status == "withheld") {
        reporter_.skipped(record->place, "withheld");
      } else if (article.paragraphs.empty()) {
        reporter_.skipped(record->place, "not text");
      } else {
        fill_from_opening(article, order_);
        article.format = kNewsml1Format.name;
        article.provenances = {record_at(record->place.offset, record->raw)};
        return article;
      }
    }
    return std::nullopt;
  }

 private:
  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
};

}  // namespace

const Format kNewsml1Format = {
    .name = "newsml1",
    .standard = "NewsML 1.0-1.2 (IPTC)",
    .extensions = "xml",
    .sniffed_by = "a NewsML root element",
    .sniff =
        [](const Sample& sample) {
          return xml_root(sample.head).name == "NewsML" ? Confidence::certain : Confidence::no;
        },
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> {
      return std::make_unique<Newsml1Reader>(member);
    },
};

}  // namespace news::formats
