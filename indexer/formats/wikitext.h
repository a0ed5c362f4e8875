// MediaWiki's markup -> plain paragraphs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// How a wiki calls the namespaces whose links are no text, in lower case; the English names count besides.
struct WikiNames {
  std::vector<std::string> files;
  std::vector<std::string> categories;
};

/// A template that is kept for what it states: `{{byline|date=...|location=...}}`.
struct WikiTemplate {
  std::string name;                          ///< lower case
  std::map<std::string, std::string> named;  ///< keys in lower case; those without a key are "1", "2"...
};

struct WikiText {
  std::vector<std::string> paragraphs;
  std::vector<std::string> categories;  ///< without their namespace
  std::vector<WikiTemplate> templates;  ///< those that state a date or a byline
};

/// Strips wikitext (www.mediawiki.org/wiki/Help:Formatting, Help:Links, Help:Tables). Templates go, but for some whose
/// argument is text (`{{w|target|text}}`, `{{lang|de|Text}}`...); so do references, galleries, files with their
/// captions, language links and magic words. Links become their text, headings paragraphs, lists and tables a line an
/// item or row. Sections that only list sources and links (`== Sources ==`, `== Weblinks ==`...) are left out. Linear
/// in the size of the text; marks that are not closed become text.
[[nodiscard]] WikiText read_wikitext(std::string_view wikitext, const WikiNames& names);

}  // namespace news::formats
