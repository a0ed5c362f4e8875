#include "indexer/formats/html_meta.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/html_tree.h"

namespace news::formats {
namespace {

constexpr std::size_t kMostValues = 50;      // of one name
constexpr std::size_t kLongestByline = 200;  // bytes
constexpr std::size_t kMostScripts = 50;

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(" \t\r\n"), list.size());
    if (iequals_ascii(list.substr(0, end), word)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Gathers while the tree is walked.
class Gathering {
 public:
  void look_at(const xmlNode* element, std::string_view name) {
    if (name == "meta") return take_meta(element);
    if (name == "script") return take_script(element);
    if (name == "html") meta.language = html_attribute(element, "lang");
    if (name == "title" && meta.title.empty() && html_name(element->parent) == "head")
      meta.title = html_text_of(element);
    if (name == "h1" && meta.headings.size() < kMostValues) meta.headings.push_back(html_text_of(element));
    if (name == "link") take_link(element);
    if (name == "time") take_time(element);
    if (element->properties != nullptr) take_hints(element, name);
  }

  PageMeta meta;

 private:
  void take_meta(const xmlNode* element) {
    const std::string content = one_line(html_attribute(element, "content"));
    if (content.empty()) return;
    for (const std::string_view attribute : {"property", "name", "itemprop", "http-equiv"}) {
      // RDFa allows several names; Dublin Core is written with a colon as well as with a dot.
      std::string names = ascii_lower(html_attribute(element, attribute));
      for (const std::string_view prefix : {"dc:", "dcterms:", "dcterm:"}) {
        for (std::size_t at = names.find(prefix); at != std::string::npos; at = names.find(prefix, at + 1)) {
          names[at + prefix.size() - 1] = '.';
        }
      }
      for (std::string_view rest = trim(names); !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        auto& values = meta.named[std::string(rest.substr(0, end))];
        if (values.size() < kMostValues) values.push_back(content);
        rest = trim(rest.substr(end));
      }
    }
  }

  void take_script(const xmlNode* element) {
    const std::string type = ascii_lower(html_attribute(element, "type"));
    if (type.find("ld+json") == std::string::npos || ++scripts_ > kMostScripts || meta.linked.is_article) return;
    std::string text;
    for (const xmlNode* each = element->children; each != nullptr; each = each->next) {
      if (each->content != nullptr) text += reinterpret_cast<const char*>(each->content);
    }
    LinkedData data = read_linked_data(text);
    if (data.is_article) meta.linked = std::move(data);
  }

  void take_link(const xmlNode* element) {
    if (meta.canonical.empty() && has_word(html_attribute(element, "rel"), "canonical")) {
      meta.canonical = trim(html_attribute(element, "href"));
    }
  }

  void take_time(const xmlNode* element) {
    const std::string_view stated = trim(html_attribute(element, "datetime"));
    if (stated.empty() || meta.times.size() >= kMostValues) return;
    const std::string names = ascii_lower(html_attribute(element, "class"));
    bool marked = names.find("publish") != std::string::npos || names.find("entry-date") != std::string::npos;
    for (const xmlAttr* each = element->properties; each != nullptr; each = each->next) {
      marked = marked || std::string_view(reinterpret_cast<const char*>(each->name)) == "pubdate";
    }
    meta.times.insert(marked ? meta.times.begin() : meta.times.end(), std::string(stated));
  }

  void take_hints(const xmlNode* element, std::string_view name) {
    const std::string property = ascii_lower(html_attribute(element, "itemprop"));
    if (!property.empty()) take_property(element, name, property);
    const std::string classes =
        ascii_lower(html_attribute(element, "class")) + ' ' + ascii_lower(html_attribute(element, "id"));
    const bool author = has_word(html_attribute(element, "rel"), "author") ||
                        classes.find("byline") != std::string::npos || classes.find("author") != std::string::npos;
    if (author && meta.bylines.size() < kMostValues) {
      std::string text = html_text_of(element);
      if (!text.empty() && text.size() <= kLongestByline) meta.bylines.push_back(std::move(text));
    }
    const bool date = classes.find("date") != std::string::npos || classes.find("time") != std::string::npos ||
                      classes.find("publish") != std::string::npos;
    if (date && meta.dates.size() < kMostValues) {
      std::string text = html_text_of(element);
      if (!text.empty() && text.size() <= 80) meta.dates.push_back(std::move(text));
    }
  }

  /// The value of a property as the HTML standard's microdata has it.
  void take_property(const xmlNode* element, std::string_view name, const std::string& property) {
    if (property.find("articlebody") != std::string::npos) return;
    std::string value(html_attribute(element, "content"));
    if (value.empty() && name == "time") value = html_attribute(element, "datetime");
    if (value.empty()) value = html_text_of(element);
    value = one_line(value);
    if (value.empty() || value.size() > 1000) return;
    std::string_view rest = property;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      auto& values = meta.microdata[std::string(rest.substr(0, end))];
      if (values.size() < kMostValues) values.push_back(value);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  std::size_t scripts_ = 0;
};

}  // namespace

std::string PageMeta::first(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = named.find(std::string(name));
    if (found != named.end()) return found->second.front();
  }
  return {};
}

PageMeta page_meta(const xmlNode* root) {
  Gathering gathering;
  for (const xmlNode* node = root; node != nullptr; node = next_node(node, root)) {
    const std::string_view name = html_name(node);
    if (!name.empty()) gathering.look_at(node, name);
  }
  return std::move(gathering.meta);
}

}  // namespace news::formats
