// Web pages -> articles: which of a page's statements counts, and what of it is the text.
#include <gtest/gtest.h>

#include "indexer/formats/html.h"
#include "indexer/formats/html_page.h"
#include "indexer/formats/table.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

constexpr std::string_view kOne =
    "The bakery in Mill Lane has won the rye prize of Hollenbeck, the guild of bakers said on Monday.";
constexpr std::string_view kTwo =
    "Its baker, who is seventy-one, said she would not give away the recipe, and went back to her oven.";

std::string page(const std::string& head, const std::string& body) {
  return "<!DOCTYPE html><html lang=\"en-GB\"><head>" + head + "</head><body>" + body + "</body></html>";
}
std::string paragraphs() { return "<p>" + std::string(kOne) + "</p><p>" + std::string(kTwo) + "</p>"; }
Article read(const std::string& head, const std::string& body = paragraphs()) {
  return read_html_page(page(head, body), {}, DateOrder::automatic).article;
}
std::string ld(const std::string& json) { return "<script type=\"application/ld+json\">" + json + "</script>"; }

struct Field {
  const char* name;
  std::string head;
  std::string body;
  std::string (*got)(const Article&);
  const char* expected;
};

std::string joined(const List& list) {
  std::string all;
  for (const std::string& each : list) all += (all.empty() ? "" : "; ") + each;
  return all;
}
std::string title(const Article& a) { return a.title; }
std::string deck(const Article& a) { return a.deck; }
std::string authors(const Article& a) { return joined(a.bylines); }
std::string date(const Article& a) { return a.published ? to_iso(*a.published) : ""; }
std::string updated(const Article& a) { return a.updated ? to_iso(*a.updated) : ""; }
std::string source(const Article& a) { return a.source; }
std::string url(const Article& a) { return a.url; }
std::string topics(const Article& a) { return joined(a.topics); }
std::string language(const Article& a) { return a.language; }

class Fields : public ::testing::TestWithParam<Field> {};

TEST_P(Fields, come_from_the_first_source_that_states_them) {
  const Field& field = GetParam();
  EXPECT_EQ(field.got(read(field.head, field.body + paragraphs())), field.expected);
}

const std::string kSite = "<meta property=\"og:site_name\" content=\"Harbour Courier\">";

