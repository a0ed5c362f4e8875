// IPTC 7901 messages -> articles: framed and unframed, header line, keywords, headline, ending.
#include <gtest/gtest.h>

#include "indexer/formats/iptc7901.h"
#include "indexer/formats/table.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

const std::string kFramed =
    "\x01nld0003 3 i 380  dpa 0045\r\n\r\nSkarvoy/bridge/transport/\r\nREFILE\r\n1ST LEAD\r\n\x02Skarvoy opens its "
    "long\r\n"
    "bridge\r\nBy Maud Ellery and Jane Roe =\r\n\r\nSkarvoy (dpa) - The bridge opened on Wednesday after\r\n"
    "nine years.\r\n\r\nIt is long.\r\n\r\n* * * *\r\nThe following information is not intended for publication\r\n\r\n"
    "- Editing by: A. Roe\r\n\r\ndpa me jr\r\n\x03"
    "212322 GMT Nov 18\r\n\x04\r\n";

const std::string kUnframed =
    "SPF001 3 POL 0070 F BELGA-0001\nTRAM/ VARNHOLT/\nLe tram roule\n\n   VARNHOLT 23/07 (BELGA) = Le tram "
    "roule\nd\xe8s "
    "demain.\n   Il est long.\n./.CVN\n310001 JUL 97\n\nINT002 3 GEN 0091 F BELGA-0031 COR 703\nDIVERS/\nIl perd "
    "tout\n\n"
    "   THORNMERE 31/07 (BELGA) = Tout.\n./.\n310100 JUL 97\n";

TEST(IptcReader, reads_a_message) {
  const ReadResult result = read_text(kIptc7901Format, kFramed);
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_TRUE(result.said.empty());
  const Article& article = result.articles.front();
  EXPECT_EQ(article.id, "nld0003-2018-11-21");
  EXPECT_EQ(article.title, "Skarvoy opens its long bridge");
  EXPECT_EQ(article.bylines, (List{"Maud Ellery", "Jane Roe"}));
  EXPECT_EQ(article.dateline, "Skarvoy");
  EXPECT_EQ(article.agency, "dpa");
  EXPECT_EQ(article.section, "international");
  EXPECT_EQ(article.topics, (List{"Skarvoy", "bridge", "transport"}));
  EXPECT_EQ(to_iso(article.published.value()), "2018-11-21T23:22Z");
  EXPECT_EQ(article.paragraphs,
            (List{"Skarvoy (dpa) - The bridge opened on Wednesday after\nnine years.", "It is long."}));
  EXPECT_EQ(article.provenances.front().record, digest_of(std::string_view(kFramed).substr(0, kFramed.size() - 2)));
}

TEST(IptcReader, reads_messages_without_control_characters) {
  const ReadResult result = read_text(kIptc7901Format, kUnframed);
  ASSERT_EQ(result.articles.size(), 2U);
  const Article& first = result.articles[0];
  EXPECT_EQ(first.id, "SPF001-1997-07-31");
  EXPECT_EQ(first.title, "Le tram roule");
  EXPECT_EQ(first.topics, (List{"TRAM", "VARNHOLT"}));
  EXPECT_EQ(first.section, "politics");
  EXPECT_EQ(first.dateline, "VARNHOLT");
  EXPECT_EQ(first.paragraphs, (List{"VARNHOLT 23/07 (BELGA) = Le tram roule\ndès demain.", "Il est long."}));
  EXPECT_EQ(result.articles[1].title, "Il perd tout");
  EXPECT_EQ(result.articles[1].provenances.front().offset, kUnframed.find("INT002"));
  EXPECT_EQ(result.reasons("noted"), List{"charset guessed"});
}

TEST(IptcReader, gives_the_same_from_crumbs) {
  for (const std::string& bytes : {kFramed + kFramed, kUnframed}) {
    CrumbStream crumbs(bytes, 1);
    EXPECT_EQ(read_text(kIptc7901Format, bytes).articles.size(), 2U);
    EXPECT_EQ(read_stream(kIptc7901Format, crumbs).articles, read_text(kIptc7901Format, bytes).articles);
  }
}

TEST(IptcReader, refuses_broken_messages_and_reads_on) {
  ReadOptions options;
  options.max_record_bytes = 1000;
  const std::string header = "\x01nld0003 3 i 380\r\n";
  const std::string bytes =
      "\x01"
      "no header\r\n\x02Text\x03\x04" +
      header + "\x02" + std::string(5000, 'x') + "\x03\x04" + header + "\x02\x03\x04" + kFramed + header + "\x02Torn";
  const ReadResult result = read_text(kIptc7901Format, bytes, options);
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles.front().title, "Skarvoy opens its long bridge");
  EXPECT_EQ(result.reasons("refused"), (List{"header without source, number, priority, category and number of words",
                                             "record is larger than 1000 bytes", "no headline and no text",
                                             "the file ends before the end of text (ETX)"}));
}

TEST(IptcReader, refuses_an_unframed_message_that_is_too_large_and_reads_on) {
  ReadOptions options;
  options.max_record_bytes = 200;
  const std::string bytes =
      "INT001 3 GEN 0091\nLong\n\n" + std::string(900'000, 'x') + "\n\nINT002 3 GEN 0091\nShort\n\nText.\n";
  const ReadResult result = read_text(kIptc7901Format, bytes, options);
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles.front().title, "Short");
  EXPECT_EQ(result.reasons("refused"), List{"record is larger than 200 bytes"});
  EXPECT_EQ(result.articles.front().provenances.front().offset, bytes.find("INT002"));
}

TEST(IptcReader, has_no_id_without_a_day) {
  const ReadResult result = read_text(kIptc7901Format, "INT001 3 GEN 0091\nComet seen\n\nIt was seen.\n");
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles.front().id, "");
  EXPECT_FALSE(result.articles.front().published);
}

struct HeaderCase {
  const char* line;
  bool known;
};
class IptcSniffing : public ::testing::TestWithParam<HeaderCase> {};
TEST_P(IptcSniffing, needs_a_whole_header_line) {
  const std::string line = GetParam().line;
  const Confidence expected = GetParam().known ? Confidence::certain : Confidence::no;
  EXPECT_EQ(kIptc7901Format.sniff({line + "\n\nText\n", "a.txt"}), expected);
  EXPECT_EQ(kIptc7901Format.sniff({"\x01" + line + "\r\n\x02Text\x03", "a"}), expected);
}

INSTANTIATE_TEST_SUITE_P(Lines, IptcSniffing,
                         ::testing::Values(HeaderCase{"nld0003 3 i 380  dpa 0045", true},
                                           HeaderCase{"SPF001 3 RES 0070 F BELGA-0001", true},
                                           HeaderCase{"AFP123 4 POL 120", true}, HeaderCase{"AFP123 4 POL", false},
                                           HeaderCase{"AFP 4 POL 120", false}, HeaderCase{"Room101 is small", false},
                                           HeaderCase{"A123 0 POL 120", false}, HeaderCase{"1984 3 POL 120", false}));

TEST(IptcSniffing, leaves_other_formats_alone) {
  EXPECT_EQ(sniff_format({kFramed, "a"})->name, "iptc7901");
  EXPECT_EQ(sniff_format({kUnframed, "a.txt"})->name, "iptc7901");
  EXPECT_EQ(kIptc7901Format.sniff({"", "a"}), Confidence::no);
}

}  // namespace
}  // namespace news::formats
