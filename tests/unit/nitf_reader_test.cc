// NITF records -> articles: where fields stand, several in a file, and what is dangerous about XML.
#include <gtest/gtest.h>

#include "indexer/formats/nitf.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

Article only_article(std::string_view xml) {
  ReadResult result = read_text(kNitfFormat, xml);
  EXPECT_EQ(result.articles.size(), 1U) << xml;
  for (const std::string& reason : result.reasons("refused")) ADD_FAILURE() << reason;
  return result.articles.empty() ? Article() : result.articles.front();
}

/// A record with a headline and this body.head and body.content.
std::string with(std::string_view body_head, std::string_view content = "<p>Text.</p>") {
  return "<nitf><body><body.head><hedline><hl1>H</hl1></hedline>" + std::string(body_head) +
         "</body.head><body.content>" + std::string(content) + "</body.content></body></nitf>";
}

constexpr std::string_view kFull = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf xml:lang="en-US">
  <head>
    <title>Page title</title>
    <meta name="online_sections" content="World"/>
    <tobject><tobject.subject tobject.subject.type="Transport" tobject.subject.matter="Shipping"/></tobject>
    <docdata>
      <doc-id regsrc="x" id-string="ellis-0017"/>
      <date.issue norm="20240329T131400Z"/>
      <date.release norm="20240330"/>
      <doc.copyright year="2024" holder="Somebody Else"/>
      <key-list><keyword key="ports"/><keyword key="trade"/></key-list>
      <identified-content><location>Port Ellis</location><classifier value="harbours"/></identified-content>
    </docdata>
    <pubdata name="The Ellis Courier" edition.name="late" position.section="Local" position.sequence="3"
             ex-ref="https://courier.example/17"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Harbour
        <em>reopens</em></hl1><hl2>After a week</hl2></hedline>
      <byline>By <person>Ada Lunt</person> and <person>Bo Reyes</person>, <byttl>Associated Press Writers</byttl></byline>
      <dateline><location>PORT ELLIS</location><story.date norm="20240328">March 28</story.date></dateline>
      <abstract><p>Not the deck.</p></abstract>
    </body.head>
    <body.content>
      <media><media-reference source="x.jpg"/><media-caption>A caption.</media-caption></media>
      <block><p>Ships came
        back.</p><p>Caf&#233;s &amp; bars opened.</p></block>
      <hl2>Crosshead</hl2>
      <bq><block><p>A quotation.</p></block></bq>
      <ul><li>one</li><li>two</li></ul>
      <table><tr><td>a</td><td>b</td></tr></table>
      <pre>x
  y</pre>
      bare text
    </body.content>
    <body.end><tagline>More tomorrow.</tagline></body.end>
  </body>
</nitf>
)";

TEST(NitfReader, all_fields_are_read) {
  const Article article = only_article(kFull);
  EXPECT_EQ(article.id, "ellis-0017");
  EXPECT_EQ(article.title, "Harbour reopens");
  EXPECT_EQ(article.deck, "After a week");
  EXPECT_EQ(article.bylines, (List{"Ada Lunt", "Bo Reyes"}));
  EXPECT_EQ(article.dateline, "PORT ELLIS");
  EXPECT_EQ(article.agency, "Associated Press");
  EXPECT_EQ(article.source, "The Ellis Courier");
  EXPECT_EQ(article.section, "Local");
  EXPECT_EQ(article.topics, (List{"ports", "trade", "Port Ellis", "harbours", "Transport", "Shipping"}));
  EXPECT_EQ(article.language, "en-US");
  EXPECT_EQ(article.url, "https://courier.example/17");
  EXPECT_EQ(to_iso(*article.published), "2024-03-29T13:14:00Z");
  EXPECT_EQ(article.edition, "late");
  EXPECT_EQ(article.page, "3");
  EXPECT_EQ(article.paragraphs, (List{"Ships came back.", "Caf\xc3\xa9s & bars opened.", "Crosshead", "A quotation.",
                                      "one", "two", "a b", "x\n  y", "bare text", "More tomorrow."}));
  EXPECT_EQ(article.format, "nitf");
}

