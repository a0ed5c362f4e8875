// Trees -> Xapian queries, as Xapian describes them.
#include "searcher/query/compiler.h"

#include <gtest/gtest.h>

#include "searcher/query/parser.h"

namespace news::query {
namespace {

/// A vocabulary with words to expand to.
Xapian::Database words() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::Document document;
  for (const char* term : {"elect", "election", "fraud", "frauds", "oil", "price", "prices", "Sprice", "Select"}) {
    document.add_posting(term, 1);
  }
  database.add_document(document);
  return database;
}

Compiled compiled(std::string_view query, const std::vector<std::string>& languages = {"en"}) {
  Vocabulary vocabulary(words(), [](const std::string&, const std::string&) { return std::vector<std::string>(); });
  const Parsed parsed = parse(query, {parse_iso("2024-03-29").value()});
  return Compiler(languages, vocabulary).compile(parsed.tree);
}

struct Case {
  std::string_view query;
  std::string_view xapian;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.query; }

class Compiling : public testing::TestWithParam<Case> {};
TEST_P(Compiling, gives) { EXPECT_EQ(compiled(GetParam().query).query.get_description(), GetParam().xapian); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(English, Compiling, testing::Values(
    Case{"strikes", "Query(Zstrike)"},
    Case{"title:strikes", "Query(ZSstrike)"},
    Case{"=strikes", "Query((Zstrike FILTER strikes))"},
    Case{"the strike", "Query((0 * Zthe AND Zstrike))"},
    Case{"the", "Query(Zthe)"},
    Case{"a NOT b", "Query((Za AND_NOT Zb))"},
    Case{"\"big strikes\"",
         "Query(((Zbig AND Zstrike) FILTER ((big PHRASE 2 strikes) OR (Sbig PHRASE 2 Sstrikes) OR (XDEbig PHRASE 2 XDEstrikes))))"},
    Case{"title:\"big strikes\"", "Query(((ZSbig AND ZSstrike) FILTER (Sbig PHRASE 2 Sstrikes)))"},
    Case{"byline:doe", "Query(0 * Adoe)"},
    Case{"byline:\"jane doe\"", "Query(0 * (Ajane PHRASE 2 Adoe))"},
    Case{"lang:de", "Query(0 * Lde)"},
    Case{"date:2024-03-29", "Query(0 * D20240329)"},
    Case{"date:2024-03", "Query(0 * M202403)"},
    Case{"date:2024", "Query(0 * Y2024)"},
    Case{"date:2024-01..2024-06", "Query(VALUE_RANGE 2 20240100 20240699)"},
    Case{"date:..2023", "Query(VALUE_RANGE 2 00000000 20239999)"}));
// clang-format on

TEST(Compiler, reads_a_word_in_every_language_of_the_archive) {
  EXPECT_EQ(compiled("die", {"de", "en", "und"}).query.get_description(), "Query((XZde:die OR Zdie OR XZund:die))");
  EXPECT_EQ(compiled("die storm", {"de", "en"}).query.get_description(),
            "Query(((0 * XZde:die OR Zdie) AND (XZde:storm OR Zstorm)))");
}

TEST(Compiler, a_query_of_stop_words_weighs_them_in_the_language_whose_they_are) {
  EXPECT_EQ(compiled("the", {"de", "en"}).query.get_description(), "Query((XZde:the OR Zthe))");
  EXPECT_EQ(compiled("the of", {"de", "en"}).query.get_description(),
            "Query(((XZde:the OR Zthe) AND (XZde:of OR Zof)))");
}

TEST(Compiler, says_whether_anything_weighs) {
  EXPECT_TRUE(compiled("strike").weighs);
  EXPECT_TRUE(compiled("the").weighs);
  EXPECT_FALSE(compiled("date:2024").weighs);
  EXPECT_FALSE(compiled("date:2024 NOT strike").weighs);
}

TEST(Compiler, lists_what_words_became) {
  const Compiled result = compiled("strikes \"big strikes\"");
  ASSERT_EQ(result.expansions.size(), 2U);
  EXPECT_EQ(result.expansions[0].word, "strikes");
  EXPECT_EQ(result.expansions[0].terms, std::vector<std::string>{"Zstrike"});
}

TEST(Compiler, lists_a_word_once_for_each_field) {
  const Compiled result = compiled("strike title:strike (strike OR title:\"strike\") =strike");
  ASSERT_EQ(result.expansions.size(), 2U);
  EXPECT_EQ(result.expansions[0].terms, std::vector<std::string>{"Zstrike"});
  EXPECT_EQ(result.expansions[1].terms, std::vector<std::string>{"ZSstrike"});
}

TEST(Compiler, an_archive_without_articles_has_no_languages) { EXPECT_TRUE(compiled("strike", {}).query.empty()); }

}  // namespace
}  // namespace news::query
