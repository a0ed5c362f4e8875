// Where the fields of an item stand, and which of several elements for the same field counts.
#include "indexer/formats/feed_item.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "common/text.h"
#include "indexer/formats/feed_deck.h"
#include "indexer/formats/feed_fields.h"
#include "indexer/formats/feed_names.h"
#include "indexer/formats/feed_people.h"
#include "indexer/formats/feed_scope.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

using enum Vocabulary;

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
    FieldName name;
    const xmlNode* node;
  };

  /// Calls `visit` with each element of that name until it says that this is enough.
  template <typename Visit>
  void visit_named(const FieldName& name, Visit visit) const {
    static_cast<void>(is_enough(name, visit));
  }

  template <typename Visit>
  [[nodiscard]] bool is_enough(const FieldName& name, Visit visit) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return field.name == name && visit(field.node); });
  }

  template <typename Names, typename Visit>
  void visit_until(const Names& names, Visit visit) const {
    static_cast<void>(
        std::any_of(names.begin(), names.end(), [&](const FieldName& name) { return is_enough(name, visit); }));
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

  void read_title() { article_.title = first_line(feed_fields::kTitles); }

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
    visit_all(feed_fields::kTexts, take_longest);
    if (article_.paragraphs.empty()) visit_media(take_longest);
    if (!article_.paragraphs.empty() && is_blog_line(article_.paragraphs.back())) {
      article_.paragraphs.pop_back();
    }
    visit_until(feed_fields::kSummaries, [&](const xmlNode* node) {
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
    visit_all(feed_fields::kLastTexts, visit);
    if (!article_.paragraphs.empty()) return;
    visit_all(std::to_array<FieldName>({{media, "group"}, {media, "content"}}), [&](const xmlNode* group) {
      if (const xmlNode* description = child(group, "description")) visit(description);
    });
  }

  [[nodiscard]] std::string summary_in(const xmlNode* node) {
    std::string summary;
    for (const std::string& paragraph : text_in(node).paragraphs()) {
      if (!is_blog_line(paragraph)) summary += (summary.empty() ? "" : " ") + paragraph;
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
    article_.language = one_line(language_around(body_ != nullptr ? body_ : item_));
  }

  void add_author(std::string_view text) {
    Byline byline = read_feed_author(text);
    for (std::string& name : byline.names) add_name(article_.bylines, std::move(name));
    if (article_.agency.empty()) article_.agency = std::move(byline.agency);
  }

  void add_authors_of(const xmlNode* parent, const FieldName& name) {
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

  /// The address of a link that leads to the article; empty for others.
  [[nodiscard]] std::string article_link(const xmlNode* link) const {
    constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
    std::string rel = ascii_lower(trim(attribute(link, "rel")));
    if (rel.starts_with(kRegistry)) rel.erase(0, kRegistry.size());
    if (!rel.empty() && rel != "alternate") return {};
    const std::string href = attribute(link, "href");
    return absolute_address(link, href.empty() ? text_of(link) : href);
  }

  void read_addresses() {
    const xmlNode* guid = nullptr;
    visit_until(feed_fields::kIds, [&](const xmlNode* node) {
      article_.id = one_line(text_of(node));
      if (local_name(node) == "guid") guid = node;
      return !article_.id.empty();
    });
    if (article_.id.empty()) article_.id = one_line(attribute(item_, "about"));

    visit_named({feedburner, "origLink"}, [&](const xmlNode* node) {
      article_.url = absolute_address(node, text_of(node));
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
    article_.published = first_date(feed_fields::kPublished);
    article_.updated = first_date(feed_fields::kUpdated);
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
    visit_all(feed_fields::kTopics, [&](const xmlNode* node) {
      if (is_kind_of_entry(node)) return;
      std::string topic = one_line(attribute(node, "label"));
      if (topic.empty()) topic = one_line(attribute(node, "term"));
      if (topic.empty()) topic = one_line(attribute(node, "text"));
      if (topic.empty()) topic = loose_text(node).line();
      add_name(article_.topics, std::move(topic));
    });
    visit_all(feed_fields::kKeywordLists, [&](const xmlNode* node) { add_topics(text_of(node), ','); });
    article_.section = first_line(std::to_array<FieldName>({{prism, "section"}, {slash, "section"}}));
    article_.page = first_line(std::to_array<FieldName>({{prism, "startingPage"}}));
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
    if (article_.source.empty()) article_.source = first_line(std::to_array<FieldName>({{prism, "publicationName"}}));
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

bool is_kind_of_entry(const xmlNode* category) {
  return attribute(category, "scheme").ends_with("schemas.google.com/g/2005#kind");
}

}  // namespace news::formats
