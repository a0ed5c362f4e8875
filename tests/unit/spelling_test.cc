// Words that may have been meant.
#include "searcher/query/spelling.h"

#include <gtest/gtest.h>

#include <string_view>

#include "searcher/query/parser.h"

namespace news::query {
namespace {

struct Distance {
  std::u32string_view a;
  std::u32string_view b;
  std::size_t differences;
};

class SpellingDistance : public ::testing::TestWithParam<Distance> {};
TEST_P(SpellingDistance, is) {
  const auto& [a, b, differences] = GetParam();
  const std::u32string left(a);
  const std::u32string right(b);
  EXPECT_EQ(spelling_distance(left, right, 9), differences);
  EXPECT_EQ(spelling_distance(right, left, 9), differences);
  EXPECT_EQ(spelling_distance(left, right, differences), differences);
  if (differences > 0) {
    EXPECT_EQ(spelling_distance(left, right, differences - 1), differences);
  }
}

INSTANTIATE_TEST_SUITE_P(All, SpellingDistance,
                         ::testing::Values(Distance{U"", U"", 0}, Distance{U"", U"abc", 3},
                                           Distance{U"harbour", U"harbour", 0}, Distance{U"harbour", U"harbor", 1},
                                           Distance{U"harbuor", U"harbour", 1}, Distance{U"ahrbour", U"harbour", 1},
                                           Distance{U"xarbour", U"harbour", 1}, Distance{U"kitten", U"sitting", 3},
                                           Distance{U"überfall", U"uberfall", 1}, Distance{U"ca", U"abc", 3}));

TEST(SpellingDistance, beyond_the_limit_is_one_more_than_it) {
  EXPECT_EQ(spelling_distance(U"strike", U"zeppelin", 2), 3U);
  EXPECT_EQ(spelling_distance(U"a", U"abcdefgh", 2), 3U);
}

/// 40 articles with "harbour" (of which 20 have "harbours", too), 30 with "market", 8 with "harbinger", one with
/// "harbuor".
Xapian::Database archive() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < 40; ++i) {
    Xapian::Document document;
    for (const char* term : {"harbour", "Zharbour"}) document.add_term(term);
    if (i < 20) document.add_term("harbours");
    if (i < 30) document.add_term("market"), document.add_term("Zmarket");
    if (i < 8) document.add_term("harbinger"), document.add_term("Zharbing");
    if (i < 1) document.add_term("harbuor"), document.add_term("Zharbuor");
    if (i < 12) document.add_term("Aokonkwo");
    database.add_document(document);
  }
  return database;
}

struct Case {
  std::string_view query;
  std::string_view suggested;  // "word -> meant (articles)"
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.query; }

class Suggesting : public ::testing::TestWithParam<Case> {};
TEST_P(Suggesting, gives) {
  const Parsed parsed = parse(GetParam().query, {parse_iso("2024-03-29").value()});
  std::string text;
  for (const Suggestion& each : suggest(parsed.tree, archive(), {"en"})) {
    text += (text.empty() ? "" : ", ") + each.word + " " + std::to_string(each.articles) + " -> " + each.meant + " " +
            std::to_string(each.meant_articles);
  }
  EXPECT_EQ(text, GetParam().suggested);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Suggesting, ::testing::Values(
    Case{"harbour", ""},
    Case{"harbuor", "harbuor 1 -> harbour 40"},
    Case{"harbor", "harbor 0 -> harbour 40"},
    Case{"ahrbour", "ahrbour 0 -> harbour 40"},
    Case{"=harbuors", "harbuors 0 -> harbours 20"},      // the nearest, though "harbour" is more frequent
    Case{"harbingers", ""},                              // searched by its stem, which is frequent
    Case{"\"harbuor market\"", "harbuor 1 -> harbour 40"},
    Case{"harbuor W/5 markat", "harbuor 1 -> harbour 40, markat 0 -> market 30"},
    Case{"harbuor OR harbuor", "harbuor 1 -> harbour 40"},
    Case{"market NOT harbuor", ""},
    Case{"harbuo*", ""},
    Case{"hxrbxur", ""},                                 // 7 letters: one difference
    Case{"mar", ""},
    Case{"markat7", ""},
    Case{"byline:okonkwe", "okonkwe 0 -> okonkwo 12"},
    Case{"byline:harbuor", ""},
    Case{"date:2024", ""}));
// clang-format on

}  // namespace
}  // namespace news::query
