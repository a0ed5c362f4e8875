// A web page -> an article.
#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/formats/reader.h"

namespace news::formats {

/// What came of a page, and why it is no article.
struct PageReading {
  Article article;
  std::string fault;         ///< empty, or "no text"
  std::string charset_note;  ///< what had to be assumed about the charset; empty if nothing
};

/// Reads a page as news sites publish them. Each field is taken from the first of these that states it:
///
/// | field     | sources |
/// |---|---|
/// | title     | JSON-LD headline, og:title, a single h1, twitter:title, `<title>`; the site's name is cut off its end
/// | | deck      | JSON-LD alternativeHeadline; a description (JSON-LD, og, meta) that does not begin the text | |
/// authors   | JSON-LD author, `meta` (author, article:author, parsely-author, dc.creator...), microdata, rel=author,
/// class | | published | JSON-LD datePublished, article:published_time and other `meta`, microdata, `<time>`, a date in
/// the text of an
///               element whose class speaks of one |
/// | source    | og:site_name, JSON-LD publisher, application-name, dc.publisher |
/// | url       | link rel=canonical, og:url, JSON-LD url |
/// | text      | main_text.h; JSON-LD articleBody where that finds far less |
///
/// The charset is that of a byte order mark, else UTF-8 if it is valid, else the declared one (of HTTP, may be empty),
/// else the one that a `meta` states, else detected. No id is set.
[[nodiscard]] PageReading read_html_page(std::string_view html, std::string_view declared_charset, DateOrder order);

}  // namespace news::formats