INSTANTIATE_TEST_SUITE_P(
    Table, Fields,
    ::testing::Values(
        Field{"linked_data", ld(R"({"@type":"NewsArticle","headline":"Rye &amp; wins"})") + "<title>x</title>", "",
              title, "Rye & wins"},
        Field{"graph",
              ld(R"({"@graph":[{"@type":"WebSite","name":"y"},{"@type":["Article"],"headline":"In a graph"}]})"), "",
              title, "In a graph"},
        Field{"list_and_main_entity",
              ld(R"([{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"Inside"}}])"), "", title,
              "Inside"},
        Field{"broken_json", ld("<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",} -->"), "", title,
              "Two lines"},
        Field{"escaped_json", ld("{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Quoted&quot;}"),
              "", title, "Quoted"},
        Field{"no_json", ld("{nothing") + "<title>Fallback</title>", "", title, "Fallback"},
        Field{"open_graph", "<meta property='og:title' content='Rye wins - Harbour Courier'>" + kSite, "", title,
              "Rye wins"},
        Field{"heading", "<title>Rye | Food | Harbour Courier</title>", "<h1>Rye <b>wins</b></h1>", title, "Rye wins"},
        Field{"page_title", "<title>Rye wins the prize | Harbour Courier</title>", "", title, "Rye wins the prize"},
        Field{"a_dash_is_kept", "<title>Rye - a history</title>", "", title, "Rye - a history"},
        Field{"site_alone_is_no_title", kSite + "<title>Harbour Courier</title>", "<h1>Rye</h1>", title, "Rye"},
        Field{"deck", "<meta name=description content='Judges loved the crust'>", "", deck, "Judges loved the crust"},
        Field{"beginning_is_no_deck",
              "<meta name=description content='The bakery in Mill Lane has won the rye prize of Hollenbeck...'>", "",
              deck, ""},
        Field{"authors", ld(R"({"@type":"NewsArticle","author":[{"name":"Ada Lunt"},"Bo Reyes"]})"), "", authors,
              "Ada Lunt; Bo Reyes"},
        Field{"author_address", "<meta property='article:author' content='https://example.org/ada'>",
              "<p class=byline>By Ada Lunt</p>", authors, "Ada Lunt"},
        Field{"dublin_core", "<meta name='DC:creator x' content='Cy Tan'>", "", authors, "Cy Tan"},
        Field{"published", "<meta property='article:published_time' content='2024-03-29T13:14:00+01:00'>", "", date,
              "2024-03-29T13:14:00+01:00"},
        Field{"time", "", "<time datetime='2024-03-30'>x</time><time pubdate datetime='2024-03-29'>y</time>", date,
              "2024-03-29"},
        Field{"visible_date", "", "<span class='article-date'>March 29, 2024</span>", date, "2024-03-29"},
        Field{"microdata", "", "<meta itemprop=datePublished content='2024-03-29'>", date, "2024-03-29"},
        Field{"epoch_is_no_date", "<meta name=date content='1970-01-01T00:00:00Z'>", "", date, ""},
        Field{"updated", ld(R"({"@type":"Article","datePublished":"2024-03-29","dateModified":"2024-03-30"})"), "",
              updated, "2024-03-30"},
        Field{"site", kSite, "", source, "Harbour Courier"},
        Field{"publisher", ld(R"({"@type":"Article","publisher":{"@type":"Organization","name":"Post"}})"), "", source,
              "Post"},
        Field{"canonical",
              "<link rel='canonical' href='https://example.org/a'><meta property='og:url' content='https://x/'>", "",
              url, "https://example.org/a"},
        Field{"relative_address",
              "<link rel='canonical' href='/a'><meta property='og:url' content='https://example.org/b'>", "", url,
              "https://example.org/b"},
        Field{"keywords", "<meta name=keywords content='rye, bread;prizes'>", "", topics, "rye; bread; prizes"},
        Field{"language", "", "", language, "en-GB"}),
    [](const auto& test) { return std::string(test.param.name); });

struct Text {
  const char* name;
  std::string body;
};

class MainText : public ::testing::TestWithParam<Text> {};

/// Whatever stands around it, the text is these two paragraphs.
TEST_P(MainText, is_found_and_nothing_else) {
  EXPECT_EQ(read("<title>Rye wins</title>", GetParam().body).paragraphs, (List{std::string(kOne), std::string(kTwo)}));
}

const std::string kNavigation = "<ul><li><a href=a>Home</a></li><li><a href=b>Sport</a></li></ul>";

