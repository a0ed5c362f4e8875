// Finds the channel and reads its fields.
#include "indexer/formats/feed_channel.h"

#include "common/text.h"
#include "indexer/formats/feed_names.h"
#include "indexer/formats/feed_people.h"
#include "indexer/formats/feed_scope.h"
#include "indexer/formats/feed_text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

/// RSS has a channel inside (2.0) or beside the items (1.0); in Atom and RSS 1.1 the root is it.
const xmlNode* channel_of(const xmlDoc* outside) {
  const xmlNode* root = outside != nullptr ? xmlDocGetRootElement(outside) : nullptr;
  const xmlNode* channel = child(root, "channel");
  return channel != nullptr ? channel : root;
}

std::string link_of(const xmlNode* link) {
  const std::string rel = attribute(link, "rel");
  if (!rel.empty() && rel != "alternate") return {};
  const std::string href = attribute(link, "href");
  return std::string(trim(href.empty() ? text_of(link) : href));
}

void read_element(const xmlNode* node, const xmlNode* channel, FeedChannel& read) {
  const Vocabulary vocabulary = vocabulary_of(node, channel);
  const std::string_view name = local_name(node);
  const auto set_once = [](std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  };
  if (vocabulary == Vocabulary::feed) {
    if (name == "title")
      set_once(read.title, (attribute(node, "type").empty() ? loose_text(node) : atom_text(node)).line());
    if (name == "language") set_once(read.language, one_line(text_of(node)));
    if (name == "link") set_once(read.link, link_of(node));
    if (name == "author") add_name(read.authors, atom_person(node));
  } else if (vocabulary == Vocabulary::dublin_core) {
    if (name == "title") set_once(read.title, loose_text(node).line());
    if (name == "language") set_once(read.language, one_line(text_of(node)));
    if (name == "publisher") set_once(read.publisher, loose_text(node).line());
  } else if (vocabulary == Vocabulary::wordpress && name == "author") {
    const std::string login = one_line(text_of(child(node, "author_login")));
    std::string shown = loose_text(child(node, "author_display_name")).line();
    if (!login.empty() && !shown.empty()) read.display_names.emplace(login, std::move(shown));
  }
}

}  // namespace

FeedChannel read_channel(const xmlDoc* outside) {
  FeedChannel read;
  const xmlNode* channel = channel_of(outside);
  if (channel == nullptr) return read;
  for (const xmlNode* each = channel->children; each != nullptr; each = each->next) {
    if (each->type == XML_ELEMENT_NODE) read_element(each, channel, read);
  }
  return read;
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
  if (is_web_address(channel.link)) article.url = resolved_address(article.url, channel.link);
}

}  // namespace news::formats
