// Pages -> output, golden.
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/error.h"
#include "searcher/render/columns.h"
#include "searcher/render/csv.h"
#include "searcher/render/facets.h"
#include "searcher/render/ids.h"
#include "searcher/render/json.h"
#include "searcher/render/terminal.h"
#include "searcher/render/trec.h"

namespace news::render {
namespace {

match::Page example() {
  match::Page page;
  match::Hit hit;
  hit.rank = 3;
  hit.score = 7.25;
  hit.record = {"Mayor \x1b[2Jresigns", "2024-03-29T13:14", "Harbour Courier", "urn:x:1", false};
  hit.snippets = {{match::TextField::body, "The \"acting\"\nmayor\x07 left", 1204, {{5, 11}, {13, 18}}}};
  hit.article.emplace();
  hit.article->provenances = {{"/a/b.txt", "m.xml", 7, 3110, {}}};
  page.hits = {hit};
  page.total = {123, true};
  page.elapsed_ms = 1.8004;
  return page;
}

TEST(Json, is_the_documented_schema) {
  std::ostringstream out;
  const match::Page page = example();
  JsonWriter writer(out);
  writer.hit(page.hits[0]);
  writer.end(page.total, page.elapsed_ms, "mayor");
  EXPECT_EQ(out.str(),
            R"({"type":"hit","rank":3,"score":7.25,"id":"urn:x:1","title":"Mayor \u001b[2Jresigns",)"
            R"("published":"2024-03-29T13:14","source":"Harbour Courier","snippets":[{"field":"body",)"
            R"("text":"The \"acting\"\nmayor\u0007 left","offset":1204,"highlights":[[5,11],[13,18]]}],)"
            R"("provenance":{"path":"/a/b.txt","member":"m.xml","offset":7,"length":3110}})"
            "\n"
            R"({"type":"summary","query":"mayor","total":{"value":123,"exact":true},"elapsed_ms":1.8,"schema":1})"
            "\n");
}

/// The example as a story with two copies.
match::Hit story() {
  match::Hit hit = example().hits[0];
  hit.copies =
      match::Copies{2, {{"Post", 1, {}}, {"", 1, {}}}, [](const std::function<void(const match::Copy&)>& give) {
                      give({{"Mayor goes", "2024-03-30", "Post", "p-1", false}, 1});
                      give({{"", "", "", "p-2", false}, 0.7049});
                    }};
  return hit;
}

TEST(Json, a_story_has_a_group_and_its_copies_behind_it) {
  std::ostringstream out;
  JsonWriter writer(out);
  writer.hit(story());
  writer.end({3, true, match::StoryTotal{1, false}}, 0, "mayor");
  EXPECT_EQ(out.str().substr(out.str().find('\n') + 1),
            R"({"type":"group","rank":3,"id":"urn:x:1","copies":2,)"
            R"("sources":[{"source":"Post","copies":1},{"source":"","copies":1}]})"
            "\n"
            R"({"type":"copy","rank":3,"id":"p-1","title":"Mayor goes","published":"2024-03-30","source":"Post",)"
            R"("resemblance":1.0})"
            "\n"
            R"({"type":"copy","rank":3,"id":"p-2","title":"","published":null,"source":"","resemblance":0.7})"
            "\n"
            R"({"type":"summary","query":"mayor","total":{"value":3,"exact":true},"groups":{"value":1,"exact":false},)"
            R"("elapsed_ms":0.0,"schema":1})"
            "\n");
}

TEST(Json, names_the_query_in_every_object_of_a_batch) {
  std::ostringstream out;
  JsonWriter writer(out, "q 7");
  writer.hit(story());
  writer.end({1, false}, 0, "mayor");
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) {
    EXPECT_NE(line.find(R"(,"query_id":"q 7",)"), std::string::npos) << line;
  }
}

const std::vector<match::Facet> kMonths = {{"2023", 1, {}},
                                           {"2024-01", 80, 2024 * 12 + 1},
                                           {"2024-02", 3, 2024 * 12 + 2},
                                           {"2024-05", 40, 2024 * 12 + 5},
                                           {"", 2, {}}};

TEST(Json, tells_counts) {
  std::ostringstream out;
  JsonWriter writer(out, "ice", "saved");
  writer.facet(match::FacetField::month, kMonths[1]);
  writer.facet(match::FacetField::month, kMonths[4]);
  writer.end_facets({kMonths, 126}, 2, "storm");
  EXPECT_EQ(out.str(),
            R"({"type":"facet","saved":"ice","by":"month","value":"2024-01","count":80})"
            "\n"
            R"({"type":"facet","saved":"ice","by":"month","value":null,"count":2})"
            "\n"
            R"({"type":"summary","saved":"ice","query":"storm","total":{"value":126,"exact":true},"elapsed_ms":2.0,)"
            R"("schema":1,"values":5})"
            "\n");
}