TEST(NitfReader, a_file_of_one_article_is_its_record) {
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{1000}}) {
    CrumbStream bytes(kFull, crumb);
    const ReadResult result = read_stream(kNitfFormat, bytes);
    ASSERT_EQ(result.articles.size(), 1U);
    const Provenance& place = result.articles[0].provenances.at(0);
    EXPECT_EQ(place.offset, 0U);
    EXPECT_EQ(place.length, kFull.size());
    EXPECT_EQ(place.record, digest_of(kFull));
  }
}

struct Several {
  const char* name;
  std::string before;
  std::string between;
  std::string after;
};

class SeveralRecords : public ::testing::TestWithParam<Several> {};

TEST_P(SeveralRecords, each_has_its_own_bytes) {
  const std::string one = with("", "<p>One &amp; <![CDATA[</nitf>]]></p>");
  const std::string two =
      "<x:nitf xmlns:x=\"http://iptc.org/std/NITF/2006-10-18/\"><x:body><x:body.content>"
      "<x:p>Two</x:p><!-- <nitf> --></x:body.content></x:body></x:nitf>";
  const std::string text = GetParam().before + one + GetParam().between + two + GetParam().after;
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{1} << 20}) {
    CrumbStream bytes(text, crumb);
    const ReadResult result = read_stream(kNitfFormat, bytes);
    ASSERT_EQ(result.articles.size(), 2U);
    EXPECT_EQ(result.reasons("refused"), List{});
    EXPECT_EQ(result.articles[0].paragraphs, List{"One & </nitf>"});
    EXPECT_EQ(result.articles[1].paragraphs, List{"Two"});
    const Provenance& first = result.articles[0].provenances.at(0);
    const Provenance& second = result.articles[1].provenances.at(0);
    EXPECT_EQ(text.substr(first.offset, first.length), one);
    EXPECT_EQ(text.substr(second.offset, second.length), two);
    EXPECT_EQ(second.record, digest_of(two));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, SeveralRecords,
                         ::testing::Values(Several{"on_end", "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf>\n",
                                                   "\n<?xml version=\"1.0\"?>\n", "\n"},
                                           Several{"wrapped", "<set a='>'><item>", "</item><item>", "</item></set>"},
                                           Several{"bare", "", "", ""}),
                         [](const auto& test) { return std::string(test.param.name); });

struct FieldCase {
  const char* name;
  std::string xml;
  std::string (*got)(const Article&);
  const char* expected;
};

std::string joined(const List& list) {
  std::string all;
  for (const std::string& each : list) all += (all.empty() ? "" : "|") + each;
  return all;
}
std::string title(const Article& article) { return article.title; }
std::string deck(const Article& article) { return article.deck; }
std::string bylines(const Article& article) { return joined(article.bylines); }
std::string agency(const Article& article) { return article.agency; }
std::string dateline(const Article& article) { return article.dateline; }
std::string source(const Article& article) { return article.source; }
std::string page(const Article& article) { return article.page; }
std::string paragraphs(const Article& article) { return joined(article.paragraphs); }
std::string published(const Article& article) { return article.published ? to_iso(*article.published) : "none"; }

