// Where the fields of an item stand, and which of several elements for the same field counts.
#include "indexer/formats/feed_item.h"

#include <libxml/uri.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "common/text.h"
#include "indexer/formats/feed_names.h"
#include "indexer/formats/feed_people.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

struct Name {
  Vocabulary vocabulary;
  std::string_view local;

  bool operator==(const Name&) const = default;
};

using enum Vocabulary;

// For each field the names that state it, those that count more first.
constexpr auto kTitles = std::to_array<Name>(
    {{feed, "title"}, {dublin_core, "title"}, {media, "title"}, {itunes, "title"}, {prism, "title"}});
constexpr auto kTexts = std::to_array<Name>({{content, "encoded"},
                                             {feed, "content"},
                                             {xhtml, "body"},
                                             {xhtml, "div"},
                                             {feed, "body"},
                                             {feed, "fullitem"},
                                             {other, "fullitem"},
                                             {feed, "description"},
                                             {feed, "summary"},
                                             {feed, "tagline"},
                                             {dublin_core, "description"},
                                             {dc_terms, "abstract"}});
constexpr auto kLastTexts =
    std::to_array<Name>({{media, "description"}, {itunes, "summary"}, {media, "text"}, {itunes, "subtitle"}});
constexpr auto kSummaries = std::to_array<Name>({{wordpress_excerpt, "encoded"},
                                                 {feed, "description"},
                                                 {feed, "summary"},
                                                 {dublin_core, "description"},
                                                 {dc_terms, "abstract"}});
constexpr auto kPublished = std::to_array<Name>({{feed, "pubDate"},
                                                 {feed, "published"},
                                                 {feed, "issued"},
                                                 {dublin_core, "date"},
                                                 {dc_terms, "issued"},
                                                 {prism, "publicationDate"},
                                                 {feed, "created"},
                                                 {dc_terms, "created"},
                                                 {feed, "pubdate"}});
constexpr auto kUpdated = std::to_array<Name>({{feed, "updated"},
                                               {feed, "modified"},
                                               {dc_terms, "modified"},
                                               {prism, "modificationDate"},
                                               {feed, "lastBuildDate"}});
constexpr auto kIds = std::to_array<Name>({{feed, "guid"}, {feed, "id"}, {dublin_core, "identifier"}});
constexpr auto kTopics = std::to_array<Name>(
    {{feed, "category"}, {dublin_core, "subject"}, {media, "category"}, {prism, "keyword"}, {itunes, "category"}});
constexpr auto kKeywordLists = std::to_array<Name>({{media, "keywords"}, {itunes, "keywords"}, {feed, "keywords"}});

struct FreeXmlText {
  void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};
using XmlText = std::unique_ptr<xmlChar, FreeXmlText>;

/// RFC 3986, section 5; the address as it stands where either is no address.
std::string resolved(const std::string& address, const char* base) {
  if (address.empty() || base == nullptr || *base == '\0') return address;
  const XmlText whole(
      xmlBuildURI(reinterpret_cast<const xmlChar*>(address.c_str()), reinterpret_cast<const xmlChar*>(base)));
  return whole ? std::string(reinterpret_cast<const char*>(whole.get())) : address;
}

bool is_web_address(std::string_view text) {
  const std::string start = ascii_lower(text.substr(0, 8));
  return (start.starts_with("http://") || start.starts_with("https://")) && text.find(' ') == std::string_view::npos;
}

bool is_repeated_blog_line(std::string_view paragraph) {
  return paragraph.starts_with("The post ") && paragraph.find(" appeared first on ") != std::string_view::npos;
}

/// One item while it is read.
class Item {
 public:
  Item(const xmlNode* item, const StatedDates& dates, ContentFilter filter)
      : item_(item), dates_(dates), filter_(filter) {
    for (const xmlNode* each = item->children; each != nullptr; each = each->next) {
      if (each->type == XML_ELEMENT_NODE) fields_.push_back({{vocabulary_of(each, item), local_name(each)}, each});
    }
  }

  Article read() {
    read_title();
    read_text();
    read_authors();
    read_addresses();
    read_dates();
    read_topics();
    read_origin();
    return std::move(article_);
  }

 private:
  struct Field {
    Name name;
    const xmlNode* node;
  };

