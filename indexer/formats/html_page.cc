#include "indexer/formats/html_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/byline.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/entities.h"
#include "indexer/formats/html_meta.h"
#include "indexer/formats/html_text.h"
#include "indexer/formats/html_tree.h"
#include "indexer/formats/main_text.h"
#include "indexer/formats/opening_fields.h"
#include "indexer/sources/charset.h"

namespace news::formats {
namespace {

constexpr std::size_t kMetaBytes = 4096;  // in which a page must state its charset (HTML standard: 1024)

/// The charset that a `meta` element states: `<meta charset=x>` or `content="text/html; charset=x"`.
std::string_view stated_charset(std::string_view html) {
  const std::string head = ascii_lower(html.substr(0, kMetaBytes));
  for (std::size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 1)) {
    const std::size_t tag = head.rfind('<', at);
    if (tag == std::string::npos || head.compare(tag, 5, "<meta") != 0) continue;
    const std::size_t begin = head.find_first_not_of(" =\"'", at + 7);
    if (begin == std::string::npos) return {};
    const std::size_t end = std::min(head.find_first_of(" \"'>;/", begin), head.size());
    return html.substr(begin, end - begin);
  }
  return {};
}

bool is_address(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

/// A title without the name of the site behind a separator, where the page says that name; without what follows the
/// last ` | ` in any case.
std::string without_site(std::string title, const std::string& site) {
  const auto is_separator = [](std::string_view text) {
    return text == "|" || text == "-" || text == "\xe2\x80\x93" || text == "\xe2\x80\x94" || text == "\xc2\xbb" ||
           text == "\xc2\xb7" || text == "::" || text == "\xe2\x80\xa2" || text == "/";
  };
  for (std::size_t blank = title.rfind(' '); blank != std::string::npos && blank > 0;
       blank = title.rfind(' ', blank - 1)) {
    const std::size_t before = title.rfind(' ', blank - 1);
    if (before == std::string::npos) break;
    const std::string_view separator = std::string_view(title).substr(before + 1, blank - before - 1);
    if (!is_separator(separator)) continue;
    const std::string_view name = std::string_view(title).substr(blank + 1);
    const std::string folded_name = fold_case(name);
    const std::string folded_site = fold_case(site);
    const bool is_site = !site.empty() && (folded_name.find(folded_site) != std::string::npos ||
                                           folded_site.find(folded_name) != std::string::npos);
    const bool bar = separator == "|" && before > name.size();
    if (is_site || bar) title.erase(before);
  }
  return title;
}

std::string plain(const std::string& text) { return html_line(text); }

/// Reads the fields one after the other.
class Page {
 public:
  Page(const xmlNode* root, DateOrder order) : meta_(page_meta(root)), body_(root), order_(order) {}

  Article read() {
    read_site();
    read_title();
    read_authors();
    read_dates();
    read_rest();
    read_text();
    read_deck();
    fill_from_opening(article_, order_);
    return std::move(article_);
  }

 private:
  void read_site() {
    article_.source = plain(meta_.first({"og:site_name", "application-name", "dc.publisher", "dcterms.publisher"}));
    const std::string publisher = plain(meta_.linked.publisher);
    if (article_.source.empty() || is_address(article_.source)) article_.source = publisher;
    if (is_address(article_.source)) article_.source.clear();
    if (article_.source.starts_with('@')) article_.source.erase(0, 1);
  }

  void read_title() {
    std::vector<std::string> candidates = {meta_.linked.headline, meta_.first({"og:title"})};
    if (meta_.headings.size() == 1) candidates.push_back(meta_.headings.front());
    for (const std::string_view name : {"twitter:title", "dc.title", "title", "sailthru.title", "parsely-title"}) {
      candidates.push_back(meta_.first({name}));
    }
    candidates.push_back(meta_.title);
    if (!meta_.headings.empty()) candidates.push_back(meta_.headings.front());
    const std::string site = fold_case(article_.source);
    for (const std::string& candidate : candidates) {
      std::string title = without_site(plain(candidate), article_.source);
      if (title.empty() || fold_case(title) == site) continue;
      article_.title = std::move(title);
      return;
    }
  }

  void take_authors(const std::vector<std::string>& stated) {
    constexpr std::size_t kLongest = 150;
    for (const std::string& each : stated) {
      const std::string line = plain(each);
      if (line.empty() || line.size() > kLongest || is_address(line) || line.find('@') != std::string::npos) continue;
      for (std::string& name : split_byline(line).names) {
        const bool known = std::find(article_.bylines.begin(), article_.bylines.end(), name) != article_.bylines.end();
        const bool site = fold_case(name) == fold_case(article_.source);
        if (!known && !site) article_.bylines.push_back(std::move(name));
      }
    }
  }

  void read_authors() {
    take_authors(meta_.linked.authors);
    for (const std::string_view name : {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                                        "dcterms.creator", "byl", "citation_author", "article:author_name"}) {
      if (!article_.bylines.empty()) return;
      const auto found = meta_.named.find(std::string(name));
      if (found != meta_.named.end()) take_authors(found->second);
    }
    if (!article_.bylines.empty()) return;
    if (const auto found = meta_.microdata.find("author"); found != meta_.microdata.end()) {
      take_authors({found->second.front()});
    }
    for (const std::string& byline : meta_.bylines) {
      if (!article_.bylines.empty()) return;
      // A class may be on anything: it must read like a byline or a name.
      const auto read = read_byline(byline);
      if (read) {
        article_.bylines = read->names;
      } else if (looks_like_name(byline)) {
        article_.bylines = {byline};
      }
    }
  }

  [[nodiscard]] std::optional<StatedTime> date_of(const std::string& text) const {
    const auto reading = read_date(one_line(text), order_);
    // A page's template may state a year alone, or the beginning of time.
    if (!reading || to_iso(reading->time).size() < 10 || to_iso(reading->time).starts_with("1970-01-01")) {
      return std::nullopt;
    }
    return reading->time;
  }

  [[nodiscard]] std::optional<StatedTime> first_date(const std::vector<std::string>& texts) const {
    for (const std::string& text : texts) {
      if (text.empty()) continue;
      if (const auto date = date_of(text)) return date;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<std::string> property(const std::string& name) const {
    const auto found = meta_.microdata.find(name);
    return found != meta_.microdata.end() ? found->second : std::vector<std::string>();
  }

  void read_dates() {
    std::vector<std::string> published = {meta_.linked.published};
    for (const std::string_view name : {"article:published_time",
                                        "og:article:published_time",
                                        "datepublished",
                                        "article:published",
                                        "og:published_time",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "pdate",
                                        "ptime",
                                        "dc.date.issued",
                                        "dcterms.issued",
                                        "dcterms.date",
                                        "dc.date",
                                        "dcterms.created",
                                        "dc.date.created",
                                        "citation_publication_date",
                                        "citation_date",
                                        "date",
                                        "article_date_original",
                                        "originalpublicationdate",
                                        "cxenseparse:recs:publishtime",
                                        "article.published",
                                        "article.created",
                                        "date_published",
                                        "datecreated"}) {
      published.push_back(meta_.first({name}));
    }
    article_.published = first_date(published);
    if (!article_.published) article_.published = first_date(property("datepublished"));
    if (!article_.published) article_.published = first_date(property("datecreated"));
    if (!article_.published && !meta_.times.empty()) article_.published = date_of(meta_.times.front());
    if (!article_.published) article_.published = first_date(meta_.dates);

    std::vector<std::string> updated = {meta_.linked.modified};
    for (const std::string_view name : {"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
                                        "dc.date.modified", "last-modified", "revised", "lastmod"}) {
      updated.push_back(meta_.first({name}));
    }
    article_.updated = first_date(updated);
    if (!article_.updated) article_.updated = first_date(property("datemodified"));
    if (article_.updated && article_.published && to_iso(*article_.updated) == to_iso(*article_.published)) {
      article_.updated.reset();
    }
  }

  void read_rest() {
    article_.section = plain(meta_.linked.section);
    if (article_.section.empty())
      article_.section = plain(meta_.first({"article:section", "og:article:section", "section", "parsely-section"}));
    article_.language = meta_.language;
    if (article_.language.empty()) article_.language = meta_.linked.language;
    if (article_.language.empty())
      article_.language = meta_.first({"content-language", "language", "dc.language", "og:locale"});
    std::replace(article_.language.begin(), article_.language.end(), '_', '-');
    for (const std::string& url : {meta_.canonical, meta_.first({"og:url"}), meta_.linked.url}) {
      if (!is_address(url)) continue;
      article_.url = url;
      break;
    }
    article_.topics = meta_.linked.keywords;
    const auto tags = meta_.named.find("article:tag");
    if (article_.topics.empty() && tags != meta_.named.end()) article_.topics = tags->second;
    if (article_.topics.empty())
      take_keywords(meta_.first({"news_keywords", "keywords", "parsely-tags", "sailthru.tags"}));
  }

  void take_keywords(std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(",;"), list.size());
      if (std::string topic = plain(std::string(list.substr(0, end))); !topic.empty())
        article_.topics.push_back(std::move(topic));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  void read_text() {
    article_.paragraphs = main_text(body_, article_.title);
    if (meta_.linked.body.empty()) return;
    const std::string found = body_of(article_);
    std::vector<std::string> stated = has_html_tags(meta_.linked.body)
                                          ? html_paragraphs(meta_.linked.body)
                                          : split_paragraphs(decode_entities(meta_.linked.body));
    std::size_t size = 0;
    for (const std::string& paragraph : stated) size += paragraph.size();
    if (found.size() * 2 < size) article_.paragraphs = std::move(stated);
  }

  /// A description is worth keeping where it is not just the beginning of the text.
  void read_deck() {
    const std::string body = fold_case(body_of(article_).substr(0, 4000));
    for (const std::string& candidate :
         {meta_.linked.alternative, meta_.linked.description,
          meta_.first({"og:description", "description", "twitter:description", "dc.description"})}) {
      std::string deck = plain(candidate);
      constexpr std::size_t kCompared = 60;
      if (deck.empty() || fold_case(deck) == fold_case(article_.title)) continue;
      std::string_view compared = std::string_view(deck).substr(0, kCompared);
      while (compared.ends_with('.') || compared.ends_with("\xe2\x80\xa6")) {
        compared.remove_suffix(compared.ends_with('.') ? 1 : 3);  // where the description was cut off
      }
      if (body.find(fold_case(compared)) != std::string::npos) continue;
      article_.deck = std::move(deck);
      return;
    }
  }

  PageMeta meta_;
  const xmlNode* body_;
  DateOrder order_;
  Article article_;
};

}  // namespace

PageReading read_html_page(std::string_view html, std::string_view declared_charset, DateOrder order) {
  PageReading reading;
  const std::string_view charset = declared_charset.empty() ? stated_charset(html) : declared_charset;
  const sources::DecodedText text = sources::to_utf8(html, charset);
  if (text.invalid > 0) {
    reading.charset_note = fmt::format("{} ill-formed pieces of {}", text.invalid, text.charset);
  } else if (text.guessed) {
    reading.charset_note = text.charset;
  }
  const XmlDocument document = parse_html(with_windows_references(text.utf8));
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root != nullptr) reading.article = Page(root, order).read();
  const bool empty = std::all_of(reading.article.paragraphs.begin(), reading.article.paragraphs.end(),
                                 [](const std::string& paragraph) { return trim(paragraph).empty(); });
  if (empty) reading.fault = "no text";
  return reading;
}

}  // namespace news::formats
