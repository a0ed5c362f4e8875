// NewsML-G2, NewsML 1 and RCV1 -> articles, cancellations and what is no article.
#include <gtest/gtest.h>

#include "indexer/formats/newsml1.h"
#include "indexer/formats/newsml_g2.h"
#include "indexer/formats/rcv1.h"
#include "indexer/formats/table.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

/// A newsItem with these parts.
std::string item(const std::string& item_meta, const std::string& content_meta, const std::string& content,
                 const std::string& attributes = "guid=\"urn:x:1\" version=\"3\"") {
  return "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" " + attributes +
         " xml:lang=\"en-GB\"><catalogRef href=\"http://example.org/catalog\"/><itemMeta><itemClass "
         "qcode=\"ninat:text\"/><provider literal=\"northlight\"><name>Northlight</name></provider>"
         "<versionCreated>2024-05-02T10:00:00Z</versionCreated>" +
         item_meta + "</itemMeta><contentMeta>" + content_meta + "</contentMeta><contentSet>" + content +
         "</contentSet></newsItem>";
}
std::string xhtml(const std::string& body) {
  return "<inlineXML contenttype=\"application/xhtml+xml\"><h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head>"
         "<h:title>no</h:title></h:head><h:body>" +
         body + "</h:body></h:html></inlineXML>";
}

TEST(NewsmlG2, all_fields_are_read) {
  const auto got = read_with(
      kNewsmlG2Format,
      item("<firstCreated>2024-05-01T09:00:00+02:00</firstCreated><pubStatus qcode=\"stat:usable\"/><title>T</title>",
           "<by>By Ada Lunt and Bo Reyes</by><creditline>Northlight/Post</creditline><dateline>SKARVOY</dateline>"
           "<language tag=\"en\"/><subject qcode=\"medtop:1\"><name>mills</name></subject><subject qcode=\"x:2\"/>"
           "<keyword>flour</keyword><headline role=\"hl:sub\">Nobody hurt</headline><headline>Mill reopens</headline>"
           "<slugline>MILL-1</slugline>",
           xhtml("<h:p>One &amp; <h:b>two</h:b>.</h:p><h:p>Three.</h:p>")));
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_TRUE(got.reports.empty());
  const Article& article = got.articles[0];
  EXPECT_EQ(article.id, "urn:x:1");
  EXPECT_EQ(article.version, 3U);
  EXPECT_EQ(article.title, "Mill reopens");
  EXPECT_EQ(article.deck, "Nobody hurt");
  EXPECT_EQ(article.bylines, (List{"Ada Lunt", "Bo Reyes"}));
  EXPECT_EQ(article.agency, "Northlight/Post");
  EXPECT_EQ(article.dateline, "SKARVOY");
  EXPECT_EQ(article.source, "Northlight");
  EXPECT_EQ(article.topics, (List{"mills", "flour"}));
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(to_iso(*article.published), "2024-05-01T09:00:00+02:00");
  EXPECT_EQ(to_iso(*article.updated), "2024-05-02T10:00:00Z");
  EXPECT_EQ(article.paragraphs, (List{"One & two.", "Three."}));
}

struct Body {
  const char* name;
  std::string content;
  List paragraphs;
  const char* title;
};

class G2Bodies : public ::testing::TestWithParam<Body> {};

TEST_P(G2Bodies, are_read_in_whatever_markup) {
  const auto got = read_with(kNewsmlG2Format, item("", "", GetParam().content));
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].paragraphs, GetParam().paragraphs);
  EXPECT_EQ(got.articles[0].title, GetParam().title);
}

const std::string kNitf =
    "<inlineXML><nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.head><hedline><hl1>H</hl1></hedline>"
    "</body.head><body.content><p>One.</p><p>Two, longer.</p></body.content></body></nitf></inlineXML>";

