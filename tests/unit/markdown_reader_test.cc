// Markdown documents as articles: blocks, inline markup, front matter, trailers.
#include <gtest/gtest.h>

#include "indexer/formats/markdown.h"
#include "indexer/formats/markdown_inline.h"
#include "tests/unit/reader_harness.h"

namespace news::formats {
namespace {

using news::testing::read_with;
using Paragraphs = std::vector<std::string>;

Article only(std::string_view text) {
  auto result = read_with(kMarkdownFormat, text);
  EXPECT_EQ(result.articles.size(), 1U);
  return result.articles.empty() ? Article{} : result.articles.front();
}

TEST(MarkdownReader, reads_a_press_release) {
  const std::string text =
      "# Tern Ltd Opens *Second* Sail Loft\n\nOXBOW, QUEBEC - April 23, 2026 (NEWMEDIAWIRE) - Tern Ltd (TSX: TRN) "
      "&amp; partners opened a loft.\n\n"
      " * Sails\n* Ropes\n\n Read More\n\nMore at "
      "[tern.example](https://tern.example/x_y_z).\n\n---\n\n[Original/Source Press "
      "Release](https://wire.example/tern)\n\n"
      "[TLDR](https://digest.example)\n\nPickup - [site](https://site.example)\n\n![Seal](https://cdn.example/a.webp)";
  const Article article = only(text);
  EXPECT_EQ(article.title, "Tern Ltd Opens Second Sail Loft");
  EXPECT_EQ(article.dateline, "OXBOW, QUEBEC");
  EXPECT_EQ(article.agency, "NEWMEDIAWIRE");
  EXPECT_EQ(to_iso(article.published.value()), "2026-04-23");
  EXPECT_EQ(article.url, "https://wire.example/tern");
  EXPECT_EQ(article.paragraphs,
            (Paragraphs{"OXBOW, QUEBEC - April 23, 2026 (NEWMEDIAWIRE) - Tern Ltd (TSX: TRN) & partners opened a loft.",
                        "Sails\nRopes", "More at tern.example."}));
  EXPECT_EQ(article.provenances.at(0).record, digest_of(text));
}

TEST(MarkdownReader, moves_bylines_and_credits_out_of_the_body) {
  const Article article = only("# Rain\n\n--News Direct--\n\nBy Jane Roe, Benzinga\n\nIt rained.\n");
  EXPECT_EQ(article.bylines, std::vector<std::string>{"Jane Roe"});
  EXPECT_EQ(article.agency, "News Direct");
  EXPECT_EQ(article.paragraphs, Paragraphs{"It rained."});
}

TEST(MarkdownReader, leaves_the_date_of_an_event_where_it_stands) {
  const Article article = only("# Rain\n\nIt will rain.\n\nOctober 3, 2025\n\nOn the pier.\n");
  EXPECT_FALSE(article.published);
  EXPECT_EQ(article.paragraphs.size(), 3U);
}

TEST(MarkdownReader, gives_an_empty_heading_no_title) {
  const Article article = only("# \n\nIt rained.\n\n---\n\n[Source](//relative)\n");
  EXPECT_EQ(article.title, "");
  EXPECT_EQ(article.url, "");
  EXPECT_EQ(article.paragraphs, Paragraphs{"It rained."});
}

TEST(MarkdownReader, reads_front_matter) {
  const Article article = only(
      "---\ntitle: \"Rain: more to come\"\ndate: 2024-03-29T13:14:05+01:00\nauthor: Jane Roe\ntags: [rain, \"the "
      "sea\"]\nsource: The Tern\n"
      "url: https://tern.example/rain\nlang: en\n---\n\n# Rain: more to come\n\nIt rained.\n");
  EXPECT_EQ(article.title, "Rain: more to come");
  EXPECT_EQ(to_iso(article.published.value()), "2024-03-29T13:14:05+01:00");
  EXPECT_EQ(article.bylines, std::vector<std::string>{"Jane Roe"});
  EXPECT_EQ(article.topics, (std::vector<std::string>{"rain", "the sea"}));
  EXPECT_EQ(article.source, "The Tern");
  EXPECT_EQ(article.url, "https://tern.example/rain");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.paragraphs, Paragraphs{"It rained."});
}

struct BodyCase {
  std::string name;
  std::string markdown;
  Paragraphs paragraphs;
};

void PrintTo(const BodyCase& c, std::ostream* out) { *out << c.name; }

class MarkdownBody : public ::testing::TestWithParam<BodyCase> {};

TEST_P(MarkdownBody, becomes_paragraphs) {
  EXPECT_EQ(only("# Rain\n\n" + GetParam().markdown).paragraphs, GetParam().paragraphs);
}

INSTANTIATE_TEST_SUITE_P(
    Blocks, MarkdownBody,
    ::testing::Values(
        BodyCase{"a rule in the middle", "One.\n\n---\n\nTwo.\n", {"One.", "Two."}},
        BodyCase{"a rule below text", "One.\n---\nTwo.\n", {"One.", "Two."}},
        BodyCase{"links behind two rules",
                 "One.\n\n***\n\n[a](https://a.example)\n\n---\n\n[b](https://b.example)\n",
                 {"One."}},
        BodyCase{"links without a rule", "One.\n\n[a report](https://a.example)\n", {"One.", "a report"}},
        BodyCase{"text behind a rule",
                 "One.\n\n---\n\nSee [the full report](https://a.example) of our office.\n",
                 {"One.", "See the full report of our office."}},
        BodyCase{"headings", "One.\n## Two ##\nThree.\n\nFour\n====\n", {"One.", "Two", "Three.", "Four"}},
        BodyCase{"a list right below text", "Sold:\n- sails\n- ropes\n  of hemp\n", {"Sold:", "sails\nropes\nof hemp"}},
        BodyCase{"a loose list", "* sails\n\n* ropes\n", {"sails", "ropes"}},
        BodyCase{"numbers stay", "1. sails\n2. ropes\n", {"1. sails\n2. ropes"}},
        BodyCase{"a year at a line's begin", "It rained in\n2024. A wet year.\n", {"It rained in\n2024. A wet year."}},
        BodyCase{"a quotation", "> It rained\n> all night.\n\nSo.\n", {"It rained\nall night.", "So."}},
        BodyCase{"a table", "| Port | Ships |\n|---|:--:|\n| Oxbow | 3 |\n", {"Port\tShips\nOxbow\t3"}},
        BodyCase{"pipes without a table", "one | two\nthree | four\n", {"one | two\nthree | four"}},
        BodyCase{"code", "```\na *b* &amp;\n\n# c\n```\n", {"a *b* &amp;\n\n# c"}},
        BodyCase{"an open fence", "```\nrain\n", {"rain"}},
        BodyCase{"hidden parts",
                 "<!-- no\nno -->\nOne.\n\n<script>\nx = 1;\n</script>\n\n[a]: https://a.example\n",
                 {"One."}}));

struct InlineCase {
  std::string markdown;
  std::string text;
};

void PrintTo(const InlineCase& c, std::ostream* out) { *out << c.markdown; }

class MarkdownInline : public ::testing::TestWithParam<InlineCase> {};

TEST_P(MarkdownInline, becomes_text) { EXPECT_EQ(plain_text(GetParam().markdown).text, GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Markup, MarkdownInline,
    ::testing::Values(InlineCase{"a *b* **c** ***d*** _e_ __f__ ~~g~~", "a b c d e f g"},
                      InlineCase{"2*3*4 and snake_case_name", "2*3*4 and snake_case_name"},
                      InlineCase{"**Bold**text", "Boldtext"}, InlineCase{"5 * 3 * 2 ** x", "5 * 3 * 2 ** x"},
                      InlineCase{"*open and **also", "*open and **also"}, InlineCase{"**a *b* c**", "a b c"},
                      InlineCase{"*a **b** c*", "a b c"}, InlineCase{"\\*a\\* \\[b\\] c\\d", "*a* [b] c\\d"},
                      InlineCase{"`a *b*` ``c ` d``", "a *b* c ` d"}, InlineCase{"a ` b", "a ` b"},
                      InlineCase{"[a *b*](https://x.example/a_b_(c)) d", "a b d"},
                      InlineCase{"![alt text](a.png \"t\")", "alt text"},
                      InlineCase{"[![alt](a.png)](https://x.example)", "alt"},
                      InlineCase{"[a][ref] and [b] alone", "a and [b] alone"},
                      InlineCase{"<https://x.example/a_b_c>", "https://x.example/a_b_c"},
                      InlineCase{"<jane@tern.example>", "jane@tern.example"},
                      InlineCase{"a<br/>b <b>c</b> <a href=\"x\">d</a>", "a\nb c d"},
                      InlineCase{"1 < 2 and 3 > 2, a <b and c> d", "1 < 2 and 3 > 2, a <b and c> d"},
                      InlineCase{"&amp; &#8217; &#x41; &eacute; &nosuch; AT&T; &", "& ’ A é &nosuch; AT&T; &"},
                      InlineCase{"Free[Plan](https://x.example)To [word](y)s", "Free Plan To words"},
                      InlineCase{"[a](b", "[a](b"}, InlineCase{"", ""}));

TEST(MarkdownInline, takes_linear_time_on_hostile_text) {
  for (const std::string piece : {"[", "*a", "`", "<", "[a](", "![", "<!--", "_a ", "&", "<a ", "**a_"}) {
    std::string text;
    while (text.size() < 300000) text += piece;
    EXPECT_FALSE(plain_text(text).text.empty());
  }
}

TEST(MarkdownReader, refuses_and_skips) {
  ReadOptions options;
  options.max_record_bytes = 10;
  EXPECT_EQ(read_with(kMarkdownFormat, "# Rain\n\nIt rained.\n", options).reports,
            std::vector<std::string>{"refused: document is larger than 10 bytes"});
  EXPECT_EQ(read_with(kMarkdownFormat, " \n\n").reports, std::vector<std::string>{"skipped: empty"});
  EXPECT_EQ(read_with(kMarkdownFormat, "---\n\n[a](https://a.example)\n").reports,
            std::vector<std::string>{"refused: no headline and no text"});
}

TEST(SniffMarkdown, goes_by_name_and_content) {
  EXPECT_EQ(kMarkdownFormat.sniff({"It rained.", ".md"}), Confidence::certain);
  EXPECT_EQ(kMarkdownFormat.sniff({"# Rain\n\nIt rained.", "rain"}), Confidence::likely);
  EXPECT_EQ(kMarkdownFormat.sniff({"---\ntitle: Rain\n---\nIt rained.", "rain"}), Confidence::likely);
  EXPECT_EQ(kMarkdownFormat.sniff({"# a comment\nx = 1\n", "rc"}), Confidence::no);
  EXPECT_EQ(kMarkdownFormat.sniff({"It rained.", "rain.txt"}), Confidence::no);
}

}  // namespace
}  // namespace news::formats