TEST(Facets, times_are_a_chart_that_shows_where_nothing_is) {
  std::ostringstream out;
  write_facets_terminal(match::FacetField::month, kMonths, out);
  EXPECT_EQ(out.str(),
            "         1  2023       ▌\n"
            "        80  2024-01    ████████████████████████████████████████\n"
            "         3  2024-02    █▌\n"
            "         0  (2 months)\n"
            "        40  2024-05    ████████████████████\n"
            "         2  (undated)  █\n");
}

TEST(Facets, other_values_are_a_list_that_cannot_steer_the_terminal) {
  std::ostringstream out;
  const std::vector<match::Facet> sources = {{"Harbour \x1b[2JCourier", 12, {}}, {"", 3, {}}};
  write_facets_terminal(match::FacetField::source, sources, out);
  EXPECT_EQ(out.str(),
            "        12  Harbour \uFFFD[2JCourier\n"
            "         3  (none stated)\n");
}

TEST(Facets, csv_is_quoted_and_no_formula) {
  std::ostringstream out;
  const std::vector<match::Facet> topics = {{"ice, storm", 12, {}}, {"=1+1", 3, {}}, {"", 2, {}}};
  write_facets_csv(match::FacetField::topic, topics, "-q", out);
  EXPECT_EQ(out.str(), "'-q,\"ice, storm\",12\r\n'-q,'=1+1,3\r\n'-q,,2\r\n");
}

struct CellCase {
  const char* text;
  const char* cell;
};

class CsvCell : public ::testing::TestWithParam<CellCase> {};

TEST_P(CsvCell, is_quoted_as_rfc_4180_wants_and_no_formula) {
  EXPECT_EQ(csv_cell(GetParam().text, Column::Holds::text), GetParam().cell);
}

INSTANTIATE_TEST_SUITE_P(Cells, CsvCell,
                         ::testing::Values(CellCase{"", ""}, CellCase{"Mayor resigns", "Mayor resigns"},
                                           CellCase{"Ice, storm", "\"Ice, storm\""},
                                           CellCase{"The \"acting\" mayor", "\"The \"\"acting\"\" mayor\""},
                                           CellCase{"one\n\ntwo", "\"one\n\ntwo\""}, CellCase{" x", "\" x\""},
                                           CellCase{"=1+1", "'=1+1"}, CellCase{"+49 30", "'+49 30"},
                                           CellCase{"-30-", "'-30-"}, CellCase{"@handle", "'@handle"},
                                           CellCase{"=a,b", "\"'=a,b\""}, CellCase{"＝1+1", "'＝1+1"},
                                           CellCase{"'=1+1", "''=1+1"}, CellCase{"''@x", "'''@x"},
                                           CellCase{"'Acting' mayor", "'Acting' mayor"}, CellCase{"-", "-"},
                                           CellCase{"a=b", "a=b"}));

TEST(Csv, numbers_are_never_taken_for_formulas) { EXPECT_EQ(csv_cell("-1.5", Column::Holds::number), "-1.5"); }

TEST(Csv, has_a_line_for_each_hit_with_the_chosen_columns) {
  match::Hit hit = example().hits[0];
  hit.record.title = "Mayor, resigns";
  hit.snippets.push_back({match::TextField::title, "Mayor, resigns", 0, {}});
  hit.snippets.push_back({match::TextField::body, "and fled", 2000, {}});
  hit.article->bylines = {"Ilse Marten", "Jo Doe"};
  hit.article->provenances[0].path = "/a/\xFF.txt";
  hit.words = 0;
  std::ostringstream out;
  CsvWriter(read_columns("rank, title,snippet,byline,url,words,path,offset,version"), "q,1", out).hit(hit);
  EXPECT_EQ(out.str(),
            "\"q,1\",3,\"Mayor, resigns\",\"The \"\"acting\"\" mayor left … and fled\",Ilse Marten; Jo Doe,,0,"
            "/a/\uFFFD.txt,7,\r\n");
}

TEST(Columns, say_what_hits_must_hold) {
  EXPECT_FALSE(parts_of(default_columns(Hits::articles)).article || parts_of(default_columns(Hits::articles)).snippets);
  EXPECT_TRUE(parts_of(read_columns("rank,url")).article);
  EXPECT_FALSE(parts_of(read_columns("rank,url")).body);
  EXPECT_TRUE(parts_of(read_columns("body")).body && parts_of(read_columns("body")).article);
  EXPECT_TRUE(parts_of(read_columns("snippet")).snippets);
  EXPECT_TRUE(parts_of(read_columns("words")).words);
  EXPECT_TRUE(parts_of(read_columns("copy_sources")).copies);
  EXPECT_FALSE(parts_of(default_columns(Hits::stories)).article || parts_of(default_columns(Hits::stories)).snippets);
}

