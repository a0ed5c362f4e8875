// The pieces of text that show why an article matched.
#include "searcher/match/snippets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "searcher/query/parser.h"

namespace news::match {
namespace {

Article with_body(std::vector<std::string> paragraphs) {
  Article article;
  article.title = "Strike ends";
  article.language = "en";
  article.paragraphs = std::move(paragraphs);
  return article;
}

std::vector<Snippet> snippets_for(std::string_view query, const Article& article, SnippetOptions options = {2, 60}) {
  const query::Parsed parsed = query::parse(query, {parse_iso("2024-04-01").value()});
  Matcher matcher(parsed.tree);
  return make_snippets(matcher.match(article), options);
}

/// "field@offset: text with *highlights*"
std::string shown(const Snippet& snippet) {
  std::string text = std::string(name_of(snippet.field)) + "@" + std::to_string(snippet.offset) + ": ";
  std::size_t at = 0;
  for (const auto& [begin, end] : snippet.highlights) {
    text += snippet.text.substr(at, begin - at) + "*" + snippet.text.substr(begin, end - begin) + "*";
    at = end;
  }
  return text + snippet.text.substr(at);
}

const Article& harbour() {
  static const Article kArticle =
      with_body({"“The harbour is closed,” said the union. Nothing moved for nine days in the port of Varnholt.",
                 "Ships waited outside. The strike fund paid strikers in cash, and the harbour master slept."});
  return kArticle;
}

TEST(Snippets, the_headline_is_shown_whole_when_a_word_of_it_took_part) {
  const auto snippets = snippets_for("strike", harbour());
  ASSERT_FALSE(snippets.empty());
  EXPECT_EQ(shown(snippets[0]), "title@0: *Strike* ends");
}

TEST(Snippets, begin_at_the_sentence_and_end_with_a_whole_word) {
  const auto snippets = snippets_for("moved", harbour());
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(shown(snippets[0]), "body@45: Nothing *moved* for nine days in the port of Varnholt.");
}

TEST(Snippets, take_in_quotes_that_touch_their_words) {
  const auto snippets = snippets_for("closed", harbour());
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(shown(snippets[0]), "body@0: “The harbour is *closed*,” said the union.");
}

TEST(Snippets, show_the_fragment_with_most_parts_of_the_query_first) {
  const auto snippets = snippets_for("harbour fund", harbour(), {2, 80});
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_NE(snippets[0].text.find("fund"), std::string::npos);
  EXPECT_EQ(snippets[0].highlights.size(), 2U);
  EXPECT_NE(snippets[1].text.find("The harbour is"), std::string::npos);
}

TEST(Snippets, show_the_parts_where_they_stand_closest_together) {
  const auto snippets = snippets_for(
      "oil price", with_body({"Oil rose a little before the minister spoke of the price. The price of oil fell."}),
      {1, 80});
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_NE(shown(snippets[0]).find("The *price* of *oil* fell."), std::string::npos) << shown(snippets[0]);
}

TEST(Snippets, prefer_parts_of_one_sentence_to_neighbours_in_two) {
  const auto snippets =
      snippets_for("oil price",
                   with_body({"The minister spoke of oil. Price lists followed.", "",
                              "Oil, he said, is a matter of the weather, the season and the price that is paid."}),
                   {1, 90});
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_NE(shown(snippets[0]).find("*Oil*, he said"), std::string::npos) << shown(snippets[0]);
}

TEST(Snippets, show_every_part_that_made_the_match_where_there_is_room) {
  const auto snippets = snippets_for("union cash", harbour(), {2, 40});
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_NE(snippets[0].text.find("union"), std::string::npos);
  EXPECT_NE(snippets[1].text.find("cash"), std::string::npos);
}

TEST(Snippets, a_query_without_words_shows_the_opening) {
  const auto snippets = snippets_for("lang:en", harbour());
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].offset, 0U);
  EXPECT_TRUE(snippets[0].highlights.empty());
}

TEST(Snippets, a_word_inside_a_compound_that_is_lit_is_lit_once) {
  const auto snippets = snippets_for("email mail", with_body({"An e-mail came."}));
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(shown(snippets[0]), "body@0: An *e-mail* came.");
}

TEST(Snippets, none_of_the_body_when_none_is_asked_for) {
  EXPECT_TRUE(snippets_for("cash", harbour(), {0, 60}).empty());
}

TEST(Snippets, text_without_blanks_is_cut_between_characters) {
  const std::string body = "東京都知事がストライキについて述べた後に港湾労働者組合は声明を発表した。";
  const auto snippets = snippets_for("労働", with_body({body}), {1, 30});
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_NE(shown(snippets[0]).find("*労働*"), std::string::npos);
  EXPECT_EQ(body.substr(snippets[0].offset, snippets[0].text.size()), snippets[0].text);
}

