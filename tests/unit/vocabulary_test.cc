// What the words of a query stand for in an archive.
#include "searcher/query/vocabulary.h"

#include <gtest/gtest.h>

namespace news::query {
namespace {

using Words = std::vector<std::string>;

/// A database of terms, each in so many articles.
Xapian::Database with_terms(const std::vector<std::pair<std::string, int>>& terms) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  int articles = 0;
  for (const auto& [term, count] : terms) articles = std::max(articles, count);
  for (int i = 0; i < articles; ++i) {
    Xapian::Document document;
    for (const auto& [term, count] : terms) {
      if (i < count) document.add_term(term);
    }
    database.add_document(document);
  }
  return database;
}

Words no_odd_forms(const std::string& /*language*/, const std::string& /*stem*/) { return {}; }

TEST(Vocabulary, has_the_forms_of_a_stem_under_each_prefix) {
  Vocabulary vocabulary(with_terms({{"strike", 1},
                                    {"strikes", 2},
                                    {"striking", 1},
                                    {"strikingly", 1},
                                    {"stripe", 1},
                                    {"Sstrike", 1},
                                    {"Zstrike", 2}}),
                        no_odd_forms);
  EXPECT_EQ(vocabulary.forms("", "en", "strikes").words, (Words{"strike", "strikes", "striking", "strikingly"}));
  EXPECT_EQ(vocabulary.forms("S", "en", "striking").words, Words{"strike"});
  EXPECT_EQ(vocabulary.forms("", "fr", "strikes").words, (Words{"strike", "strikes"}));
  EXPECT_EQ(vocabulary.forms("", "en", "walkout").words, Words{});
}

TEST(Vocabulary, has_the_forms_that_begin_otherwise_where_the_archive_holds_them) {
  Vocabulary vocabulary(with_terms({{"dying", 1}, {"die", 1}, {"dies", 1}, {"Sdies", 1}}),
                        [](const std::string& language, const std::string& stem) {
                          return language == "en" && stem == "die" ? Words{"dying", "lying"} : Words{};
                        });
  EXPECT_EQ(vocabulary.forms("", "en", "dies").words, (Words{"die", "dies", "dying"}));
  EXPECT_EQ(vocabulary.forms("S", "en", "die").words, Words{"dies"});
}

TEST(Vocabulary, has_the_words_that_fit_a_pattern) {
  Vocabulary vocabulary(with_terms({{"elect", 1},
                                    {"election", 1},
                                    {"elector", 1},
                                    {"electric", 1},
                                    {"Select", 1},
                                    {"Selsewhere", 1},
                                    {"Zelect", 1},
                                    {"elite", 1}}),
                        no_odd_forms);
  EXPECT_EQ(vocabulary.matching("", "elect*").words, (Words{"elect", "election", "elector", "electric"}));
  EXPECT_EQ(vocabulary.matching("", "elect*r*").words, (Words{"elector", "electric"}));
  EXPECT_EQ(vocabulary.matching("S", "elect*").words, Words{"elect"});
  EXPECT_TRUE(vocabulary.capped().empty());
}

TEST(Vocabulary, searches_the_most_frequent_words_of_too_many) {
  std::vector<std::pair<std::string, int>> terms;
  const auto number = [](std::size_t i) { return std::to_string(10000 + i); };
  for (std::size_t i = 0; i < kMaxExpansion + 4; ++i) terms.emplace_back("co" + number(i), i % 200 == 7 ? 1 : 2);
  terms.emplace_back("Sco" + number(7), 1);
  terms.emplace_back("Sco" + number(8), 1);
  Vocabulary vocabulary(with_terms(terms), no_odd_forms);
  const Expansion& expansion = vocabulary.matching("", "co*");
  EXPECT_EQ(expansion.words.size(), kMaxExpansion);
  EXPECT_EQ(expansion.left_out, 4U);
  EXPECT_TRUE(std::is_sorted(expansion.words.begin(), expansion.words.end()));
  // Five words are in one article only; the first of them is kept.
  for (const std::size_t rare : {207U, 407U, 607U, 807U}) {
    EXPECT_FALSE(std::binary_search(expansion.words.begin(), expansion.words.end(), "co" + number(rare)));
  }
  ASSERT_TRUE(vocabulary.capped().contains("co*"));
  EXPECT_EQ(vocabulary.capped().at("co*").size(), kMaxExpansion);
  // A headline is searched for the same words as the body.
  EXPECT_EQ(vocabulary.matching("S", "co*").words, (Words{"co" + number(7), "co" + number(8)}));
}

}  // namespace
}  // namespace news::query
