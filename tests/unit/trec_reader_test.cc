// TREC documents -> articles: the disks' elements, documents on end, and markup that is out of order.
#include <gtest/gtest.h>

#include "indexer/formats/table.h"
#include "indexer/formats/trec.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

/// What an article states, as lines `field: value`.
std::string stated(const Article& article) {
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += std::string(name) + ": " + value + "\n";
  };
  line("id", article.id);
  line("title", article.title);
  line("deck", article.deck);
  for (const std::string& name : article.bylines) line("by", name);
  line("dateline", article.dateline);
  line("agency", article.agency);
  line("source", article.source);
  line("section", article.section);
  for (const std::string& topic : article.topics) line("topic", topic);
  line("date", article.published ? to_iso(*article.published) : "");
  line("edition", article.edition);
  line("page", article.page);
  for (const std::string& paragraph : article.paragraphs) line("p", paragraph);
  return text;
}

struct Case {
  const char* name;
  std::string sgml;
  std::string expected;
  List reports;
};

class TrecDocuments : public ::testing::TestWithParam<Case> {};

TEST_P(TrecDocuments, are_read) {
  const auto got = read_with(kTrecFormat, GetParam().sgml);
  std::string text;
  for (const Article& article : got.articles) text += (text.empty() ? "" : "--\n") + stated(article);
  EXPECT_EQ(text, GetParam().expected);
  EXPECT_EQ(got.reports, GetParam().reports);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TrecDocuments,
    ::testing::Values(
        Case{"financial_times",
             "<DOC>\n<DOCNO>FT911-3</DOCNO>\n<PROFILE>_AN-X</PROFILE>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY "
             "91 / Company News: Mill plans\nnew oven\n</HEADLINE>\n<BYLINE>\n   By ADA LUNT\n</BYLINE>\n<DATELINE>\n  "
             " THORNMERE\n</DATELINE>\n<TEXT>\nThe mill said yesterday.\n</TEXT>\n<PUB>The Financial "
             "Times\n</PUB>\n<PAGE>\nLondon Page 20\n</PAGE>\n</DOC>\n",
             "id: FT911-3\ntitle: Company News: Mill plans new oven\nby: ADA LUNT\ndateline: THORNMERE\nsource: The "
             "Financial Times\ndate: 1991-05-14\npage: London Page 20\np: The mill said yesterday.\n",
             {}},
        Case{"los_angeles_times",
             "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DOCID> 1 </DOCID>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home "
             "Edition \n</P>\n</DATE>\n<SECTION>\n<P>\nBook Review; Page 1; Book Review Desk \n</P>\n</SECTION>\n"
             "<LENGTH>\n<P>\n1206 words \n</P>\n</LENGTH>\n<HEADLINE>\n<P>\nNEW FALLOUT; A TALE \n</P>\n</HEADLINE>\n"
             "<BYLINE>\n<P>\nBy Bo Reyes \n</P>\n</BYLINE>\n<TEXT>\n<P>\nOne line \nand more. \n</P>\n<P>\nTwo. \n</P>"
             "\n</TEXT>\n<GRAPHIC><P>Photo, a caption</P></GRAPHIC>\n<SUBJECT>\n<P>\nMILLS; BREAD \n</P>\n</SUBJECT>"
             "\n</DOC>\n",
             "id: LA010189-0001\ntitle: NEW FALLOUT; A TALE\nby: Bo Reyes\nsource: Los Angeles Times\nsection: Book "
             "Review\ntopic: MILLS\ntopic: BREAD\ndate: 1989-01-01\nedition: Home\npage: 1\np: One line\nand more.\np: "
             "Two.\n",
             {}},
        Case{"associated_press",
             "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88</FILEID>\n<FIRST>u i BC-Mill 0212</FIRST>"
             "\n<HEAD>Mill Burns</HEAD>\n<HEAD>Flour Dust Blamed</HEAD>\n<DATELINE>HOLLENBECK (AP) </DATELINE>\n<TEXT>"
             "\n   The mill burned\ndown on Friday.\n   Nobody was hurt.\n</TEXT>\n\n</DOC>\n",
             "id: AP880212-0001\ntitle: Mill Burns\ndeck: Flour Dust Blamed\ndateline: HOLLENBECK\nsource: Associated "
             "Press\ndate: 1988-02-12\np: The mill burned\ndown on Friday.\np: Nobody was hurt.\n",
             {}},
        Case{"wall_street_journal",
             "<DOC>\n<DOCNO> WSJ870323-0161 </DOCNO>\n<HL> Mill Shares Rise\n  On Bread Hopes\n----\nBy Cy Tan</HL>\n"
             "<DD> 03/23/87</DD>\n<SO> WALL STREET JOURNAL (J)</SO>\n<IN> FOOD </IN>\n<DATELINE> SKARVOY "
             "</DATELINE>\n<LP>\nThe lead.\n</LP>\n<TEXT>\nThe rest.\n</TEXT>\n</DOC>\n",
             "id: WSJ870323-0161\ntitle: Mill Shares Rise On Bread Hopes\nby: Cy Tan\ndateline: SKARVOY\nsource: WALL "
             "STREET JOURNAL\ndate: 1987-03-23\np: The lead.\np: The rest.\n",
             {}},
        Case{"foreign_broadcasts",
             "<DOC>\n<DOCNO> FBIS3-1 </DOCNO>\n<HT>  \"cr00\" </HT>\n\n<HEADER>\n<H2>   March Reports </H2>\n<DATE1>  "
             "1 March 1994 </DATE1>\nArticle Type:FBIS\n<H3> <TI>   Mill Reopens </TI></H3>\n</HEADER>\n\n<TEXT>\n"
             "Language: <F P=105>Spanish </F>\n\n<F P=106> [Interview] </F>\n\nHe spoke.\n\n</TEXT>\n</DOC>\n",
             "id: FBIS3-1\ntitle: Mill Reopens\nsource: Foreign Broadcast Information Service\ndate: 1994-03-01\np: "
             "Language: Spanish\np: [Interview]\np: He spoke.\n",
             {}},
        Case{"gigaword",
             "<DOC id=\"AFP_ENG_20040101.0001\" type=\"story\" >\n<HEADLINE>\nMill sold\n</HEADLINE>\n<DATELINE>\n"
             "VARNHOLT, Jan 1 (AFP)\n</DATELINE>\n<TEXT>\n<P>\nOne.\n</P>\n<P>\nTwo.\n</P>\n</TEXT>\n</DOC>\n",
             "id: AFP_ENG_20040101.0001\ntitle: Mill sold\ndateline: VARNHOLT\nsource: Agence France-Presse\ndate: "
             "2004-01-01\np: One.\np: Two.\n",
             {}},
        Case{"aquaint",
             "<DOC>\n<DOCNO> NYT19980601.0001 </DOCNO>\n<DATE_TIME> 1998-06-01 00:02 </DATE_TIME>\n<DOCTYPE> NEWS "
             "STORY </DOCTYPE>\n<HEADER>\nA0001\n</HEADER>\n<BODY>\n<SLUG> BC-MILL </SLUG>\n<HEADLINE>\nMILL "
             "OPENS\n</HEADLINE>\n<TEXT>\n<P>\n\t   It opened.\n</P>\n<ANNOTATION> (end) </ANNOTATION>\n</TEXT>\n"
             "</BODY>\n<TRAILER>\nNYT-1\n</TRAILER>\n</DOC>\n",
             "id: NYT19980601.0001\ntitle: MILL OPENS\nsource: New York Times\ndate: 1998-06-01T00:02\np: It "
             "opened.\np: (end)\n",
             {}},
        Case{
            "web_page",
            "<DOC>\n<DOCNO>WTX001-B01-1</DOCNO>\n<DOCOLDNO>IA001</DOCOLDNO>\n<DOCHDR>\nhttp://example.org 1.2.3.4\n"
            "Content-type: text/html\n</DOCHDR>\n<html><title>The &amp; mill</title><p>It <b>stands</b>.<p>Here.</html>"
            "\n</DOC>\n",
            "id: WTX001-B01-1\ntitle: The & mill\np: It stands.\np: Here.\n",
            {}},
        Case{"text_without_elements",
             "<doc>\n<docno>7</docno>\nbare text\nhere\n</doc>\n",
             "id: 7\np: bare text\nhere\n",
             {}},
        Case{"end_left_out",
             "<DOC><DOCNO>1</DOCNO>one<DOC><DOCNO>2</DOCNO>two</DOC>",
             "id: 1\np: one\n--\nid: 2\np: two\n",
             {"noted: end of document is missing: it ends where the next one begins"}},
        Case{"start_tag_out_of_order",
             "<DOC <<x></DOC><DOC><DOCNO>2</DOCNO>two</DOC>",
             "p: <\n--\nid: 2\np: two\n",
             {"noted: document without a number: its id is derived"}},
        Case{"no_number_no_text",
             "<DOC>x</DOC> stray <DOC><DOCNO>2</DOCNO><TEXT></TEXT></DOC><DOC><DOCNO>3</DOCNO>z</DOC>",
             "p: x\n--\nid: 3\np: z\n",
             {"noted: document without a number: its id is derived", "refused: no headline and no text"}},
        Case{"references_and_a_bad_date",
             "<DOC><DOCNO>1</DOCNO><DATE>soon</DATE>a&hyph;b &zcaron1; &amp;</DOC>",
             "id: 1\np: a-b   &\n",
             {"noted: date not understood: soon", "noted: unknown references left out: 1"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TrecReader, crumbs_give_the_same_and_places_are_exact) {
  const std::string one = "<DOC>\r\n<DOCNO> a-1 </DOCNO><TEXT>caf\xe9 one</TEXT></DOC>";
  const std::string two = "<Doc >\n<docno>2</docno><text>two</text></doC>";
  const std::string text = "stray </DOC> <DOCS>\n" + one + "\nbetween\n" + two + "\n";
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{3}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kTrecFormat, bytes);
    ASSERT_EQ(got.articles.size(), 2U) << crumb;
    const Provenance& first = got.articles[0].provenances.at(0);
    const Provenance& second = got.articles[1].provenances.at(0);
    EXPECT_EQ(text.substr(first.offset, first.length), one);
    EXPECT_EQ(first.record, digest_of(one));
    EXPECT_EQ(text.substr(second.offset, second.length), two);
    EXPECT_EQ(got.articles[0].paragraphs, List{"caf\xc3\xa9 one"});
  }
}

TEST(TrecReader, a_document_that_is_too_large_is_refused_and_the_next_is_read) {
  ReadOptions options;
  options.max_record_bytes = 10'000;
  const std::string large = "<DOC><DOCNO>1</DOCNO>" + std::string(100'000, 'x') + "</DOC>";
  const std::string text = large + "<DOC><DOCNO>2</DOCNO>two</DOC>";
  for (const std::size_t crumb : {std::size_t{700}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kTrecFormat, bytes, options);
    EXPECT_EQ(got.reasons("refused"), List{"record is larger than 10000 bytes"});
    EXPECT_EQ(got.said.at(0).place.length, large.size());
    ASSERT_EQ(got.articles.size(), 1U);
    EXPECT_EQ(got.articles[0].provenances.at(0).offset, large.size());
  }
}

TEST(TrecReader, is_sniffed_by_documents_with_numbers) {
  const auto sniffed = [](std::string_view head) {
    const Format* format = sniff_format({head, "x"});
    return std::string(format != nullptr ? format->name : "none");
  };
  EXPECT_EQ(sniffed("<DOC>\n<DOCNO> 1 </DOCNO>"), "trec");
  EXPECT_EQ(sniffed("\n <!-- x --><doc><x>y</x><DocNo>1"), "trec");
  EXPECT_EQ(sniffed("<DOC id=\"AFP_ENG_1\" type=\"story\">"), "trec");
  EXPECT_NE(sniffed("<top>\n<num> 301\n<title> mills"), "trec");
  EXPECT_NE(sniffed("<DOC><title>x</title></DOC><DOC><DOCNO>1"), "trec");
  EXPECT_NE(sniffed("<DOCS><DOCNO>1"), "trec");
}

}  // namespace
}  // namespace news::formats