TEST(Snippets, no_fragment_shows_what_another_did) {
  const auto snippets =
      snippets_for("frost OR gold", with_body({"one two three frost four five six gold seven eight nine"}), {2, 22});
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_EQ(shown(snippets[0]), "body@8: three *frost* four five");
  EXPECT_EQ(shown(snippets[1]), "body@30: six *gold* seven eight");
}

TEST(Snippets, no_compound_is_cut) {
  const auto at_begin = snippets_for("grey", with_body({"a remote-controlled grey crane, and a second one"}), {1, 22});
  ASSERT_EQ(at_begin.size(), 1U);
  EXPECT_EQ(shown(at_begin[0]), "body@20: *grey* crane, and a");
  const auto at_end = snippets_for("=for", with_body({"They hired an escort for strike-breakers of note"}), {1, 12});
  ASSERT_EQ(at_end.size(), 1U);
  EXPECT_EQ(shown(at_end[0]), "body@21: *for*");
  const auto in_it = snippets_for("=strike", with_body({"They hired an escort for strike-breakers of note"}), {1, 8});
  ASSERT_EQ(in_it.size(), 2U);
  EXPECT_EQ(shown(in_it[1]), "body@25: *strike*-breakers");
}

/// Where this compound stands in a text no fragment may begin or end inside it.
void expect_whole(const std::string& compound, const std::string& field, const Snippet& snippet) {
  const std::size_t end = snippet.offset + snippet.text.size();
  for (std::size_t at = field.find(compound); at != std::string::npos; at = field.find(compound, at + 1)) {
    const auto cuts = [&](std::size_t place) { return at < place && place < at + compound.size(); };
    EXPECT_FALSE(cuts(snippet.offset) || cuts(end)) << shown(snippet);
  }
}

/// The fragments of one field are disjoint, and every word of the match that they show is lit.
void expect_disjoint_and_lit(const std::vector<Snippet>& snippets, const Matched& matched) {
  for (const Snippet& snippet : snippets) {
    const std::size_t begin = snippet.offset;
    const std::size_t end = begin + snippet.text.size();
    for (const Snippet& other : snippets) {
      if (&other == &snippet || other.field != snippet.field) continue;
      EXPECT_TRUE(other.offset >= end || other.offset + other.text.size() <= begin) << snippet.text << other.text;
    }
    for (const Span& span : matched.spans[static_cast<std::size_t>(snippet.field)]) {
      if (span.begin < begin || span.end > end) continue;
      const auto holds = [&](const auto& lit) {
        return begin + lit.first <= span.begin && span.end <= begin + lit.second;
      };
      EXPECT_TRUE(std::any_of(snippet.highlights.begin(), snippet.highlights.end(), holds)) << shown(snippet);
    }
  }
}

/// Whatever the text and the query: pieces are verbatim, ranges are in order, disjoint and whole words.
TEST(Snippets, hold_their_promises_for_random_texts) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"strike", "strikes", "harbour", "e-mail", "mail",    "U.S.",
                                          "us",     "mayor's", "“acting", "mayor”", "Zürich.", "Dr.",
                                          "10,000", "東京都",  "a",       "the"};
  const std::vector<std::string> queries = {"strike",
                                            "mail OR mayor",
                                            "\"acting mayor\" OR harbour",
                                            "US us",
                                            "zurich 10000 OR 東京",
                                            "(strike NOT us) OR the",
                                            "title:strike OR a"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (std::size_t n = random() % 120; n > 0; --n) {
      text += words[random() % words.size()] + (random() % 12 == 0 ? "\n\n" : random() % 9 == 0 ? ". " : " ");
    }
    Article article = with_body({text});
    normalise(article);
    const std::string body = body_of(article);
    const SnippetOptions options{1 + random() % 3, 10 + random() % 200};
    const query::Parsed parsed = query::parse(queries[random() % queries.size()], {parse_iso("2024-04-01").value()});
    Matcher matcher(parsed.tree);
    const Matched& matched = matcher.match(article);
    const std::vector<Snippet> snippets = make_snippets(matched, options);
    expect_disjoint_and_lit(snippets, matched);
    for (const Snippet& snippet : snippets) {
      const std::string& field = snippet.field == TextField::title ? article.title : body;
      ASSERT_EQ(field.substr(snippet.offset, snippet.text.size()), snippet.text);
      expect_whole("e-mail", field, snippet);
      std::uint32_t at = 0;
      for (const auto& [begin, end] : snippet.highlights) {
        ASSERT_LE(at, begin);
        ASSERT_LT(begin, end);
        ASSERT_LE(end, snippet.text.size());
        const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
        const std::size_t first = snippet.offset + begin;
        const std::size_t last = snippet.offset + end;
        EXPECT_FALSE(first > 0 && letter(field[first - 1]) && letter(field[first])) << snippet.text;
        EXPECT_FALSE(last < field.size() && letter(field[last - 1]) && letter(field[last])) << snippet.text;
        at = end;
      }
    }
  }
}

}  // namespace
}  // namespace news::match