TEST(Columns, names_that_are_none_or_come_twice_are_errors) {
  for (const char* list : {"", "titel", "title,,url", "title,title", "Title"}) {
    EXPECT_THROW(static_cast<void>(read_columns(list)), Error) << list;
  }
}

TEST(Trec, scores_fall_with_every_rank_even_in_single_precision) {
  std::ostringstream out;
  TrecWriter writer("7", out);
  match::Hit hit;
  for (const double score : {712.5, 712.5, 712.5, 712.499999, 30.0, 31.0, 1e-6, 0.0, 0.0, 0.0}) {
    ++hit.rank;
    hit.score = score;
    hit.record.id = "d";
    writer.hit(hit);
  }
  std::istringstream lines(out.str());
  std::string topic;
  std::string q0;
  std::string document;
  std::string tag;
  std::uint64_t rank = 0;
  float last = std::numeric_limits<float>::infinity();
  float score = 0;
  for (std::uint64_t line = 1; lines >> topic >> q0 >> document >> rank >> score >> tag; ++line) {
    EXPECT_EQ(rank, line);
    EXPECT_LT(score, last);
    last = score;
  }
  EXPECT_EQ(rank, 10U);
  EXPECT_TRUE(out.str().starts_with("7 Q0 d 1 712.500000 news-searcher\n")) << out.str();
  EXPECT_NE(out.str().find(" 5 30.000000 "), std::string::npos) << "a score that is less anyway stays as it is";
}

struct TrecCase {
  const char* text;
  const char* column;
};

TEST(Trec, a_column_holds_no_white_space) {
  for (const auto& [text, column] :
       {TrecCase{"mp 1", "mp%201"}, TrecCase{"100%", "100%25"}, TrecCase{"a\tb\x7F", "a%09b%7F"},
        TrecCase{"a\u00A0b\u3000c", "a%C2%A0b%E3%80%80c"}, TrecCase{"a\u0085b", "a%C2%85b"}, TrecCase{"é/ü", "é/ü"}}) {
    EXPECT_EQ(trec_column(text), column);
  }
}

TEST(Ids, end_as_asked) {
  std::ostringstream out;
  IdsWriter('\0', out).hit(example().hits[0]);
  IdsWriter('\n', out).hit(example().hits[0]);
  EXPECT_EQ(out.str(), std::string("urn:x:1\0urn:x:1\n", 16));
}

TEST(Terminal, marks_words_and_disarms_escapes) {
  std::ostringstream out;
  TerminalWriter(Emphasis::stars, out).hit(example().hits[0]);
  EXPECT_EQ(out.str(),
            "3. Mayor \uFFFD[2Jresigns\n"
            "   2024-03-29 13:14 · Harbour Courier · urn:x:1\n"
            "   The \"*acting*\" *mayor*\uFFFD left\n\n");
}

TEST(Terminal, colours_go_back_to_the_headlines_own) {
  match::Page page = example();
  page.hits[0].record.title = "Mayor resigns";
  page.hits[0].snippets = {{match::TextField::title, "Mayor resigns", 0, {{0, 5}}}};
  std::ostringstream out;
  TerminalWriter(Emphasis::colour, out).hit(page.hits[0]);
  EXPECT_EQ(out.str(),
            "3. \x1b[1m\x1b[1;31mMayor\x1b[0m\x1b[1m resigns\x1b[0m\n"
            "   \x1b[2m2024-03-29 13:14 · Harbour Courier · urn:x:1\x1b[0m\n\n");
}

TEST(Terminal, copies_are_told_by_publication_and_cannot_steer_the_terminal) {
  const auto told = [](std::uint64_t count, std::vector<match::Facet> sources) {
    match::Hit hit = story();
    hit.copies->count = count;
    hit.copies->sources = std::move(sources);
    std::ostringstream out;
    TerminalWriter(Emphasis::stars, out).hit(hit);
    const std::string text = out.str();
    const std::size_t begin = text.find("urn:x:1\n") + 8;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  EXPECT_EQ(told(4, {{"Post\x1b[2J", 3, {}}, {"", 1, {}}}), "   4 copies: Post\uFFFD[2J (3), no source stated");
  EXPECT_EQ(told(1, {{"Post", 1, {}}}), "   1 copy: Post");
  std::vector<match::Facet> many;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) many.push_back({name, 1, {}});
  EXPECT_EQ(told(8, many), "   8 copies: a, b, c, d, e, f and 2 more");
  EXPECT_EQ(told(0, {}), "   The \"*acting*\" *mayor*\uFFFD left") << "nothing to tell";
}

TEST(Terminal, an_article_without_a_headline_says_so) {
  match::Page page = example();
  page.hits[0].record.title.clear();
  std::ostringstream out;
  TerminalWriter(Emphasis::stars, out).hit(page.hits[0]);
  EXPECT_EQ(out.str().substr(0, 18), "3. (no headline)\n ");
}

}  // namespace
}  // namespace news::render
