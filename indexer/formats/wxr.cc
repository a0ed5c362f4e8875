// The reader of the format "wxr".
#include "indexer/formats/wxr.h"

#include <memory>
#include <optional>
#include <string>

#include "common/text.h"
#include "indexer/formats/feed_item.h"
#include "indexer/formats/feed_names.h"
#include "indexer/formats/feed_people.h"
#include "indexer/formats/feed_reader.h"
#include "indexer/formats/feed_sniff.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/wordpress_text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

/// The text of an item's element of WordPress's own vocabulary.
std::string wordpress_field(const xmlNode* item, std::string_view name) {
  for (const xmlNode* each = item->children; each != nullptr; each = each->next) {
    if (local_name(each) == name && vocabulary_of(each, item) == Vocabulary::wordpress) return one_line(text_of(each));
  }
  return {};
}

enum class Clock { local, universal };

/// "2024-03-29 13:14:05"; WordPress writes zeros where there is none.
std::optional<StatedTime> wordpress_time(const xmlNode* item, std::string_view name, Clock clock,
                                         const StatedDates& dates) {
  const std::string text = wordpress_field(item, name);
  if (text.starts_with("0000-00-00") || text.starts_with("-0001")) return std::nullopt;
  std::optional<StatedTime> time = dates.read_value(text);
  if (time && time->precision > Precision::day && clock == Clock::universal) time->offset_minutes = 0;
  return time;
}

std::optional<StatedTime> first_time(const xmlNode* item, const std::string& name, const StatedDates& dates) {
  const auto universal = wordpress_time(item, name + "_gmt", Clock::universal, dates);
  return universal ? universal : wordpress_time(item, name, Clock::local, dates);
}

/// The first category is the section; the others and the tags are topics. What else sorts posts (menus, formats) is for
/// the site, not for readers.
void read_categories(const xmlNode* item, Article& article) {
  article.topics.clear();
  for (const xmlNode* each = item->children; each != nullptr; each = each->next) {
    if (local_name(each) != "category" || vocabulary_of(each, item) != Vocabulary::feed) continue;
    const std::string domain = attribute(each, "domain");
    if (!domain.empty() && domain != "category" && domain != "post_tag" && domain != "tag") continue;
    std::string name = loose_text(each).line();
    // What WordPress puts where nobody has chosen.
    if (name == "Uncategorized") continue;
    if (domain == "category" && article.section.empty()) article.section = name;
    add_name(article.topics, std::move(name));
  }
}

/// Logins, for which the channel has names.
void read_creators(const xmlNode* item, Article& article) {
  article.bylines.clear();
  for (const xmlNode* each = item->children; each != nullptr; each = each->next) {
    if (local_name(each) != "creator" || vocabulary_of(each, item) != Vocabulary::dublin_core) continue;
    add_name(article.bylines, one_line(text_of(each)));
  }
}

FeedReading read(const xmlNode* item, const StatedDates& dates) {
  const std::string type = wordpress_field(item, "post_type");
  if (!type.empty() && type != "post" && type != "page") return {{}, "not an article"};
  const std::string status = wordpress_field(item, "status");
  if (!status.empty() && status != "publish") return {{}, "not published"};

  FeedReading reading{read_feed_item(item, dates, wordpress_html)};
  Article& article = reading.article;
  read_creators(item, article);
  read_categories(item, article);
  if (const auto published = first_time(item, "post_date", dates)) article.published = published;
  article.updated = first_time(item, "post_modified", dates);
  return reading;
}

Confidence sniff(const Sample& sample) {
  return guess_feed(sample.head).kind == FeedKind::wordpress ? Confidence::certain : Confidence::no;
}

std::unique_ptr<ArticleReader> open(const Member& member) {
  return std::make_unique<FeedReader>(member, kWxrFormat.name, read);
}

}  // namespace

const Format kWxrFormat = {
    .name = "wxr",
    .standard = "WXR 1.0-1.2 (WordPress eXtended RSS); one article a published post or page",
    .extensions = "xml wxr",
    .sniffed_by = "RSS with WordPress's export namespace",
    .sniff = sniff,
    .open = open,
};

}  // namespace news::formats
