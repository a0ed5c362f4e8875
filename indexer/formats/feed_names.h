// Which vocabulary an element of a feed belongs to, by its namespace or, where that is missing, by custom.
#pragma once

#include <libxml/tree.h>

#include <string_view>

namespace news::formats {

/// Vocabularies that feeds are written in. RSS and Atom are one: no name means two things in them.
enum class Vocabulary {
  feed,         ///< RSS of any version, Atom 0.3 and 1.0
  content,      ///< RSS 1.0 module content
  dublin_core,  ///< elements 1.1
  dc_terms,
  media,  ///< Media RSS
  itunes,
  prism,
  feedburner,
  xhtml,
  slash,
  wordpress,          ///< wordpress.org/export/1.x
  wordpress_excerpt,  ///< wordpress.org/export/1.x/excerpt
  other,
};

/// The vocabulary of a child of a record. The namespace decides, whatever its prefix; one that is not known is the
/// feed's own where the record itself is in it. Without a declared namespace the usual prefixes mean what they usually
/// mean, and no prefix means the feed's own.
[[nodiscard]] Vocabulary vocabulary_of(const xmlNode* node, const xmlNode* record);

/// RSS 0.90, 1.0, 1.1, and namespaces that were used with 0.91 and 2.0.
[[nodiscard]] bool is_rss_namespace(std::string_view name);

/// Atom 1.0, 0.3, and the drafts before.
[[nodiscard]] bool is_atom_namespace(std::string_view name);

/// Whether an element named item or entry is one of a feed, not of a vocabulary inside it.
[[nodiscard]] bool is_feed_element(const xmlNode* node);

}  // namespace news::formats
