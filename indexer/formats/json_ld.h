// What a page says of its article in JSON-LD, in the words of schema.org.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// Properties of schema.org's Article (and NewsArticle, BlogPosting and others below it), as they stand; empty where
/// they are not stated.
struct LinkedData {
  std::string headline;
  std::string alternative;  ///< alternativeHeadline
  std::string description;
  std::string body;  ///< articleBody
  std::vector<std::string> authors;
  std::string publisher;
  std::string published;  ///< datePublished
  std::string modified;   ///< dateModified
  std::string section;    ///< articleSection
  std::vector<std::string> keywords;
  std::string language;  ///< inLanguage
  std::string url;       ///< url, mainEntityOfPage
  bool is_article = false;
};

/// Reads the content of a `<script type="application/ld+json">`: an object, a list of them, a `@graph`, or an article
/// inside another object (`mainEntity`). Comment marks around it, trailing commas, line ends inside strings and quotes
/// written as references are mended; what is no JSON even so says nothing. Of several articles the first counts.
[[nodiscard]] LinkedData read_linked_data(std::string_view script);

}  // namespace news::formats
