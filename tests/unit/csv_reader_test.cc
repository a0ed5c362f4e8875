// Tables -> articles: cells as files set them, columns by their names.
#include <gtest/gtest.h>

#include "indexer/formats/csv.h"
#include "indexer/formats/csv_rows.h"
#include "indexer/formats/table.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_with;
using List = std::vector<std::string>;

struct Row {
  const char* name;
  std::string text;
  List cells;
  CsvDialect dialect = {};
};

class Cells : public ::testing::TestWithParam<Row> {};

TEST_P(Cells, are_cut) { EXPECT_EQ(csv_cells(GetParam().text, GetParam().dialect), GetParam().cells); }

INSTANTIATE_TEST_SUITE_P(Table, Cells,
                         ::testing::Values(Row{"plain", "a,b,,c\r\n", {"a", "b", "", "c"}},
                                           Row{"quoted", "\"a,b\",\"c\nd\"\n", {"a,b", "c\nd"}},
                                           Row{"doubled", R"("say ""yes""",x)", {"say \"yes\"", "x"}},
                                           Row{"inside", R"(a "b" c,d)", {"a \"b\" c", "d"}},
                                           Row{"blanks", R"( "a" , b)", {"a", " b"}},
                                           Row{"behind", R"("a"b,c)", {"ab", "c"}}, Row{"open", R"("a,b)", {"a,b"}},
                                           Row{"tab", "a\tb,c", {"a", "b,c"}, {'\t'}},
                                           Row{"escaped", R"("a \"b\"",c)", {"a \"b\"", "c"}, {',', '\n', true}}),
                         [](const auto& test) { return std::string(test.param.name); });

struct Case {
  const char* name;
  std::string text;
  List articles;  ///< id|title|date|source|paragraphs
  List reports;
};

class Files : public ::testing::TestWithParam<Case> {};

TEST_P(Files, are_read) {
  for (const std::size_t crumb : {std::size_t{1}, std::size_t{1} << 20}) {
    CrumbStream bytes(GetParam().text, crumb);
    const auto got = read_stream(kCsvFormat, bytes);
    List articles;
    for (const Article& a : got.articles) {
      std::string line = a.id + "|" + a.title + "|" + (a.published ? to_iso(*a.published) : "") + "|" + a.source;
      for (const std::string& paragraph : a.paragraphs) line += "|" + paragraph;
      articles.push_back(line);
      const Provenance& place = a.provenances.at(0);
      EXPECT_EQ(place.record, digest_of(std::string_view(GetParam().text).substr(place.offset, place.length)));
    }
    EXPECT_EQ(articles, GetParam().articles);
    List reports;
    for (const auto& said : got.said) reports.push_back(said.what + ": " + said.reason);
    EXPECT_EQ(reports, GetParam().reports);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Files,
    ::testing::Values(
        Case{"all_the_news",
             ",id,title,publication,author,date,year,month,url,content\n0,17,Mill reopens,Post,Ada "
             "Lunt,2016-12-31,2016.0,"
             "12.0,,\"One, two.\n\nThree.\"\n",
             {"17|Mill reopens|2016-12-31|Post|One, two.|Three."},
             {}},
        Case{"headlines_only",
             "publish_date,headline_text\r\n20030219,mill reopens\r\n20030220,mill bakes\r\n",
             {"|mill reopens|2003-02-19|", "|mill bakes|2003-02-20|"},
             {}},
        Case{"semicolons_and_mark", "\xEF\xBB\xBF\"Title\";Text;Source\nA;\"B;b\";Post\n", {"|A||Post|B;b"}, {}},
        Case{"excel", "sep=|\ntitle|body\nA|B\n", {"|A|||B"}, {}},
        Case{"tabs_without_end", "title\ttext\nA\tB", {"|A|||B"}, {}},
        Case{"mac", "title,text\rA,B\rC,D\r", {"|A|||B", "|C|||D"}, {}},
        Case{"best_column", "description,text,body,title\nd,t,b,A\n,t2,nan,B\n", {"|A|||b", "|B|||t2"}, {}},
        Case{"ragged",
             "title,text,source\nA,B\nC,D,E,F\nG,H,I,\n\n,,\nJ,\n",
             {"|A|||B", "|G||I|H", "|J||"},
             {"noted: row with too few cells", "refused: row of 4 cells, the header has 3", "skipped: empty",
              "noted: row with too few cells"}},
        Case{"no_text", "title,text,source\n,,Post\n", {}, {"refused: no headline and no text"}},
        Case{"open_quote", "title,text\nA,\"B\nC,D\n", {"|C|||D"}, {"refused: a quote is not closed"}},
        Case{"latin", "title,text\nCaf\xe9,B\n", {"|Caf\xc3\xa9|||B"}, {}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(CsvReader, lists_and_authors) {
  const auto got =
      read_with(kCsvFormat, "title,text,authors,tags\nA,B,\"['Ada Lunt', 'Bo Reyes']\",\"mills; bread\"\n");
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].bylines, (List{"Ada Lunt", "Bo Reyes"}));
  EXPECT_EQ(got.articles[0].topics, (List{"mills", "bread"}));
}

TEST(CsvReader, named_columns_win) {
  ReadOptions options;
  options.field_keys = {{"title", "Kopf"}, {"body", "Inhalt"}};
  const auto got = read_with(kCsvFormat, "Kopf,title,Inhalt\nA,no,B\n", options);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].title, "A");
  EXPECT_EQ(got.articles[0].paragraphs, List{"B"});
}

TEST(CsvReader, a_row_that_is_too_large_is_refused_and_the_next_is_read) {
  ReadOptions options;
  options.max_record_bytes = 1000;
  const auto got = read_with(kCsvFormat, "title,text\nA," + std::string(5000, 'x') + "\nC,D\n", options);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].title, "C");
  ASSERT_EQ(got.reports.size(), 1U);
  EXPECT_TRUE(got.reports[0].starts_with("refused: larger than the limit"));
}

TEST(CsvReader, is_sniffed_by_its_header) {
  const auto sniffed = [](std::string_view head, std::string_view name = "x") {
    const Format* format = sniff_format({head, name});
    return std::string(format != nullptr ? format->name : "none");
  };
  EXPECT_EQ(sniffed("title,text\nA,B\n", "a.csv"), "csv");
  EXPECT_EQ(sniffed("id,title,text,date\n1,A,B,2024-01-01\n"), "csv");
  EXPECT_EQ(sniffed("lat,lon\n1,2\n", "a.csv"), "none");
  EXPECT_EQ(sniffed("Title: A\nDate: March 3, 2024\n\nText, and more.\n"), "text");
  EXPECT_EQ(sniffed("The mill, the text and the title\nall stand here, he said.\n"), "text");
}

}  // namespace
}  // namespace news::formats