INSTANTIATE_TEST_SUITE_P(
    Table, MainText,
    ::testing::Values(
        Text{"alone", paragraphs()},
        Text{"navigation", "<nav>A long text about nothing, with commas, and so on.</nav>" + kNavigation + "<div>" +
                               paragraphs() + "</div>" + kNavigation},
        Text{"caption",
             "<article><figure><img><figcaption>A baker, a loaf, an oven, and a table in the "
             "morning light.</figcaption></figure>" +
                 paragraphs() + "</article>"},
        Text{"cookies",
             "<div class='cookie-consent'>We use cookies, and partners, to show you, on this and other sites, "
             "what you like, as we say.</div><div>" +
                 paragraphs() + "</div>"},
        Text{"related", "<div>" + paragraphs() +
                            "<div class='related-links'><p>Another long, long story, which is not "
                            "this one, by somebody else, stands here.</p></div></div>"},
        Text{"links", "<div>" + paragraphs() +
                          "<p><a href=x>Mill burns, flour lost, nobody hurt, says the guild of the "
                          "bakers</a></p></div>"},
        Text{"hidden", "<div>" + paragraphs() +
                           "<p style='display: none'>Hidden text, which nobody sees, stands here "
                           "for machines, not for readers.</p></div>"},
        Text{"headline_repeated", "<div><h1>Rye wins</h1>" + paragraphs() + "</div>"},
        Text{"footer", "<main>" + paragraphs() +
                           "</main><footer><p>All rights reserved, as always, by the owners of "
                           "this site, since 1916.</p></footer>"},
        Text{"furniture", "<div>" + paragraphs() + "<p>Read more</p><h3>Related stories</h3></div>"},
        Text{"breaks", "<div>" + std::string(kOne) + "<br><br>" + std::string(kTwo) + "</div>"},
        Text{"marked",
             "<div><p>Something long about another matter, with, many, commas, in, it, and more, text, than "
             "the article has, so that it would win.</p></div><section itemprop='articleBody'>" +
                 paragraphs() + "<p></p></section>"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(HtmlPage, linked_text_counts_where_the_page_has_far_less) {
  const Article article = read(
      ld("{\"@type\":\"NewsArticle\",\"articleBody\":\"" + std::string(kOne) + "\\n\\n" + std::string(kTwo) + "\"}"),
      "<p>Please enable scripts.</p>");
  EXPECT_EQ(article.paragraphs, (List{std::string(kOne), std::string(kTwo)}));
}

TEST(HtmlPage, charset_by_declaration_and_by_meta) {
  const std::string latin = page("<meta charset=iso-8859-1><title>Caf\xe9</title>", paragraphs());
  EXPECT_EQ(read_html_page(latin, {}, DateOrder::automatic).article.title, "Caf\xc3\xa9");
  const std::string cyrillic = page("<title>\xc1\xc2</title>", paragraphs());
  EXPECT_EQ(read_html_page(cyrillic, "koi8-r", DateOrder::automatic).article.title, "\xd0\xb0\xd0\xb1");
}

TEST(HtmlPage, hostile_nesting_and_size_end) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div><b><ul>";
  EXPECT_EQ(read_html_page(deep + "x", {}, DateOrder::automatic).article.paragraphs.size() < 2, true);
  std::string wide = "<body>";
  for (int i = 0; i < 50'000; ++i) wide += "<p>a, b</p><a href=x>y</a>";
  EXPECT_FALSE(read_html_page(wide, {}, DateOrder::automatic).article.paragraphs.empty());
}

TEST(HtmlReader, a_file_is_a_record) {
  const std::string text = page("<title>Rye</title>", paragraphs());
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kHtmlFormat, bytes);
    ASSERT_EQ(got.articles.size(), 1U);
    EXPECT_EQ(got.articles[0].provenances.at(0).length, text.size());
    EXPECT_EQ(got.articles[0].provenances.at(0).record, digest_of(text));
  }
  EXPECT_EQ(read_with(kHtmlFormat, page("<title>x</title>", "<img src=a>")).reports, List{"refused: no text"});
  ReadOptions options;
  options.max_record_bytes = 10;
  EXPECT_EQ(read_with(kHtmlFormat, text, options).reports, List{"refused: record is larger than 10 bytes"});
}

TEST(HtmlReader, is_sniffed) {
  const auto sniffed = [](std::string_view head, std::string_view name = "x") {
    const Format* format = sniff_format({head, name});
    return std::string(format != nullptr ? format->name : "none");
  };
  EXPECT_EQ(sniffed("\xef\xbb\xbf<!-- x -->\n<!DOCTYPE HTML PUBLIC \"-//W3C\">"), "html");
  EXPECT_EQ(sniffed("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">"), "html");
  EXPECT_EQ(sniffed("<head><title>x"), "html");
  EXPECT_EQ(sniffed("<p>x", "a.html"), "html");
  EXPECT_EQ(sniffed("<p>x"), "none");
  EXPECT_EQ(sniffed("<?xml version=\"1.0\"?><nitf><body>"), "nitf");
}

}  // namespace
}  // namespace news::formats