class Fields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(Fields, are_found) { EXPECT_EQ(GetParam().got(only_article(GetParam().xml)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Table, Fields,
    ::testing::Values(
        FieldCase{"title_in_hedline", "<nitf><body><body.head><hedline>Bare</hedline></body.head></body></nitf>", title,
                  "Bare"},
        FieldCase{"title_in_head", "<nitf><head><title>Page</title></head><body/></nitf>", title, "Page"},
        FieldCase{"deck_from_abstract", with("<abstract><p>In short.</p></abstract>"), deck, "In short."},
        FieldCase{"byline_text", with("<byline>By ADA LUNT</byline>"), bylines, "ADA LUNT"},
        FieldCase{"byline_parts", with("<byline>By Ada Lunt; Compiled by Bo Reyes</byline>"), bylines,
                  "Ada Lunt|Bo Reyes"},
        FieldCase{"printed_before_normalized",
                  with("<byline class=\"print_byline\">By Ada Lunt</byline>"
                       "<byline class=\"normalized_byline\">Lunt, Ada</byline>"),
                  bylines, "Ada Lunt"},
        FieldCase{"normalized_alone", with("<byline class=\"normalized_byline\">Lunt, Ada; Reyes, Bo</byline>"),
                  bylines, "Ada Lunt|Bo Reyes"},
        FieldCase{"agency_alone", with("<byline><byttl>Coast Network</byttl></byline>"), agency, "Coast Network"},
        FieldCase{"distributor", with("<distributor>Coastwire</distributor>"), agency, "Coastwire"},
        FieldCase{"dateline_text", with("<dateline>PORT ELLIS, March 29 (AP) --</dateline>"), dateline, "PORT ELLIS"},
        FieldCase{"dateline_agency", with("<dateline>PORT ELLIS, March 29 (AP) --</dateline>"), agency, "AP"},
        FieldCase{"dateline_in_text", with("", "<p>PORT ELLIS (AP) -- Ships came back.</p>"), dateline, "PORT ELLIS"},
        FieldCase{"story_date", with("<dateline>ELLIS, <story.date norm=\"20240329\">March 29</story.date></dateline>"),
                  published, "2024-03-29"},
        FieldCase{"date_with_a_zone",
                  "<nitf><head><title>t</title><docdata><date.issue norm=\"20080219+0100\"/></docdata></head></nitf>",
                  published, "2008-02-19"},
        FieldCase{"date_in_meta",
                  "<nitf><head><title>t</title><meta name=\"publication_day_of_month\" content=\"1\"/><meta "
                  "name=\"publication_month\" content=\"2\"/><meta name=\"publication_year\" "
                  "content=\"2007\"/></head></nitf>",
                  published, "2007-02-01"},
        FieldCase{
            "source_from_copyright",
            "<nitf><head><title>t</title><docdata><doc.copyright holder=\"The Courier\"/></docdata></head></nitf>",
            source, "The Courier"},
        FieldCase{"page_in_meta",
                  "<nitf><head><title>t</title><meta name=\"print_page_number\" content=\"7\"/></head></nitf>", page,
                  "7"},
        FieldCase{"lead_repeated",
                  with("",
                       "<block class=\"lead_paragraph\"><p>One.</p></block><block "
                       "class=\"full_text\"><p>One.</p><p>Two.</p></block>"),
                  paragraphs, "One.|Two."},
        FieldCase{
            "lead_of_its_own",
            with("",
                 "<block class=\"lead_paragraph\"><p>Zero.</p></block><block class=\"full_text\"><p>One.</p></block>"),
            paragraphs, "Zero.|One."},
        FieldCase{"undeclared_prefix",
                  "<n:nitf><n:body><n:body.content><n:p>One.</n:p></n:body.content></n:body></n:nitf>", paragraphs,
                  "One."},
        FieldCase{"own_entity", "<!DOCTYPE nitf [<!ENTITY firm \"Lunt > Sons\">]>" + with("", "<p>By &firm;.</p>"),
                  paragraphs, "By Lunt > Sons."},
        FieldCase{"entity_of_the_unread_dtd", "<!DOCTYPE nitf SYSTEM \"nitf.dtd\">" + with("", "<p>caf&eacute;</p>"),
                  paragraphs, "caf\xc3\xa9"},
        FieldCase{"latin1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + with("", "<p>caf\xe9 \x96 bar</p>"),
                  paragraphs, "caf\xc3\xa9 \xe2\x80\x93 bar"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(NitfReader, utf16_is_read) {
  std::string bytes = "\xff\xfe";
  for (const char byte : with("", "<p>Wide.</p>")) {
    bytes += byte;
    bytes += '\0';
  }
  const Article article = only_article(bytes);
  EXPECT_EQ(article.paragraphs, List{"Wide."});
  EXPECT_EQ(article.provenances.at(0).length, bytes.size() - 2);
}

TEST(NitfReader, ill_formed_records_are_refused_and_the_others_read) {
  const std::string text = "<set>\n" + with("") + "\n<nitf><body><p>x</q></body></nitf>\n<nitf><body>\n" + with("") +
                           "\n<nitf/>\n<nitf><body><body.content>cut";
  const ReadResult result = read_text(kNitfFormat, text);
  EXPECT_EQ(result.articles.size(), 2U);
  const List refused = result.reasons("refused");
  ASSERT_EQ(refused.size(), 4U);
  EXPECT_EQ(refused[0], "XML, line 3: Opening and ending tag mismatch: p line 1 and q");
  EXPECT_TRUE(refused[1].starts_with("XML, line ")) << refused[1];
  EXPECT_EQ(refused[2], "no title and no text");
  EXPECT_TRUE(refused[3].starts_with("XML, line 7: ")) << refused[3];
  EXPECT_EQ(result.said[0].place.offset, text.find("<nitf><body><p>x"));
  EXPECT_EQ(result.said[0].place.record, 2U);
}

TEST(NitfReader, bombs_are_refused) {
  std::string laughs = "<!DOCTYPE nitf [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + before + "\">";
  }
  const ReadResult laugh = read_text(kNitfFormat, laughs + "]>" + with("", "<p>&a29;</p>"));
  EXPECT_EQ(laugh.articles.size(), 0U);
  EXPECT_EQ(laugh.reasons("refused").size(), 1U);

  std::string references;
  for (int i = 0; i < 2000; ++i) references += "&big;";
  const ReadResult quadratic = read_text(kNitfFormat, "<!DOCTYPE nitf [<!ENTITY big \"" + std::string(2000, 'x') +
                                                          "\">]>" + with("", "<p>" + references + "</p>"));
  EXPECT_EQ(quadratic.articles.size(), 0U);
  EXPECT_EQ(quadratic.reasons("refused").size(), 1U);
}

TEST(NitfReader, nothing_outside_is_read) {
  const std::string text =
      "<!DOCTYPE nitf [<!ENTITY file SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM "
      "\"file:///etc/passwd\"> %p; ]>" +
      with("", "<p>before &file; after</p>");
  const ReadResult result = read_text(kNitfFormat, text);
  for (const Article& article : result.articles) EXPECT_EQ(article.paragraphs, List{"before after"});
  for (const std::string& reason : result.reasons("refused")) EXPECT_EQ(reason.find("root:"), std::string::npos);
}

TEST(NitfReader, a_record_over_the_limit_is_refused) {
  ReadOptions options;
  options.max_record_bytes = 1000;
  const std::string text = "<set>" + with("", "<p>" + std::string(1'000'000, 'x') + "</p>") + with("") + "</set>";
  const ReadResult result = read_text(kNitfFormat, text, options);
  EXPECT_EQ(result.articles.size(), 1U);
  ASSERT_EQ(result.said.size(), 1U);
  EXPECT_EQ(result.said[0].reason, "line 1: the record is larger than the limit");
  EXPECT_GT(result.said[0].place.length, 1'000'000U);
}

struct SniffCase {
  const char* name;
  std::string head;
  Confidence expected;
};

class Sniff : public ::testing::TestWithParam<SniffCase> {};

TEST_P(Sniff, tells_nitf_by_its_element) {
  EXPECT_EQ(kNitfFormat.sniff({GetParam().head, "x.xml"}), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Sniff,
    ::testing::Values(SniffCase{"bare", "<nitf>", Confidence::certain},
                      SniffCase{"after_a_prolog", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<nitf version=\"3\">",
                                Confidence::certain},
                      SniffCase{"prefixed_inside", "<batch><n:nitf xmlns:n=\"x\">", Confidence::certain},
                      SniffCase{"other_xml", "<rss><nitfy/></rss>", Confidence::no},
                      SniffCase{"named_only", "<!DOCTYPE nitf><rss type=\"nitf\"/>", Confidence::no},
                      SniffCase{"text", "about <nitf> files", Confidence::no},
                      SniffCase{"nothing", "", Confidence::no}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace news::formats
