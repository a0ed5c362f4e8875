// Pages -> output, golden.
#include <gtest/gtest.h>

#include <sstream>

#include "searcher/render/json.h"
#include "searcher/render/terminal.h"

namespace news::render {
namespace {

match::Page example() {
  match::Page page;
  match::Hit hit;
  hit.rank = 3;
  hit.score = 7.25;
  hit.record = {"Mayor \x1b[2Jresigns", "2024-03-29T13:14", "Harbour Courier", "urn:x:1", false};
  hit.snippets = {{match::TextField::body, "The \"acting\"\nmayor\x07 left", 1204, {{5, 11}, {13, 18}}}};
  hit.provenance = Provenance{"/a/b.txt", "m.xml", 7, 3110, {}};
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

TEST(Terminal, an_article_without_a_headline_says_so) {
  match::Page page = example();
  page.hits[0].record.title.clear();
  std::ostringstream out;
  TerminalWriter(Emphasis::stars, out).hit(page.hits[0]);
  EXPECT_EQ(out.str().substr(0, 18), "3. (no headline)\n ");
}

}  // namespace
}  // namespace news::render
