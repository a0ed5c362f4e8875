// Trees -> Xapian queries, as Xapian describes them.
#include "searcher/query/compiler.h"

#include <gtest/gtest.h>

#include <regex>

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

/// With S for the factor of a synonym, which depends on the vocabulary.
std::string described(const Xapian::Query& query) {
  static const std::regex kFactor("[0-9.]+ \\* \\(<alldocuments> ");
  return std::regex_replace(query.get_description(), kFactor, "S * (<alldocuments> ");
}

struct Case {
  std::string_view query;
  std::string_view xapian;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.query; }

class Compiling : public testing::TestWithParam<Case> {};
TEST_P(Compiling, gives) { EXPECT_EQ(described(compiled(GetParam().query).query), GetParam().xapian); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(English, Compiling, testing::Values(
    Case{"strikes", "Query(Zstrike)"},
    Case{"title:strikes", "Query(ZSstrike)"},
    Case{"=strikes", "Query((0 * strikes AND_MAYBE Zstrike))"},
    Case{"=the strike", "Query((0 * the AND Zstrike))"},
    Case{"\"elect* fraud\"",
         "Query((0 * (((elect OR election) PHRASE 2 fraud) OR (Select PHRASE 2 Sfraud)) AND_MAYBE (S * (<alldocuments> SYNONYM elect SYNONYM election) AND Zfraud)))"},
    Case{"the strike", "Query((0 * Zthe AND Zstrike))"},
    Case{"the", "Query(Zthe)"},
    Case{"a NOT b", "Query((Za AND_NOT Zb))"},
    Case{"\"big strikes\"",
         "Query((0 * ((big PHRASE 2 strikes) OR (Sbig PHRASE 2 Sstrikes) OR (XDEbig PHRASE 2 XDEstrikes)) AND_MAYBE (Zbig AND Zstrike)))"},
    Case{"title:\"big strikes\"", "Query((0 * (Sbig PHRASE 2 Sstrikes) AND_MAYBE (ZSbig AND ZSstrike)))"},
    Case{"byline:doe", "Query(0 * Adoe)"},
    Case{"byline:\"jane doe\"", "Query(0 * (Ajane PHRASE 2 Adoe))"},
    Case{"elect*", "Query((0 * (elect OR election) AND_MAYBE S * (<alldocuments> SYNONYM elect SYNONYM election)))"},
    Case{"title:elect*", "Query(Select)"},
    Case{"fra?ds", "Query(frauds)"},
    Case{"strike*", "Query()"},
    Case{"lang:de", "Query(0 * Lde)"},
    Case{"date:2024-03-29", "Query(0 * D20240329)"},
    Case{"date:2024-03", "Query(0 * M202403)"},
    Case{"date:2024", "Query(0 * Y2024)"},
    Case{"date:2024-01..2024-06", "Query(VALUE_RANGE 2 20240100 20240699)"},
    Case{"date:..2023", "Query(VALUE_RANGE 2 00000000 20239999)"}));
// clang-format on

/// A part with positions: as it is where it can be verified, where it can't, and for whoever verifies the best articles
/// himself.
struct Positional {
  std::string_view query;
  std::string_view verified;
  std::string_view superset;  // "" for the same
  std::string_view open;
};
void PrintTo(const Positional& p, std::ostream* out) { *out << p.query; }

class CompilingPositions : public testing::TestWithParam<Positional> {};
TEST_P(CompilingPositions, gives) {
  const auto& [query, verified, superset, open] = GetParam();
  Vocabulary vocabulary(words(), [](const std::string&, const std::string&) { return std::vector<std::string>(); });
  const Parsed parsed = parse(query, {parse_iso("2024-03-29").value()});
  const Verify verify = [](const Node&) { return Xapian::Query("VERIFIED"); };

  const Compiled with = Compiler({"en"}, vocabulary, verify).compile(parsed.tree);
  EXPECT_EQ(described(with.query), verified);
  EXPECT_TRUE(with.exact);
  EXPECT_EQ(with.verified.empty(), verified.find("VERIFIED") == std::string_view::npos);

  const Compiled without = Compiler({"en"}, vocabulary).compile(parsed.tree);
  EXPECT_EQ(described(without.query), superset.empty() ? verified : superset);
  EXPECT_EQ(without.exact, superset.empty());

  const Compiled left = Compiler({"en"}, vocabulary, verify).compile_open(parsed.tree);
  EXPECT_EQ(described(left.query), open);
  EXPECT_EQ(left.exact, left.open.empty());
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(English, CompilingPositions, testing::Values(
    // What Xapian's operators say exactly, they say.
    Positional{"oil W/5 price",
        "Query(((Zoil AND Zprice) FILTER ((oil PHRASE 6 (price OR prices)) OR ((price OR prices) PHRASE 6 oil))))", "",
        "Query((Zoil AND Zprice))"},
    Positional{"oil PRE/5 price", "Query(((Zoil AND Zprice) FILTER (oil PHRASE 6 (price OR prices))))", "",
        "Query((Zoil AND Zprice))"},
    Positional{"elect* W/5 fraud",
        "Query((((0 * (elect OR election) AND_MAYBE S * (<alldocuments> SYNONYM elect SYNONYM election)) AND Zfraud) FILTER (((elect OR election) PHRASE 6 (fraud OR frauds)) OR "
        "((fraud OR frauds) PHRASE 6 (elect OR election)))))", "",
        "Query(((0 * (elect OR election) AND_MAYBE S * (<alldocuments> SYNONYM elect SYNONYM election)) AND Zfraud))"},
    // What they don't is verified; the superset is as tight as they can make it.
    Positional{"oil W/S price", "Query(((Zoil AND Zprice) FILTER VERIFIED))", "Query((Zoil AND Zprice))",
        "Query((Zoil AND Zprice))"},
    Positional{"oil NOT W/3 price", "Query((Zoil FILTER VERIFIED))", "Query(Zoil)", "Query(Zoil)"},
    Positional{"ATLEAST2(oil)", "Query((Zoil FILTER VERIFIED))", "Query(Zoil)", "Query(Zoil)"},
    Positional{"hlead:oil", "Query((Zoil FILTER VERIFIED))", "Query(Zoil)", "Query(Zoil)"},
    Positional{"(oil OR fraud) PRE/2 \"elect fraud\"",
        "Query((((Zoil OR Zfraud) AND (0 * (elect AND fraud) AND_MAYBE (Zelect AND Zfraud))) FILTER VERIFIED))",
        "Query((((Zoil OR Zfraud) AND (0 * (elect AND fraud) AND_MAYBE (Zelect AND Zfraud))) FILTER (((elect PHRASE 2 fraud) OR "
        "(Select PHRASE 2 Sfraud) OR (XDEelect PHRASE 2 XDEfraud)) AND ((fraud OR frauds OR oil) PHRASE 3 elect))))",
        "Query(((Zoil OR Zfraud) AND (0 * (elect AND fraud) AND_MAYBE (Zelect AND Zfraud))))"},
    // A part that is excluded is never open: to find more of it would lose articles.
    Positional{"oil NOT (oil W/3 price)",
        "Query((Zoil AND_NOT ((Zoil AND Zprice) FILTER ((oil PHRASE 4 (price OR prices)) OR ((price OR prices) PHRASE 4 "
        "oil)))))", "",
        "Query((Zoil AND_NOT ((Zoil AND Zprice) FILTER ((oil PHRASE 4 (price OR prices)) OR ((price OR prices) PHRASE 4 "
        "oil)))))"}));
// clang-format on

TEST(Compiler, an_excluded_part_that_cannot_be_verified_excludes_nothing) {
  const Compiled result = compiled("oil NOT (oil W/S price)");
  EXPECT_EQ(result.query.get_description(), "Query(Zoil)");
  EXPECT_FALSE(result.exact);
}

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

TEST(Compiler, asks_for_no_weights_where_nothing_weighs) {
  EXPECT_EQ(described(compiled("oil NOT (elect* \"big strike\")").query),
            "Query((Zoil AND_NOT ((elect OR election) AND ((big PHRASE 2 strike) OR (Sbig PHRASE 2 Sstrike) OR (XDEbig "
            "PHRASE 2 XDEstrike)))))");
  Vocabulary vocabulary(words(), [](const std::string&, const std::string&) { return std::vector<std::string>(); });
  const Parsed parsed = parse("=oil OR price W/S fraud", {parse_iso("2024-03-29").value()});
  const Verify verify = [](const Node&) { return Xapian::Query("VERIFIED"); };
  EXPECT_EQ(Compiler({"en"}, vocabulary, verify).compile(parsed.tree).query.get_description(),
            "Query((((0 * oil AND_MAYBE Zoil) OR (Zprice AND Zfraud)) FILTER (oil OR ((Zprice AND Zfraud) FILTER "
            "VERIFIED))))");
}

TEST(Compiler, lets_xapian_pass_over_articles_only_where_no_two_weights_are_joined_by_or) {
  EXPECT_TRUE(compiled("strike").prunable);
  EXPECT_TRUE(compiled("the strike", {"de", "en"}).prunable);
  EXPECT_TRUE(compiled("strike harbour (date:2024 OR source:x)").prunable);
  EXPECT_TRUE(compiled("strike NOT (harbour OR port)").prunable);
  EXPECT_TRUE(compiled("\"big strike\" elect*").prunable);
  EXPECT_TRUE(compiled("=the", {"en"}).prunable);
  EXPECT_FALSE(compiled("strike OR harbour").prunable);
  EXPECT_FALSE(compiled("(oil OR price) W/3 fraud").prunable);
  EXPECT_FALSE(compiled("=the strike", {"de", "en"}).prunable);
  EXPECT_FALSE(compiled("\"the strike\"", {"de", "en"}).prunable);
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