  /// Calls `visit` with each element of that name until it says that this is enough.
  template <typename Visit>
  bool visit_named(const Name& name, Visit visit) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return field.name == name && visit(field.node); });
  }

  template <typename Names, typename Visit>
  void visit_until(const Names& names, Visit visit) const {
    std::any_of(names.begin(), names.end(), [&](const Name& name) { return visit_named(name, visit); });
  }

  template <typename Names, typename Visit>
  void visit_all(const Names& names, Visit visit) const {
    visit_until(names, [&](const xmlNode* node) {
      visit(node);
      return false;
    });
  }

  /// The line that the first of these elements holds that is not empty.
  template <typename Names>
  [[nodiscard]] std::string first_line(const Names& names) {
    std::string line;
    visit_until(names, [&](const xmlNode* node) {
      line = text_in(node).line();
      return !line.empty();
    });
    return line;
  }

  /// Text as its element's own rules have it: what has a type is Atom's.
  [[nodiscard]] FeedText text_in(const xmlNode* node) {
    const Vocabulary vocabulary = vocabulary_of(node, item_);
    if (vocabulary == content && filter_ != nullptr) return {filter_(text_of(node)), Markup::html};
    const bool typed =
        !attribute(node, "type").empty() || !attribute(node, "mode").empty() || !attribute(node, "src").empty();
    const bool atom = vocabulary == feed && (typed || is_atom_namespace(namespace_of(node)));
    FeedText text = atom ? atom_text(node) : loose_text(node);
    if (text.escaped_twice && !noted_escapes_) dates_.note("HTML escaped twice", local_name(node));
    noted_escapes_ = noted_escapes_ || text.escaped_twice;
    return text;
  }

  void read_title() { article_.title = first_line(kTitles); }

  void read_text() {
    // The one that says most, whatever it is called: "content" may be a line and "description" the whole text.
    std::size_t most = 0;
    const auto take_longest = [&](const xmlNode* node) {
      std::vector<std::string> paragraphs = text_in(node).paragraphs();
      std::size_t size = 0;
      for (const std::string& paragraph : paragraphs) size += paragraph.size();
      if (size <= most) return;
      most = size;
      body_ = node;
      article_.paragraphs = std::move(paragraphs);
    };
    visit_all(kTexts, take_longest);
    if (article_.paragraphs.empty()) visit_media(take_longest);
    if (!article_.paragraphs.empty() && is_repeated_blog_line(article_.paragraphs.back())) {
      article_.paragraphs.pop_back();
    }
    visit_until(kSummaries, [&](const xmlNode* node) {
      if (node == body_) return false;
      article_.deck = summary_in(node);
      return !article_.deck.empty();
    });
    drop_repeated_deck(article_);
    read_language();
  }

  /// Media RSS may wrap what it says into groups.
  template <typename Visit>
  void visit_media(Visit visit) const {
    visit_all(kLastTexts, visit);
    if (!article_.paragraphs.empty()) return;
    visit_all(std::to_array<Name>({{media, "group"}, {media, "content"}}), [&](const xmlNode* group) {
      if (const xmlNode* description = child(group, "description")) visit(description);
    });
  }

  [[nodiscard]] std::string summary_in(const xmlNode* node) {
    std::string summary;
    for (const std::string& paragraph : text_in(node).paragraphs()) {
      if (!is_repeated_blog_line(paragraph)) summary += (summary.empty() ? "" : " ") + paragraph;
    }
    return one_line(summary);
  }

  /// xml:lang holds for what stands inside, from the feed down to the text.
  void read_language() {
    visit_named({dublin_core, "language"}, [&](const xmlNode* node) {
      article_.language = one_line(text_of(node));
      return !article_.language.empty();
    });
    if (!article_.language.empty()) return;
    const XmlText language(xmlNodeGetLang(body_ != nullptr ? body_ : item_));
    if (language) article_.language = one_line(reinterpret_cast<const char*>(language.get()));
  }

  void add_author(std::string_view text) {
    Byline byline = read_feed_author(text);
    for (std::string& name : byline.names) add_name(article_.bylines, std::move(name));
    if (article_.agency.empty()) article_.agency = std::move(byline.agency);
  }

  void add_authors_of(const xmlNode* parent, const Name& name) {
    for (const xmlNode* each = parent->children; each != nullptr; each = each->next) {
      if (local_name(each) != name.local || vocabulary_of(each, item_) != name.vocabulary) continue;
      if (child(each, "name") != nullptr || child(each, "email") != nullptr || child(each, "uri") != nullptr) {
        add_name(article_.bylines, atom_person(each));
      } else {
        add_author(loose_text(each).text);
      }
    }
  }

  void read_authors() {
    add_authors_of(item_, {dublin_core, "creator"});
    if (article_.bylines.empty()) add_authors_of(item_, {feed, "author"});
    if (article_.bylines.empty()) add_authors_of(item_, {dublin_core, "author"});
    if (article_.bylines.empty()) add_authors_of(item_, {itunes, "author"});
    if (article_.bylines.empty()) {
      visit_named({feed, "source"}, [&](const xmlNode* source) {
        add_authors_of(source, {feed, "author"});
        return false;
      });
    }
  }

  [[nodiscard]] std::string address_in(const xmlNode* node, const std::string& address) const {
    const XmlText base(xmlNodeGetBase(node->doc, node));
    return resolved(std::string(trim(address)), reinterpret_cast<const char*>(base.get()));
  }

  /// The address of a link that leads to the article; empty for others.
  [[nodiscard]] std::string article_link(const xmlNode* link) const {
    constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
    std::string rel = ascii_lower(trim(attribute(link, "rel")));
    if (rel.starts_with(kRegistry)) rel.erase(0, kRegistry.size());
    if (!rel.empty() && rel != "alternate") return {};
    const std::string href = attribute(link, "href");
    return address_in(link, href.empty() ? text_of(link) : href);
  }

  void read_addresses() {
    const xmlNode* guid = nullptr;
    visit_until(kIds, [&](const xmlNode* node) {
      article_.id = one_line(text_of(node));
      if (local_name(node) == "guid") guid = node;
      return !article_.id.empty();
    });
    if (article_.id.empty()) article_.id = one_line(attribute(item_, "about"));

    visit_named({feedburner, "origLink"}, [&](const xmlNode* node) {
      article_.url = address_in(node, text_of(node));
      return !article_.url.empty();
    });
    if (article_.url.empty()) read_link();
    const bool permanent = guid != nullptr && ascii_lower(trim(attribute(guid, "isPermaLink"))) != "false";
    if (article_.url.empty() && permanent && is_web_address(article_.id)) article_.url = article_.id;
    if (article_.id.empty()) article_.id = article_.url;
  }

  void read_link() {
    // Among several, the page rather than its other forms.
    visit_named({feed, "link"}, [&](const xmlNode* node) {
      const std::string type = ascii_lower(attribute(node, "type"));
      const bool page = type.empty() || type == "text/html" || type == "application/xhtml+xml";
      std::string address = article_link(node);
      if (address.empty() || (!page && !article_.url.empty())) return false;
      article_.url = std::move(address);
      return page;
    });
  }

  template <typename Names>
  [[nodiscard]] std::optional<StatedTime> first_date(const Names& names) const {
    std::optional<StatedTime> time;
    visit_until(names, [&](const xmlNode* node) {
      time = dates_.read_value(text_of(node));
      return time.has_value();
    });
    return time;
  }

  void read_dates() {
    article_.published = first_date(kPublished);
    article_.updated = first_date(kUpdated);
    if (!article_.published) article_.published = article_.updated;
  }

  void add_topics(std::string_view list, char separator) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(separator), list.size());
      add_name(article_.topics, one_line(list.substr(0, end)));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  void read_topics() {
    visit_all(kTopics, [&](const xmlNode* node) {
      std::string topic = one_line(attribute(node, "label"));
      if (topic.empty()) topic = one_line(attribute(node, "term"));
      if (topic.empty()) topic = one_line(attribute(node, "text"));
      if (topic.empty()) topic = loose_text(node).line();
      add_name(article_.topics, std::move(topic));
    });
    visit_all(kKeywordLists, [&](const xmlNode* node) { add_topics(text_of(node), ','); });
    article_.section = first_line(std::to_array<Name>({{prism, "section"}, {slash, "section"}}));
    article_.page = first_line(std::to_array<Name>({{prism, "startingPage"}}));
    if (ascii_lower(article_.page) == "n/a") article_.page.clear();
  }

  void read_origin() {
    visit_named({feed, "source"}, [&](const xmlNode* node) {
      const xmlNode* title = child(node, "title");
      // In Atom all of the source's elements stand inside; in RSS its name does.
      const bool atom = title != nullptr || child(node, "id") != nullptr;
      article_.source = atom ? text_in_title(title) : loose_text(node).line();
      return !article_.source.empty();
    });
    if (article_.source.empty()) article_.source = first_line(std::to_array<Name>({{prism, "publicationName"}}));
  }

  [[nodiscard]] std::string text_in_title(const xmlNode* title) {
    return title == nullptr ? std::string() : text_in(title).line();
  }

  const xmlNode* item_;
  const StatedDates& dates_;
  ContentFilter filter_;
  std::vector<Field> fields_;
  const xmlNode* body_ = nullptr;
  bool noted_escapes_ = false;
  Article article_;
};

}  // namespace

