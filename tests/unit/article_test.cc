// The article: how it is normalised, what its digests depend on, and digests as such.
#include "common/article.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "common/digest.h"

namespace news {
namespace {

using Texts = std::vector<std::string>;

/// Every field filled and already in its normal form.
Article sample() {
  Article article;
  article.id = "urn:courier:17";
  article.title = "Harbour strike ends";
  article.deck = "Both sides sign";
  article.bylines = {"Ada Quill", "Ben Marsh"};
  article.dateline = "VARNHOLT";
  article.agency = "Northern Wire";
  article.source = "Daily Courier";
  article.section = "Business";
  article.topics = {"strikes", "harbours"};
  article.language = "en";
  article.url = "https://courier.example/17";
  article.published = parse_iso("2024-03-29T13:14");
  article.updated = parse_iso("2024-03-30");
  article.edition = "late";
  article.page = "3";
  article.paragraphs = {"The strike is over.", "Ships leave\nagain."};
  article.format = "json";
  article.provenances = {{"/news/a.json", "b", 3, 4, digest_of("x")}};
  return article;
}

TEST(Article, a_normal_article_stays_as_it_is) {
  Article article = sample();
  normalise(article);
  EXPECT_EQ(article, sample());
}

TEST(Article, single_line_fields_lose_white_space_and_controls) {
  for (std::string Article::*field :
       {&Article::id, &Article::title, &Article::deck, &Article::dateline, &Article::agency, &Article::source,
        &Article::section, &Article::url, &Article::edition, &Article::page}) {
    Article article;
    article.*field = " a \x1B\n\u00A0 b\xFF ";
    normalise(article);
    EXPECT_EQ(article.*field, "a b\uFFFD");
  }
}

TEST(Article, lists_lose_what_is_empty_or_repeated_and_keep_their_order) {
  Article article;
  article.bylines = {" Ben  Marsh", "", "Ada Quill", "Ben Marsh", "\n"};
  article.topics = {"b", "a", " b "};
  normalise(article);
  EXPECT_EQ(article.bylines, (Texts{"Ben Marsh", "Ada Quill"}));
  EXPECT_EQ(article.topics, (Texts{"b", "a"}));
}

TEST(Article, paragraphs_are_split_at_blank_lines_and_trimmed) {
  struct Case {
    Texts given;
    Texts expected;
  };
  const std::vector<Case> cases = {
      {{}, {}},
      {{"", " \n\t\n", "a"}, {"a"}},
      {{"a\n \t\u00A0\nb\n\n\n"}, {"a", "b"}},
      {{"  a\r\nb  \r\n\r\nc\rd"}, {"a\nb", "c\nd"}},
      {{"a\tb\x07\x1B[1mc\u0085"
        "d"},
       {"a\tb[1mc\nd"}},
      {{"a\u2029\u2029b\fc"}, {"a", "b\nc"}},
      {{"\uFEFFone\uFEFFtwo"}, {"onetwo"}},
      {{"bad \xC3 byte"}, {"bad \uFFFD byte"}},
      {{"same", "same"}, {"same", "same"}},
  };
  for (const Case& c : cases) {
    Article article;
    article.paragraphs = c.given;
    normalise(article);
    EXPECT_EQ(article.paragraphs, c.expected) << testing::PrintToString(c.given);
    const Article once = article;
    normalise(article);
    EXPECT_EQ(article, once);
  }
}

TEST(Article, the_language_is_a_primary_subtag_or_nothing) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"en", "en"}, {"EN-us", "en"}, {"pt_BR", "pt"}, {" De ", "de"}, {"nds", "nds"}, {"zh-Hant-TW", "zh"},
      {"", ""},     {"e", ""},       {"english", ""}, {"e1", ""},     {"-en", ""},    {"日本", ""}};
  for (const auto& [given, expected] : cases) {
    Article article;
    article.language = given;
    normalise(article);
    EXPECT_EQ(article.language, expected) << given;
  }
}

TEST(Article, the_body_has_one_blank_line_between_paragraphs) {
  Article article;
  EXPECT_EQ(body_of(article), "");
  article.paragraphs = {"one"};
  EXPECT_EQ(body_of(article), "one");
  article.paragraphs = {"one", "two\nlines", "three"};
  EXPECT_EQ(body_of(article), "one\n\ntwo\nlines\n\nthree");
  EXPECT_EQ(split_paragraphs(body_of(article)), article.paragraphs);
}

using Change = std::function<void(Article&)>;