INSTANTIATE_TEST_SUITE_P(
    Table, G2Bodies,
    ::testing::Values(
        Body{"nitf", kNitf, {"One.", "Two, longer."}, "H"},
        Body{"plain", "<inlineData contenttype=\"text/plain\">One.\n\nTwo.</inlineData>", {"One.", "Two."}, ""},
        Body{"escaped_html",
             "<inlineData>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>",
             {"One.", "Two."},
             ""},
        Body{"the_fullest_rendition_once",
             "<inlineData>One.</inlineData>" + kNitf + xhtml("<p>One.</p>"),
             {"One.", "Two, longer."},
             "H"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(NewsmlG2, a_message_of_many_items) {
  const std::string text =
      "<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header/><itemSet>" +
      item("", "<headline>One</headline>", "") +
      "<packageItem guid=\"p\"/><conceptItem/><knowledgeItem/><planningItem/>" +
      item("<pubStatus qcode=\"stat:canceled\"/>", "<headline>Gone</headline>", "", "guid=\"urn:x:2\" version=\"4\"") +
      item("<pubStatus uri=\"http://cv.iptc.org/newscodes/pubstatusg2/withheld\"/>", "<headline>W</headline>", "") +
      item("<embargoed>2024-06-01T00:00:00Z</embargoed>", "<headline>Later</headline>", "") +
      item("", "<headline>Broken", "") + item("", "", "<remoteContent href=\"x\"/>") +
      "<newsItem guid=\"e\"/></itemSet></newsMessage>";
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kNewsmlG2Format, bytes);
    ASSERT_EQ(got.articles.size(), 2U);
    EXPECT_EQ(got.articles[0].title, "One");
    EXPECT_EQ(got.articles[1].title, "Later");
    EXPECT_EQ(got.reasons("skipped"), (List{"package item", "concept item", "knowledge item", "planning item",
                                            "withheld", "item without content"}));
    EXPECT_EQ(got.reasons("canceled"), List{"urn:x:2"});
    EXPECT_EQ(got.reasons("noted"), List{"embargoed"});
    ASSERT_EQ(got.reasons("refused").size(), 2U);
    EXPECT_EQ(got.reasons("refused")[1], "no headline and no text");
    const Provenance& place = got.articles[1].provenances.at(0);
    EXPECT_EQ(place.record, digest_of(std::string_view(text).substr(place.offset, place.length)));
  }
}

TEST(NewsmlG2, pictures_without_text_are_no_articles) {
  std::string picture = item("", "<headline>A mill</headline><description role=\"drol:caption\">C</description>", "");
  picture.replace(picture.find("ninat:text"), 10, "ninat:picture");
  EXPECT_EQ(read_with(kNewsmlG2Format, picture).reports, List{"skipped: not text"});
}

constexpr std::string_view kNewsml1 = R"(<?xml version="1.0"?>
<!DOCTYPE NewsML SYSTEM "http://www.iptc.org/NewsML/NewsMLv1.0.dtd">
<NewsML><NewsEnvelope><DateAndTime>20030101T000000Z</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><ProviderId>northlight.example</ProviderId><DateId>20030101</DateId>
<NewsItemId>mill1</NewsItemId><RevisionId PreviousRevision="0" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:northlight.example:20030101:mill1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20030101T080000Z</FirstCreated>
<ThisRevisionCreated>20030101T090000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent xml:lang="en"><NewsLines><HeadLine>Mill reopens</HeadLine><SubHeadLine>At last</SubHeadLine>
<ByLine>By Ada Lunt</ByLine><DateLine>SKARVOY, Jan 1</DateLine><KeywordLine>mills</KeywordLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Northlight"/></Provider></AdministrativeMetadata>
<NewsComponent><Role FormalName="Main"/><DescriptiveMetadata><Language FormalName="en"/>
<SubjectCode><SubjectMatter FormalName="04001000"/></SubjectCode></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>One.</p><p>Two.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><ContentItem><MediaType FormalName="Photo"/><DataContent>no</DataContent></ContentItem></NewsComponent>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content><p>Three.</p>
</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>
<NewsItem><Identification><NewsIdentifier><PublicIdentifier>gone</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><Status FormalName="Canceled"/></NewsManagement></NewsItem>
<NewsItem><NewsComponent><ContentItem><MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsItem>
</NewsML>
)";

TEST(Newsml1, items_are_read) {
  const auto got = read_with(kNewsml1Format, kNewsml1);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.reports, (List{"canceled: gone", "skipped: not text"}));
  const Article& article = got.articles[0];
  EXPECT_EQ(article.id, "urn:newsml:northlight.example:20030101:mill1:2");
  EXPECT_EQ(article.version, 2U);
  EXPECT_EQ(article.title, "Mill reopens");
  EXPECT_EQ(article.deck, "At last");
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.source, "Northlight");
  EXPECT_EQ(article.topics, (List{"mills", "04001000"}));
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(to_iso(*article.published), "2003-01-01T08:00:00Z");
  EXPECT_EQ(to_iso(*article.updated), "2003-01-01T09:00:00Z");
  EXPECT_EQ(article.paragraphs, (List{"One.", "Two.", "Three."}));
}

constexpr std::string_view kRcv1 = R"(<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en">
<title>SKARVOY: Mill reopens.</title><headline>Mill reopens.</headline><byline>Ada Lunt</byline>
<dateline>SKARVOY CITY 1996-08-20</dateline><text><p>One.</p>
<p>Two.</p></text><copyright>(c) Reuters Limited 1996</copyright>
<metadata><codes class="bip:countries:1.0"><code code="SKA"><editdetail/></code></codes>
<codes class="bip:topics:1.0"><code code="M11"/><code code="M11"/></codes>
<dc element="dc.publisher" value="Reuters Holdings Plc"/></metadata></newsitem>)";

TEST(Rcv1, a_newsitem_is_read) {
  const auto got = read_with(kRcv1Format, std::string(kRcv1) + "\n" + std::string(kRcv1) + "<newsitem itemid='1'/>");
  ASSERT_EQ(got.articles.size(), 2U);
  EXPECT_EQ(got.reports, List{"refused: no headline and no text"});
  const Article& article = got.articles[1];
  EXPECT_EQ(article.id, "2286");
  EXPECT_EQ(article.title, "Mill reopens.");
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.dateline, "SKARVOY CITY");
  EXPECT_EQ(article.source, "Reuters Holdings Plc");
  EXPECT_EQ(article.topics, (List{"M11", "SKA"}));
  EXPECT_EQ(to_iso(*article.published), "1996-08-20");
  EXPECT_EQ(article.paragraphs, (List{"One.", "Two."}));
}

TEST(Newsml, each_format_is_sniffed_by_its_root) {
  const auto sniffed = [](std::string_view head) {
    const Format* format = sniff_format({head, "x.xml"});
    return std::string(format != nullptr ? format->name : "none");
  };
  EXPECT_EQ(sniffed(item("", "", kNitf)), "newsml-g2");
  EXPECT_EQ(sniffed("<x:newsMessage xmlns:x=\"http://iptc.org/std/nar/2006-10-01/\">"), "newsml-g2");
  EXPECT_EQ(sniffed("<packageItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\">"), "newsml-g2");
  EXPECT_EQ(sniffed(kNewsml1), "newsml1");
  EXPECT_EQ(sniffed(kRcv1), "rcv1");
  EXPECT_EQ(sniffed("<catalog><newsItems/>"), "none");
}

}  // namespace
}  // namespace news::formats