Article read_feed_item(const xmlNode* item, const StatedDates& dates, ContentFilter filter) {
  return Item(item, dates, filter).read();
}

void inherit(Article& article, const FeedChannel& channel) {
  if (article.source.empty()) article.source = channel.title.empty() ? channel.publisher : channel.title;
  if (article.language.empty()) article.language = channel.language;
  if (article.bylines.empty()) article.bylines = channel.authors;
  for (std::string& byline : article.bylines) {
    if (const auto shown = channel.display_names.find(byline); shown != channel.display_names.end()) {
      byline = shown->second;
    }
  }
  if (is_web_address(channel.link)) article.url = resolved(article.url, channel.link.c_str());
}

void drop_repeated_deck(Article& article) {
  constexpr std::size_t kCompared = 200;  // bytes; a deck that is the text's beginning is so from its first word on
  std::string_view stem = article.deck;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : {"...", "\xE2\x80\xA6", "[...]", "[\xE2\x80\xA6]", "]", "[", "more", "Read"}) {
      if (!stem.ends_with(end)) continue;
      stem = trim(stem.substr(0, stem.size() - end.size()));
      cut = true;
    }
  }
  stem = stem.substr(0, kCompared);
  const std::string body = one_line(body_of(article));
  const bool repeated = stem.empty() || body.find(stem) != std::string::npos;
  if (repeated || article.deck == article.title) article.deck.clear();
}

}  // namespace news::formats
