// Reuters-21578 items -> articles.
#include <gtest/gtest.h>

#include "indexer/formats/reuters21578.h"
#include "indexer/formats/table.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

std::string item(const std::string& inside, const std::string& attributes = "NEWID=\"7\"") {
  return "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"5\" " + attributes + ">\n" + inside + "</REUTERS>\n";
}

constexpr std::string_view kType = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n";

TEST(Reuters21578, a_normal_item_is_read) {
  const auto got = read_with(
      kReuters21578Format,
      std::string(kType) +
          item("<DATE>26-FEB-1987 15:01:01.79</DATE>\n<MKNOTE>x</MKNOTE><TOPICS><D>wheat</D><D>grain</D></TOPICS>\n"
               "<PLACES><D>el-skarvoy</D><D>wheat</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS><D>mills</D></ORGS>\n"
               "<UNKNOWN> \n&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-X 0255</UNKNOWN>\n<TEXT>&#2;\n"
               "<TITLE>MILL &lt;MILL.S> REOPENS</TITLE>\n<AUTHOR>    By Ada Lunt, Reuters</AUTHOR><DATELINE>    "
               "SKARVOY, Feb 26 - </DATELINE><BODY>Rain fell on\nthe mill.\n    The second\nparagraph.\n Reuter\n"
               "&#3;</BODY></TEXT>\n"));
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_TRUE(got.reports.empty()) << got.reports[0];
  const Article& article = got.articles[0];
  EXPECT_EQ(article.id, "7");
  EXPECT_EQ(article.title, "MILL <MILL.S> REOPENS");
  EXPECT_EQ(article.bylines, List{"Ada Lunt"});
  EXPECT_EQ(article.dateline, "SKARVOY");
  EXPECT_EQ(article.source, "Reuters");
  EXPECT_EQ(article.topics, (List{"wheat", "grain", "el-skarvoy", "mills"}));
  EXPECT_EQ(to_iso(*article.published), "1987-02-26T15:01:01");
  EXPECT_EQ(article.paragraphs, (List{"Rain fell on\nthe mill.", "The second\nparagraph."}));
}

TEST(Reuters21578, brief_and_unprocessed_items_and_broken_ones) {
  const std::string brief = item(
      "<DATE> 2-MAR-1987 08:22:57.75</DATE><TEXT TYPE=\"BRIEF\">&#2;\n<TITLE>MILL UP 4 "
      "PCT\n</TITLE>******<TITLE></TEXT>");
  const std::string raw = item(
      "<DATE>31-MAR-1987 605:12:19.12</DATE><TEXT TYPE=\"UNPROC\">&#2;\nBC-MILL  03-31\n"
      "Wheat \xb1 2.\n    More.\n&#3;</TEXT>",
      "NEWID=\"8\"");
  const std::string none = item("<TEXT>&#2;</TEXT>", "NEWID=\"9\"");
  const std::string open = "<REUTERS NEWID=\"10\"><TEXT><TITLE>Open</TITLE></TEXT>";
  const std::string text = brief + raw + none + open + item("<TEXT><TITLE>Last</TITLE></TEXT>", "NEWID=11");
  for (const std::size_t crumb : {std::size_t{1}, text.size()}) {
    CrumbStream bytes(text, crumb);
    const auto got = read_stream(kReuters21578Format, bytes);
    ASSERT_EQ(got.articles.size(), 4U);
    EXPECT_EQ(got.articles[0].title, "MILL UP 4 PCT");
    EXPECT_EQ(to_iso(*got.articles[0].published), "1987-03-02T08:22:57");
    EXPECT_EQ(got.articles[1].paragraphs, (List{"BC-MILL  03-31\nWheat \xc2\xb1 2.", "More."}));
    EXPECT_FALSE(got.articles[1].published);
    EXPECT_EQ(got.articles[2].title, "Open");
    EXPECT_EQ(got.articles[3].id, "11");
    EXPECT_EQ(got.reasons("refused"), List{"no headline and no text"});
    EXPECT_EQ(got.reasons("noted"), (List{"date not understood", "end of document is missing"}));
  }
}

TEST(Reuters21578, is_sniffed_by_its_element) {
  const std::string head = std::string(kType) + item("");
  ASSERT_NE(sniff_format({head, "reut2-000.sgm"}), nullptr);
  EXPECT_EQ(sniff_format({head, "reut2-000.sgm"})->name, "reuters21578");
  EXPECT_EQ(kReuters21578Format.sniff({"<x><REUTERS NEWID=\"1\">", "x"}), Confidence::no);
}

}  // namespace
}  // namespace news::formats
