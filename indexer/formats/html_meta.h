// What a web page says about its article outside the text.
#pragma once

#include <libxml/tree.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/json_ld.h"

namespace news::formats {

/// Everything found, as it stands.
struct PageMeta {
  LinkedData linked;                                          ///< schema.org in JSON-LD
  std::map<std::string, std::vector<std::string>> named;      ///< `<meta name|property|itemprop>`, names in lower case
  std::map<std::string, std::vector<std::string>> microdata;  ///< `itemprop` of elements, names in lower case
  std::string title;                                          ///< `<title>`
  std::vector<std::string> headings;                          ///< `<h1>`
  std::string canonical;                                      ///< `<link rel=canonical>`
  std::string language;                                       ///< `<html lang>`
  std::vector<std::string> bylines;  ///< elements whose rel, class or itemprop says that they name an author
  std::vector<std::string> times;    ///< `<time datetime>`, those marked as publication first
  std::vector<std::string> dates;    ///< short texts of elements whose class speaks of a date

  /// The first value of the first of these meta names that has one.
  [[nodiscard]] std::string first(std::initializer_list<std::string_view> names) const;
};

[[nodiscard]] PageMeta page_meta(const xmlNode* root);

}  // namespace news::formats
