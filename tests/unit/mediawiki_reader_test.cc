// Pages of a MediaWiki dump -> articles.
#include <gtest/gtest.h>

#include "indexer/formats/mediawiki.h"
#include "indexer/formats/table.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using List = std::vector<std::string>;

std::string page(const std::string& title, const std::string& text, const std::string& more = "<ns>0</ns><id>7</id>",
                 const std::string& model = "wikitext") {
  return "<page><title>" + title + "</title>" + more +
         "<revision><id>1</id><timestamp>2024-03-30T10:00:00Z</timestamp>"
         "<model>" +
         model + "</model><text xml:space=\"preserve\">" + text + "</text></revision></page>\n";
}

std::string dump(const std::string& pages, const std::string& version = "0.10") {
  return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-" + version +
         "/\" xml:lang=\"en\"><siteinfo><sitename>"
         "Skarvoy News</sitename><base>https://news.example.org/wiki/Main_Page</base><namespaces><namespace key=\"0\"/>"
         "<namespace key=\"1\">Talk</namespace><namespace key=\"14\">Category</namespace></namespaces></siteinfo>\n" +
         pages + "</mediawiki>\n";
}

TEST(Mediawiki, pages_of_the_main_namespace_are_articles) {
  const std::string text = dump(
      page("Mill reopens &amp; bakes",
           "{{date|March 29, 2024}}\n'''SKARVOY''' \xe2\x80\x94 The mill has reopened.\n\n[[Category:Mills]]"
           "[[Category:March 29, 2024]]") +
      page("Old", "#REDIRECT [[Mill]]") + page("Alt", "x", "<ns>0</ns><id>8</id><redirect title=\"Mill\"/>") +
      page("Talk:Mill", "talk", "<ns>1</ns><id>9</id>") + page("x.js", "code", "<ns>0</ns><id>10</id>", "javascript") +
      page("None", "{{stub}}") + page("Broken", "<b>") + page("Last", "The end."));
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kMediawikiFormat, bytes);
    ASSERT_EQ(got.articles.size(), 2U);
    const Article& article = got.articles[0];
    EXPECT_EQ(article.id, "7");
    EXPECT_EQ(article.source, "Skarvoy News");
    EXPECT_EQ(article.language, "en");
    EXPECT_EQ(article.topics, List{"Mills"});
    EXPECT_EQ(to_iso(*article.published), "2024-03-29");
    EXPECT_EQ(to_iso(*article.updated), "2024-03-30T10:00:00Z");
    EXPECT_EQ(got.articles[1].paragraphs, List{"The end."});
    EXPECT_EQ(got.articles[1].url, "https://news.example.org/wiki/Last");
    EXPECT_EQ(got.reasons("skipped"), (List{"redirect", "redirect", "not an article", "not an article", "empty"}));
    EXPECT_EQ(got.reasons("refused").size(), 1U);
    const Provenance& place = got.articles[1].provenances.at(0);
    EXPECT_EQ(place.record, digest_of(std::string_view(text).substr(place.offset, place.length)));
  }
}

TEST(Mediawiki, addresses_are_encoded) {
  const std::string text = dump(page("M\xc3\xbchle 50%?", "Text."));
  CrumbStream bytes(text, 100);
  const auto got = read_stream(kMediawikiFormat, bytes);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].url, "https://news.example.org/wiki/M%C3%BChle_50%25%3F");
}

TEST(Mediawiki, without_namespace_numbers_the_title_tells_and_the_latest_revision_counts) {
  const std::string history =
      "<page><title>Mill: a "
      "story</title><id>3</id><revision><timestamp>2005-01-02T00:00:00Z</timestamp><text>New.</text>"
      "</revision><revision><timestamp>2005-01-01T00:00:00Z</timestamp><text>Old.</text></revision></page>";
  const std::string text = dump(history + page("Talk:Mill", "talk", "<id>4</id>"), "0.3");
  CrumbStream bytes(text, 100);
  const auto got = read_stream(kMediawikiFormat, bytes);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].paragraphs, List{"New."});
}

TEST(Mediawiki, is_sniffed_in_utf16_too) {
  const std::string head = dump("");
  EXPECT_EQ(sniff_format({head, "x"})->name, "mediawiki");
  std::string wide = "\xff\xfe";
  for (const char c : head) wide += std::string{c, '\0'};
  EXPECT_EQ(sniff_format({wide, "x"})->name, "mediawiki");
}

}  // namespace
}  // namespace news::formats
