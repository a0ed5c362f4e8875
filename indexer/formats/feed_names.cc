// The tables of namespaces and prefixes.
#include "indexer/formats/feed_names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "common/text.h"
#include "indexer/formats/xml_document.h"

namespace news::formats {
namespace {

struct Known {
  std::string_view start;  // of a namespace, lower case, without "http://"; what differs behind it are versions
  Vocabulary vocabulary;
};

// The first that fits counts.
constexpr auto kNamespaces = std::to_array<Known>({
    {"www.w3.org/2005/atom", Vocabulary::feed},
    {"purl.org/atom/", Vocabulary::feed},
    {"purl.org/rss/1.0/modules/content", Vocabulary::content},
    {"purl.org/rss/1.0/modules/slash", Vocabulary::slash},
    {"purl.org/rss/1.0/modules/dc", Vocabulary::dublin_core},
    {"purl.org/rss/1.0/modules/", Vocabulary::other},
    {"purl.org/rss/1.0", Vocabulary::feed},
    {"purl.org/net/rss1.", Vocabulary::feed},
    {"my.netscape.com/", Vocabulary::feed},
    {"channel.netscape.com/", Vocabulary::feed},
    {"backend.userland.com/", Vocabulary::feed},
    {"blogs.law.harvard.edu/tech/rss", Vocabulary::feed},
    {"cyber.law.harvard.edu/rss", Vocabulary::feed},
    {"www.rssboard.org/rss", Vocabulary::feed},
    {"purl.org/dc/elements/", Vocabulary::dublin_core},
    {"purl.org/dc/terms", Vocabulary::dc_terms},
    {"search.yahoo.com/mrss", Vocabulary::media},
    {"tools.search.yahoo.com/mrss", Vocabulary::media},
    {"www.itunes.com/dtds/", Vocabulary::itunes},
    {"www.itunes.com/dtd", Vocabulary::itunes},
    {"example.com/dtds/podcast", Vocabulary::itunes},
    {"prismstandard.org/namespaces/", Vocabulary::prism},
    {"rssnamespace.org/feedburner/", Vocabulary::feedburner},
    {"www.w3.org/1999/xhtml", Vocabulary::xhtml},
    {"www.w3.org/tr/xhtml", Vocabulary::xhtml},
});

// What the W3C and others called Atom before it had a name.
constexpr auto kAtomDrafts = std::to_array<std::string_view>(
    {"example.com/newformat#", "example.com/necho", "purl.org/echo/", "uri/of/echo/namespace#", "purl.org/pie/"});

bool is_atom_draft(std::string_view plain) {
  return std::any_of(kAtomDrafts.begin(), kAtomDrafts.end(),
                     [&](std::string_view start) { return plain.starts_with(start); });
}

constexpr auto kPrefixes = std::to_array<std::pair<std::string_view, Vocabulary>>({
    {"", Vocabulary::feed},
    {"rss", Vocabulary::feed},
    {"atom", Vocabulary::feed},
    {"atom03", Vocabulary::feed},
    {"atom10", Vocabulary::feed},
    {"a10", Vocabulary::feed},
    {"content", Vocabulary::content},
    {"dc", Vocabulary::dublin_core},
    {"dcterms", Vocabulary::dc_terms},
    {"media", Vocabulary::media},
    {"itunes", Vocabulary::itunes},
    {"prism", Vocabulary::prism},
    {"feedburner", Vocabulary::feedburner},
    {"xhtml", Vocabulary::xhtml},
    {"body", Vocabulary::xhtml},
    {"slash", Vocabulary::slash},
    {"wp", Vocabulary::wordpress},
    {"excerpt", Vocabulary::wordpress_excerpt},
});

constexpr std::string_view kWordpress = "wordpress.org/export/";

/// Lower case, without the scheme: both differ in the wild.
std::string plain_namespace(std::string_view name) {
  std::string plain = ascii_lower(trim(name));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (plain.starts_with(scheme)) plain.erase(0, scheme.size());
  }
  return plain;
}

std::optional<Vocabulary> known_namespace(std::string_view name) {
  // The usual cases as they are written, without a copy for every element.
  if (name == "http://www.w3.org/2005/Atom" || name == "http://purl.org/rss/1.0/") return Vocabulary::feed;
  const std::string plain = plain_namespace(name);
  if (plain.starts_with(kWordpress)) {
    const bool excerpt = plain.find("/excerpt", kWordpress.size()) != std::string::npos;
    return excerpt ? Vocabulary::wordpress_excerpt : Vocabulary::wordpress;
  }
  for (const Known& known : kNamespaces) {
    if (plain.starts_with(known.start)) return known.vocabulary;
  }
  if (is_atom_draft(plain)) return Vocabulary::feed;
  return std::nullopt;
}

Vocabulary by_prefix(std::string_view prefix) {
  const auto* const found =
      std::find_if(kPrefixes.begin(), kPrefixes.end(), [&](const auto& row) { return row.first == prefix; });
  return found != kPrefixes.end() ? found->second : Vocabulary::other;
}

}  // namespace

Vocabulary vocabulary_of(const xmlNode* node, const xmlNode* record) {
  const std::string_view name = namespace_of(node);
  if (name.empty()) return by_prefix(ascii_lower(prefix_of(node)));
  if (record != nullptr && name == namespace_of(record)) return Vocabulary::feed;
  if (const auto known = known_namespace(name)) return *known;
  // "xmlns:dc" with a misspelt address is still Dublin Core; without a prefix it is anything.
  const std::string prefix = ascii_lower(prefix_of(node));
  return prefix.empty() ? Vocabulary::other : by_prefix(prefix);
}

bool is_rss_namespace(std::string_view name) {
  return known_namespace(name) == Vocabulary::feed && !is_atom_namespace(name);
}

bool is_atom_namespace(std::string_view name) {
  const std::string plain = plain_namespace(name);
  return plain.starts_with("www.w3.org/2005/atom") || plain.starts_with("purl.org/atom/") || is_atom_draft(plain);
}

bool is_feed_element(const xmlNode* node) {
  const std::string_view name = namespace_of(node);
  if (name.empty()) return by_prefix(ascii_lower(prefix_of(node))) == Vocabulary::feed;
  const auto known = known_namespace(name);
  if (known) return *known == Vocabulary::feed;
  // A feed in a namespace of its own, declared as the default.
  return prefix_of(node).empty();
}

}  // namespace news::formats
