// Which words of an article take part in a match.
#include "searcher/match/matcher.h"

#include <gtest/gtest.h>

#include <string>

#include "searcher/query/parser.h"

namespace news::match {
namespace {

Article example() {
  Article article;
  article.id = "urn:x:1";
  article.title = "Mayor of Varnholt resigns";
  article.deck = "Strikers cheer";
  article.bylines = {"Jane Doe", "Ann Smith"};
  article.source = "Harbour Courier";
  article.language = "en";
  article.published = parse_iso("2024-03-29T13:14");
  article.paragraphs = {"VARNHOLT - The acting mayor's e-mail was short. Strikes go on.",
                        "A strike fund and a mayor acting alone. U.S. officials told us so."};
  return article;
}

/// The words lit, field by field: "title: Mayor | body: strike strike".
std::string lit(std::string_view query, const Article& article = example()) {
  const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
  Matcher matcher(parsed.tree);
  const Matched& matched = matcher.match(article);
  if (!matched.matches) return "no match";
  std::string text;
  for (const TextField field : kTextFields) {
    const auto index = static_cast<std::size_t>(field);
    if (matched.spans[index].empty()) continue;
    text += (text.empty() ? "" : " | ") + std::string(name_of(field)) + ":";
    for (const Span& span : matched.spans[index]) {
      text += " " + matched.texts[index].text.substr(span.begin, span.end - span.begin);
    }
  }
  return text;
}

struct Case {
  std::string_view query;
  std::string_view lit;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.query; }

class Matching : public testing::TestWithParam<Case> {};
TEST_P(Matching, lights) { EXPECT_EQ(lit(GetParam().query), GetParam().lit); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Matching, testing::Values(
    Case{"strike", "body: Strikes strike"},
    Case{"=strike", "body: strike"},
    Case{"mayor", "title: Mayor | body: mayor mayor"},
    Case{"title:mayor", "title: Mayor"},
    Case{"\"acting mayor\"", "body: acting mayor"},
    Case{"\"mayor acting\"", "body: mayor acting"},
    Case{"\"varnholt resigns\"", "title: Varnholt resigns"},
    Case{"\"varnholt resign\"", "no match"},
    Case{"\"resigns strikers\"", "no match"},
    Case{"\"short strikes\"", "body: short Strikes"},
    Case{"\"on a strike\"", "body: on A strike"},
    Case{"email", "body: e-mail"},
    Case{"mail", "body: mail"},
    Case{"\"mayor e-mail was\"", "body: mayor e mail was"},
    Case{"us", "body: us"},
    Case{"US", "body: U.S."},
    Case{"fund storm", "no match"},
    Case{"fund OR storm", "body: fund"},
    Case{"fund OR (short storm)", "body: fund"},
    Case{"fund NOT storm", "body: fund"},
    Case{"fund NOT short", "no match"},
    Case{"(fund NOT short) OR alone", "body: alone"},
    Case{"date:2024 fund", "body: fund"},
    Case{"(date:2023 fund) OR alone", "body: alone"},
    Case{"date:2024-03-29", ""},
    Case{"date:2023", "no match"},
    Case{"byline:doe", ""},
    Case{"byline:\"jane doe\" fund", "body: fund"},
    Case{"byline:\"doe ann\"", "no match"},
    Case{"source:courier", ""},
    Case{"lang:en", ""},
    Case{"lang:de", "no match"},
    Case{"id:urn:x:1", ""},
    Case{"id:urn:x:2", "no match"}));
// clang-format on

TEST(Matcher, stems_in_the_articles_language) {
  Article article;
  article.language = "fr";
  article.paragraphs = {"Les notes de la ministre"};
  EXPECT_EQ(lit("note", article), "body: notes");
  article.language = "en";
  article.paragraphs = {"They did not come"};
  EXPECT_EQ(lit("note", article), "no match");  // its French stem is "not"
}

TEST(Matcher, reads_each_compound_of_a_phrase_joined_or_in_parts) {
  Article article;
  article.paragraphs = {"Of an e-mail and ecommerce shop."};
  EXPECT_EQ(lit("\"e-mail and e-commerce\"", article), "body: e mail and ecommerce");
  EXPECT_EQ(lit("\"email and e-commerce\"", article), "no match");  // as for any phrase: an e-mail is two words
}

std::size_t spans_in_body(std::string_view query, const std::string& body) {
  Article article;
  article.language = "en";
  article.paragraphs = {body};
  const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
  Matcher matcher(parsed.tree);
  return matcher.match(article).spans[static_cast<std::size_t>(TextField::body)].size();
}

TEST(Matcher, overlapping_occurrences_of_a_phrase_count_each_word_once) {
  constexpr std::size_t kWords = kMaxSpansOfPart / 2;  // three times as many, were each occurrence to count
  std::string body;
  for (std::size_t n = 0; n < kWords; ++n) body += "so ";
  EXPECT_EQ(spans_in_body("\"so so so\"", body), kWords);
}

TEST(Matcher, lights_only_so_many_words_for_one_part) {
  std::string body;
  for (std::size_t n = 0; n <= kMaxSpansOfPart; ++n) body += "so far ";
  EXPECT_EQ(spans_in_body("so", body), kMaxSpansOfPart);
  EXPECT_EQ(spans_in_body("=so", body), kMaxSpansOfPart);
  EXPECT_EQ(spans_in_body("\"so far\"", body), kMaxSpansOfPart);
  EXPECT_EQ(spans_in_body("so far", body), 2 * kMaxSpansOfPart);
}

TEST(Matcher, an_undated_article_matches_no_date) {
  Article article = example();
  article.published.reset();
  EXPECT_EQ(lit("date:..2030", article), "no match");
}

}  // namespace
}  // namespace news::match
