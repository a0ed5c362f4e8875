// Reads the pages of a dump.
#include "indexer/formats/mediawiki.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/input.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/formats/wikitext.h"
#include "indexer/formats/xml_records.h"
#include "indexer/formats/xml_sniff.h"

namespace news::formats {
namespace {

constexpr std::string_view kMainNamespace = "0";
constexpr std::string_view kFileNamespace = "6";
constexpr std::string_view kCategoryNamespace = "14";

std::string line(const xmlNode* node) { return one_line(text_of(node)); }

/// What the dump says of its wiki.
struct Site {
  std::string name;
  std::string base;  ///< address of the folder of pages
  std::string language;
  WikiNames names;
  std::vector<std::string> namespaces;  ///< other than the main one, folded
};

Site read_site(const xmlDoc* outside) {
  Site site;
  const xmlNode* root = outside != nullptr ? xmlDocGetRootElement(outside) : nullptr;
  const xmlNode* info = child(root, "siteinfo");
  site.language = attribute(root, "lang");
  site.name = line(child(info, "sitename"));
  const std::string base = line(child(info, "base"));
  site.base = base.substr(0, base.rfind('/') + 1);
  for (const xmlNode* each = child(child(info, "namespaces"), "namespace"); each != nullptr; each = each->next) {
    if (local_name(each) != "namespace") continue;
    const std::string key = attribute(each, "key");
    std::string name = fold_case(line(each));
    if (name.empty()) continue;
    if (key == kFileNamespace) site.names.files.push_back(name);
    if (key == kCategoryNamespace) site.names.categories.push_back(name);
    site.namespaces.push_back(std::move(name));
  }
  return site;
}

/// A page's address as MediaWiki forms it: blanks as underscores, what RFC 3986 does not allow in a path as %XX.
std::string address_of(const Site& site, std::string_view title) {
  if (site.base.empty()) return {};
  std::string address = site.base;
  for (const char c : title) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c == ' ') {
      address += '_';
    } else if (letter || std::string_view("-._~:/!$'()*,;@").find(c) != std::string_view::npos) {
      address += c;
    } else {
      address += fmt::format("%{:02X}", byte);
    }
  }
  return address;
}

/// `#REDIRECT [[Target]]`, the word in any language.
bool is_redirect(std::string_view text) {
  text = trim(text);
  if (!text.starts_with('#') || text.size() < 2 || text[1] == ' ' || text[1] == '[' || text[1] == '#') return false;
  const std::size_t link = text.find("[[");
  constexpr std::size_t kLongestWord = 60;
  return link < kLongestWord && text.substr(0, link).find('\n') == std::string_view::npos;
}

class MediawikiReader : public ArticleReader {
 public:
  explicit MediawikiReader(const Member& member)
      : order_(member.options.date_order), reporter_(member.reporter), records_(member, {"page"}) {}

  std::optional<Article> next() override {
    while (const std::optional<XmlRecord> record = records_.next()) {
      if (!site_) site_ = read_site(records_.outside().get());
      const std::string_view reason = read(*record);
      if (!reason.empty()) {
        reporter_.skipped(record->place, reason);
        continue;
      }
      article_.format = kMediawikiFormat.name;
      article_.provenances = {record_at(record->place.offset, record->raw)};
      return std::move(article_);
    }
    return std::nullopt;
  }

 private:
  /// Sets article_, or returns why the page is none.
  std::string_view read(const XmlRecord& record) {
    article_ = {};
    const xmlNode* page = record.element;
    article_.title = line(child(page, "title"));
    if (!is_main(page)) return "not an article";
    if (child(page, "redirect") != nullptr) return "redirect";
    const xmlNode* revision = latest_revision(page);
    const std::string model = line(child(revision, "model"));
    if (!model.empty() && model != "wikitext") return "not an article";
    const std::string text = text_of(child(revision, "text"));
    if (is_redirect(text)) return "redirect";
    WikiText wiki = read_wikitext(text, site_->names);
    if (wiki.paragraphs.empty()) return "empty";

    article_.id = line(child(page, "id"));
    article_.source = site_->name;
    article_.language = site_->language;
    article_.url = address_of(*site_, article_.title);
    article_.updated = parse_iso(line(child(revision, "timestamp")));
    article_.paragraphs = std::move(wiki.paragraphs);
    read_statements(wiki);
    fill_from_opening(article_, order_);
    return {};
  }

  [[nodiscard]] bool is_main(const xmlNode* page) const {
    if (const xmlNode* space = child(page, "ns")) return line(space) == kMainNamespace;
    const std::size_t colon = article_.title.find(':');  // before schema 0.6
    if (colon == std::string::npos) return true;
    const std::string prefix = fold_case(std::string_view(article_.title).substr(0, colon));
    return std::find(site_->namespaces.begin(), site_->namespaces.end(), prefix) == site_->namespaces.end();
  }

  static const xmlNode* latest_revision(const xmlNode* page) {
    const xmlNode* latest = nullptr;
    std::string latest_time;
    for (const xmlNode* each = child(page, "revision"); each != nullptr; each = each->next) {
      if (local_name(each) != "revision") continue;
      std::string time = line(child(each, "timestamp"));
      if (latest != nullptr && time < latest_time) continue;
      latest = each;
      latest_time = std::move(time);
    }
    return latest;
  }

  [[nodiscard]] std::optional<StatedTime> day_of(std::string_view text) const {
    const auto reading = read_date(text, order_);
    constexpr std::size_t kDay = 10;
    if (!reading || to_iso(reading->time).size() < kDay) return std::nullopt;
    return reading->time;
  }

  void read_statements(const WikiText& wiki) {
    for (const WikiTemplate& stated : wiki.templates) {
      for (const auto& [key, value] : stated.named) {
        if (!article_.published && (key == "date" || key == "1" || key == "datum" || key == "data")) {
          article_.published = day_of(value);
        }
        if (article_.dateline.empty() && (key == "location" || key == "luogo" || key == "ort"))
          article_.dateline = value;
      }
    }
    for (const std::string& category : wiki.categories) {
      const std::string name = category.substr(0, category.find('|'));
      if (const auto day = day_of(name)) {
        if (!article_.published) article_.published = day;
      } else {
        article_.topics.push_back(name);
      }
    }
  }

  DateOrder order_;
  Reporter& reporter_;
  XmlRecords records_;
  std::optional<Site> site_;
  Article article_;
};

}  // namespace

const Format kMediawikiFormat = {
    .name = "mediawiki",
    .standard = "MediaWiki XML export 0.3-0.11, wikitext as text",
    .extensions = "xml",
    .sniffed_by = "a mediawiki root element",
    .sniff =
        [](const Sample& sample) {
          return xml_root(sample.head).name == "mediawiki" ? Confidence::certain : Confidence::no;
        },
    .open = [](const Member& member) -> std::unique_ptr<ArticleReader> {
      return std::make_unique<MediawikiReader>(member);
    },
};

}  // namespace news::formats