TEST(ContentDigest, depends_on_every_field_but_id_format_and_provenance) {
  const Digest before = content_digest(sample());
  const std::vector<Change> without_effect = {
      [](Article& a) { a.id = "x"; },
      [](Article& a) { a.format = "x"; },
      [](Article& a) { a.provenances.clear(); },
  };
  for (std::size_t i = 0; i < without_effect.size(); ++i) {
    Article article = sample();
    without_effect[i](article);
    EXPECT_EQ(content_digest(article), before) << i;
  }
  const std::vector<Change> with_effect = {
      [](Article& a) { a.title += "x"; },
      [](Article& a) { a.deck.clear(); },
      [](Article& a) { a.bylines.pop_back(); },
      [](Article& a) { std::swap(a.bylines[0], a.bylines[1]); },
      [](Article& a) { a.dateline += "x"; },
      [](Article& a) { a.agency += "x"; },
      [](Article& a) { a.source = "DAILY COURIER"; },
      [](Article& a) { a.section += "x"; },
      [](Article& a) { a.topics.emplace_back("x"); },
      [](Article& a) { a.language = "de"; },
      [](Article& a) { a.url += "x"; },
      [](Article& a) { a.published = parse_iso("2024-03-29T13:14Z"); },
      [](Article& a) { a.published = parse_iso("2024-03-29"); },
      [](Article& a) { a.published.reset(); },
      [](Article& a) { a.updated.reset(); },
      [](Article& a) { std::swap(a.published, a.updated); },
      [](Article& a) { a.version = 7; },
      [](Article& a) { a.edition += "x"; },
      [](Article& a) { a.page += "x"; },
      [](Article& a) { std::swap(a.edition, a.page); },
      [](Article& a) { a.paragraphs[1] += "x"; },
      [](Article& a) { a.paragraphs = {body_of(a)}; },
      [](Article& a) { a.topics.push_back(a.bylines.back()), a.bylines.pop_back(); },
      [](Article& a) { a.title += a.deck.front(), a.deck.erase(0, 1); },
  };
  std::vector<Digest> seen = {before};
  for (std::size_t i = 0; i < with_effect.size(); ++i) {
    Article article = sample();
    with_effect[i](article);
    const Digest digest = content_digest(article);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), digest), 0) << i;
    seen.push_back(digest);
  }
}

TEST(IdentityDigest, is_made_of_the_id_and_the_source_in_any_case) {
  const auto identity = [](const char* source, const char* id) {
    Article article;
    article.source = source;
    article.id = id;
    return identity_digest(article);
  };
  EXPECT_EQ(identity("Daily Courier", "17"), identity("DAILY courier", "17"));
  EXPECT_EQ(identity("Straßenblatt", "17"), identity("STRASSENBLATT", "17"));
  EXPECT_NE(identity("Daily Courier", "17"), identity("Daily Courier", "18"));
  EXPECT_NE(identity("Daily Courier", "a"), identity("Daily Courier", "A"));
  EXPECT_NE(identity("Daily Courier", "17"), identity("", "17"));
  EXPECT_NE(identity("a", "bc"), identity("ab", "c"));
  // The archive's file format: XXH3-128 of source NUL id.
  EXPECT_EQ(identity("A", "7"), digest_of(std::string_view("a\0"
                                                           "7",
                                                           3)));
  Article other = sample();
  other.title = "x";
  EXPECT_EQ(identity_digest(other), identity_digest(sample()));
}

TEST(Digests, are_those_of_xxh128sum) {
  // `printf '' | xxh128sum`, `printf abc | xxh128sum`
  EXPECT_EQ(to_hex(digest_of("")), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(to_hex(digest_of("abc")), "06b05ab6733a618578af5f94892f3950");
}

TEST(Digests, come_back_from_hex) {
  const Digest digest{0x0123456789abcdefULL, 0x00000000000000ffULL};
  EXPECT_EQ(to_hex(digest), "0123456789abcdef00000000000000ff");
  EXPECT_EQ(digest_from_hex(to_hex(digest)), digest);
  for (const char* hex :
       {"", "0123456789abcdef00000000000000f", "0123456789abcdef00000000000000fff", "0123456789abcdef00000000000000fg",
        "+123456789abcdef00000000000000ff", "-123456789abcdef00000000000000ff", " 123456789abcdef00000000000000ff"}) {
    EXPECT_EQ(digest_from_hex(hex), std::nullopt) << hex;
  }
}

TEST(Digests, in_pieces_are_those_of_the_whole) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>(i * 7);
  for (const std::size_t step : {1U, 63U, 256U, 4999U}) {
    DigestStream stream;
    for (std::size_t at = 0; at < text.size(); at += step) stream.update(std::string_view(text).substr(at, step));
    EXPECT_EQ(stream.digest(), digest_of(text)) << step;
  }
  EXPECT_EQ(DigestStream().digest(), digest_of(""));
}

}  // namespace
}  // namespace news
