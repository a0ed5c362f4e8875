// Queries -> trees, and queries -> errors, as tables.
#include <gtest/gtest.h>

#include <string>

#include "searcher/query/parser.h"
#include "searcher/query/problem.h"

namespace news::query {
namespace {

StatedTime today() { return parse_iso("2024-03-29").value(); }

struct Reading {
  std::string_view query;
  std::string_view tree;
  std::string_view note = {};
};
void PrintTo(const Reading& r, std::ostream* out) { *out << r.query; }

class QueryParser : public testing::TestWithParam<Reading> {};

TEST_P(QueryParser, reads) {
  const Parsed parsed = parse(GetParam().query, {today()});
  EXPECT_EQ(to_text(parsed.tree), GetParam().tree);
  EXPECT_EQ(parsed.notes.empty() ? "" : parsed.notes.front(), GetParam().note);
}

TEST(RestrictedQuery, each_part_is_read_alone) {
  const auto tree = [](std::string_view query, std::string_view further) {
    return to_text(restricted(parse(query, {today()}), parse(further, {today(), false, {}, true})).tree);
  };
  EXPECT_EQ(tree("a OR b", "c OR d"), "(AND (OR a b) (OR c d))");
  EXPECT_EQ(tree("a OR b", "c -d"), "(AND (OR a b) (AND c (NOT d)))");
  EXPECT_EQ(tree("a OR b", "NOT c"), "(AND (OR a b) (NOT c))");
  EXPECT_EQ(tree("a", "-c -\"d e\" NOT (f OR g)"), "(AND a (NOT c) (NOT \"d e\") (NOT (OR f g)))");
  for (const char* further : {"c) OR (d", "(c", "NOT c OR d", "c OR NOT d", "(NOT c)", "NOT", ""}) {
    EXPECT_THROW((void)tree("a", further), QueryError) << further;
  }
  // Where it is not said that there is something to take away from.
  EXPECT_THROW((void)parse("NOT c", {today()}), QueryError);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Words, QueryParser, testing::Values(
    Reading{"strike", "strike"},
    Reading{"Varnholt's", "varnholt"},
    Reading{"=Strikes", "=strikes"},
    Reading{"strike harbour", "(AND strike harbour)"},
    Reading{"strike and harbour", "(AND strike and harbour)"},
    Reading{"e-mail", "email"},
    Reading{"US us U.S.", "(AND u.s us u.s)"},
    Reading{"l'école", "ecole"},
    Reading{"東京", "東京"},
    Reading{"都", "都"},
    Reading{"東京都", "\"東京 京都\""},
    Reading{"10,000 9/11", "(AND 10000 9/11)"}));

INSTANTIATE_TEST_SUITE_P(Phrases, QueryParser, testing::Values(
    Reading{"\"acting mayor\"", "\"acting mayor\""},
    Reading{"“acting mayor” „alte Stadt“ «le port»", "(AND \"acting mayor\" \"alte stadt\" \"le port\")"},
    Reading{"\"mixed”", "\"mixed\""},
    Reading{"\"e-mail address\"", "\"e mail address\"|\"email address\""},
    Reading{"\"e-mail and e-commerce\"",
            "\"e mail and e commerce\"|\"email and e commerce\"|\"e mail and ecommerce\"|\"email and ecommerce\""},
    Reading{"\"a-b c-d e-f g-h\"", "\"a b c d e f g h\"|\"ab cd ef gh\""},
    Reading{"\"what? now\"", "\"what now\""},
    Reading{"\"**bold** text\"", "\"bold text\""},
    Reading{"\"see https://example.org/a?b\"", "\"see https example org a b\""},
    Reading{"\"東京都 strike\"", "\"東京 京都 都 strike\""},
    Reading{"'single quotes' stay", "(AND single quotes stay)"}));

INSTANTIATE_TEST_SUITE_P(Operators, QueryParser, testing::Values(
    Reading{"a AND b", "(AND a b)"},
    Reading{"a OR b OR c", "(OR a b c)"},
    Reading{"a b OR c", "(OR (AND a b) c)", "read as (a b) OR c"},
    Reading{"a OR b c", "(OR a (AND b c))", "read as a OR (b c)"},
    Reading{"a OR (b c)", "(OR a (AND b c))"},
    Reading{"(a OR b) c", "(AND (OR a b) c)"},
    Reading{"a NOT b", "(AND a (NOT b))"},
    Reading{"a AND NOT b", "(AND a (NOT b))"},
    Reading{"NOT b a", "(AND a (NOT b))"},
    Reading{"a -b -\"c d\" -(e OR f)", "(AND a (NOT b) (NOT \"c d\") (NOT (OR e f)))"},
    Reading{"strike NOT - storm", "(AND strike (NOT storm))"},
    Reading{"strike NOT & ... storm ice", "(AND strike ice (NOT storm))"},
    Reading{"strike AND NOT - storm", "(AND strike (NOT storm))"},
    Reading{"NOT - storm strike", "(AND strike (NOT storm))"},
    Reading{"strike -'storm'", "(AND strike (NOT storm))"},
    Reading{"strike -#storm", "(AND strike (NOT storm))"},
    Reading{"strike -$5", "(AND strike (NOT 5))"},
    Reading{"strike -'\"ice storm\"", "(AND strike (NOT \"ice storm\"))"},
    Reading{"(strike -)", "strike"},
    Reading{"a OR b NOT c", "(OR a (AND b (NOT c)))", "read as a OR (b NOT c)"},
    Reading{"(a b) c OR d", "(OR (AND (AND a b) c) d)", "read as ((a b) c) OR d"},
    Reading{"a OR (b OR c) (d)", "(OR a (AND (OR b c) d))", "read as a OR ((b OR c) (d))"}));

INSTANTIATE_TEST_SUITE_P(Fields, QueryParser, testing::Values(
    Reading{"title:embassy", "title:embassy"},
    Reading{"Title: embassy", "title:embassy"},
    Reading{"title:(a OR b) c", "(AND (OR title:a title:b) c)"},
    Reading{"title:\"acting mayor\"", "title:\"acting mayor\""},
    Reading{"author:doe place:paris", "(AND byline:doe dateline:paris)"},
    Reading{"-title:ice sea", "(AND sea (NOT title:ice))"},
    Reading{"lang:DE", "lang:de"},
    Reading{"id:urn:x:(1) storm", "(AND id:urn:x:(1) storm)"},
    Reading{"(id:a)", "id:a"},
    Reading{"id:\"two words* now\"", "id:two words* now"},
    Reading{"id:\"two words\"", "id:two words"},
    Reading{"url:https://example.org/a?b=(c)", "url:https://example.org/a?b=(c)"},
    Reading{"date:2024-03 storm", "(AND date:20240300..20240399 storm)"},
    Reading{"date: 2024-01..2024-06", "date:20240100..20240699"},
    Reading{"date:2024-01 .. 2024-06", "date:20240100..20240699"},
    Reading{"date: 2024-01.. 2024-06", "date:20240100..20240699"},
    Reading{"(date:2024-01 ..2024-06) ice", "(AND date:20240100..20240699 ice)"},
    Reading{"date: .. 2023 ice", "(AND date:00000000..20239999 ice)"},
    Reading{"date:2024-01 .. ice", "(AND date:20240100..99999999 ice)"},
    Reading{"date:2024-01.. ice", "(AND date:20240100..99999999 ice)"},
    Reading{"date:2024-01.. 500 dead", "(AND date:20240100..99999999 500 dead)"},
    Reading{"date:2024 ... ice", "(AND date:20240000..20249999 ice)"},
    Reading{"date:2024 2025", "(AND date:20240000..20249999 2025)"},
    Reading{"date:>= 2020 ice", "(AND date:20200000..99999999 ice)"},
    Reading{"date: < 2020", "date:00000000..20199999"},
    Reading{"id:a.. 2024", "(AND id:a.. 2024)"},
    Reading{"since:7d", "date:20240322..99999999"}));

INSTANTIATE_TEST_SUITE_P(PastedText, QueryParser, testing::Values(
    Reading{"fire...", "fire"},
    Reading{"AT&T", "at&t"},
    Reading{"C++", "c++"},
    Reading{"Breaking: storm", "(AND breaking storm)"},
    Reading{"10:30", "10:30"},
    Reading{"https://example.org/a", "\"https example org a\""},
    Reading{"https://example.org/a?b=c", "\"https example org a b c\""},
    Reading{"me@example.org", "\"me example org\""},
    Reading{"Ukraine...what next", "(AND \"ukraine what\" next)"},
    Reading{"storm — ice & snow - rain", "(AND storm ice snow rain)"},
    Reading{"storm :) ice", "(AND storm ice)"},
    Reading{"storm :-) ice ;) sea :(", "(AND storm ice sea)"},
    Reading{"storm ( ice", "(AND storm ice)"},
    Reading{"storm ) ice :) ( sea", "(AND storm ice sea)"},
    Reading{"storm - ice -- sea -", "(AND storm ice sea)"},
    Reading{"storm -... ice --- sea", "(AND storm ice sea)"},
    Reading{"a 5\" pipe", "(AND a 5 pipe)"},
    Reading{"so \" there", "(AND so there)"},
    Reading{"storm 🌪 ice", "(AND storm ice)"},
    Reading{"what? now!", "(AND what now)"},
    Reading{"**bold** text", "(AND bold text)"}));

INSTANTIATE_TEST_SUITE_P(Proximity, QueryParser, testing::Values(
    Reading{"oil W/5 price", "(W/5 oil price)"},
    Reading{"oil NEAR/5 price", "(W/5 oil price)"},
    Reading{"oil PRE/5 price", "(PRE/5 oil price)"},
    Reading{"oil ADJ/5 price", "(PRE/5 oil price)"},
    Reading{"oil W/S price", "(W/S oil price)"},
    Reading{"oil W/P price", "(W/P oil price)"},
    Reading{"oil NOT W/5 price", "(NOT-W/5 oil price)"},
    Reading{"oil NOT PRE/5 price", "(NOT-PRE/5 oil price)"},
    Reading{"oil NOT W/S price", "(NOT-W/S oil price)"},
    Reading{"a W/3 b W/5 c", "(W/5 (W/3 a b) c)"},
    Reading{"a W/3 b NOT W/5 c PRE/1 d", "(PRE/1 (NOT-W/5 (W/3 a b) c) d)"},
    Reading{"a W/3 (b PRE/2 c)", "(W/3 a (PRE/2 b c))"},
    Reading{"a b W/5 c d", "(AND a (W/5 b c) d)"},
    Reading{"a W/5 b OR c W/5 d", "(OR (W/5 a b) (W/5 c d))"},
    Reading{"a NOT (b W/5 c)", "(AND a (NOT (W/5 b c)))"},
    Reading{"(oil OR gas) W/5 (\"spot price\" OR pric*)", "(W/5 (OR oil gas) (OR \"spot price\" pric*))"},
    Reading{"=oil W/5 \"e-mail\"", "(W/5 =oil \"e mail\"|\"email\")"},
    Reading{"title:(harbour W/5 strike)", "(W/5 title:harbour title:strike)"},
    Reading{"title:harbour W/5 title:strike", "(W/5 title:harbour title:strike)"},
    Reading{"byline:(jane PRE/1 doe)", "(PRE/1 byline:jane byline:doe)"},
    Reading{"byline:(jane W/S doe)", "(W/99 byline:jane byline:doe)"},
    Reading{"topic:(oil NOT W/P gas)", "(NOT-W/99 topic:oil topic:gas)"},
    Reading{"topic:(oil PRE/500 gas)", "(PRE/99 topic:oil topic:gas)"},
    Reading{"title:(oil W/S gas)", "(W/S title:oil title:gas)"},
    Reading{"oil - W/5 ... price", "(W/5 oil price)"},
    Reading{"1920 w/out", "(AND 1920 \"w out\")"},
    Reading{"tea w/ milk", "(AND tea w milk)"},
    Reading{"near 5 W5 NEAR5th", "(AND near 5 w5 near5th)"},
    Reading{"W/E", "\"w e\""}));

INSTANTIATE_TEST_SUITE_P(AtLeast, QueryParser, testing::Values(
    Reading{"ATLEAST5(oil)", "(ATLEAST5 oil)"},
    Reading{"ATLEAST5 (oil OR \"natural gas\" OR petrol*) strike",
            "(AND (ATLEAST5 (OR oil \"natural gas\" petrol*)) strike)"},
    Reading{"title:(ATLEAST2(oil))", "(ATLEAST2 title:oil)"},
    Reading{"title:ATLEAST2(oil OR gas)", "(ATLEAST2 (OR title:oil title:gas))"},
    Reading{"atleast 5", "(AND atleast 5)"}));

INSTANTIATE_TEST_SUITE_P(Truncation, QueryParser, testing::Values(
    Reading{"elect* now", "(AND elect* now)"},
    Reading{"Elect** storm", "(AND elect* storm)"},
    Reading{"\"elect* fraud\"", "\"elect* fraud\""},
    Reading{"“wom?n”", "\"wom?n\""},
    Reading{"größ* x", "(AND gross* x)"},
    Reading{"wom?n", "wom?n"},
    Reading{"w?m?n*", "w?m?n*"},
    Reading{"=elect*", "=elect*"},
    Reading{"title:elect*", "title:elect*"},
    Reading{"byline:smi*", "byline:smi*"},
    Reading{"re-elect*", "reelect*"},
    Reading{"\"re-elect* now\"", "\"re elect* now\"|\"reelect* now\""},
    Reading{"colo*r", "colo*r"},
    Reading{"who?", "who"},
    Reading{"what?!", "what"},
    Reading{"* storm", "storm"},
    Reading{"*storm* ice", "(AND storm ice)"},
    Reading{"*very large* storm", "(AND very large* storm)"},
    Reading{"\"*storm\"", "\"storm\""}));

INSTANTIATE_TEST_SUITE_P(Texts, QueryParser, testing::Values(
    Reading{"lead:embassy", "lead:embassy"},
    Reading{"hlead:(embassy W/3 fire)", "(W/3 hlead:embassy hlead:fire)"},
    Reading{"words:>300", "words:301.."},
    Reading{"words:>=300 ice", "(AND words:300.. ice)"},
    Reading{"words:<300", "words:0..299"},
    Reading{"words:300..500", "words:300..500"},
    Reading{"words:300", "words:300..300"},
    Reading{"words:..500", "words:0..500"}));
// clang-format on

TEST(QueryParser, joins_words_by_or_where_any_will_do) {
  const auto any = [](std::string_view query) { return to_text(parse(query, {today(), true}).tree); };
  EXPECT_EQ(any("harbour strike pay"), "(OR harbour strike pay)");
  EXPECT_EQ(any("harbour"), "harbour");
  EXPECT_EQ(any("harbour strike date:2024 lang:en"), "(AND date:20240000..20249999 lang:en (OR harbour strike))");
  EXPECT_EQ(any("harbour AND strike pay"), "(OR (AND harbour strike) pay)");
  EXPECT_EQ(any("harbour strike NOT pay"), "(AND (OR harbour strike) (NOT pay))");
  EXPECT_EQ(any("harbour strike source:courier"), "(AND source:courier (OR harbour strike))");
  EXPECT_EQ(any("harbour strike (date:2024 OR lang:en)"),
            "(AND (OR date:20240000..20249999 lang:en) (OR harbour strike))");
  EXPECT_EQ(any("harbour strike (date:2024 OR pay)"), "(OR harbour strike (OR date:20240000..20249999 pay))");
}

TEST(QueryParser, says_nothing_of_and_where_any_word_will_do) {
  EXPECT_EQ(parse("harbour strike OR pay", {today(), true}).notes, std::vector<std::string>{});
  EXPECT_EQ(parse("harbour -strike OR pay", {today(), true}).notes,
            std::vector<std::string>{"read as (harbour -strike) OR pay"});
}

class SavedQueries : public testing::Test {
 protected:
  ParseOptions options{today(), false, [](const std::string& name) -> std::optional<std::string> {
                         if (name == "ports") return "harbour OR port";
                         if (name == "no ports") return "ice NOT saved:ports";
                         if (name == "itself") return "storm saved:other";
                         if (name == "other") return "saved:itself";
                         if (name == "broken") return "\"open";
                         if (name == "mixed") return "a b OR c";
                         if (name == "long") return "a OR b OR (first AND second)";
                         return std::nullopt;
                       }};
};

TEST_F(SavedQueries, stand_for_their_text) {
  EXPECT_EQ(to_text(parse("strike saved:ports", options).tree), "(AND strike (OR harbour port))");
  EXPECT_EQ(to_text(parse("strike W/5 saved:ports", options).tree), "(W/5 strike (OR harbour port))");
  EXPECT_EQ(to_text(parse("saved:\"no ports\" date:2024", options).tree),
            "(AND (AND ice (NOT (OR harbour port))) date:20240000..20249999)");
}

TEST_F(SavedQueries, bring_their_notes) {
  EXPECT_EQ(parse("saved:mixed", options).notes, std::vector<std::string>{"saved query 'mixed': read as (a b) OR c"});
}

TEST_F(SavedQueries, that_cannot_be_read_say_which) {
  const auto error = [&](std::string_view query) -> std::string {
    try {
      return to_text(parse(query, options).tree);
    } catch (const QueryError& problem) {
      EXPECT_EQ(problem.begin(), 6U);
      return problem.what();
    }
  };
  EXPECT_EQ(error("saved:itself"),
            "in the saved query 'itself': in the saved query 'other': the saved query 'itself' is part of itself");
  EXPECT_EQ(error("saved:broken"), "in the saved query 'broken': this quote is never closed");
  EXPECT_EQ(error("saved:none"), "there is no saved query 'none'");
}

TEST_F(SavedQueries, are_shown_where_they_stand_when_they_do_not_fit) {
  for (const std::string_view query : {"strike W/5 saved:long", "ATLEAST2 (saved:long) x"}) {
    try {
      static_cast<void>(parse(query, options));
      FAIL() << query;
    } catch (const QueryError& error) {
      const std::string_view shown = query.substr(error.begin(), error.end() - error.begin());
      EXPECT_TRUE(shown == "saved:long" || shown == "long" || shown == "(saved:long)") << shown;
    }
  }
}

struct Mistake {
  std::string_view query;
  std::size_t begin;
  std::size_t end;
  std::string_view message;
  std::string_view hint = {};
};
void PrintTo(const Mistake& m, std::ostream* out) { *out << m.query; }

class QueryMistake : public testing::TestWithParam<Mistake> {};

TEST_P(QueryMistake, is_shown_where_it_stands) {
  const Mistake& expected = GetParam();
  try {
    const Parsed parsed = parse(expected.query, {today()});
    FAIL() << "read as " << to_text(parsed.tree);
  } catch (const QueryError& error) {
    EXPECT_EQ(error.what(), expected.message);
    EXPECT_EQ(error.begin(), expected.begin);
    EXPECT_EQ(error.end(), expected.end);
    EXPECT_TRUE(error.hint().find(expected.hint) != std::string::npos) << error.hint();
  }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, QueryMistake, testing::Values(
    Mistake{"titel:storm", 0, 6, "there is no field 'titel'", "did you mean title:?"},
    Mistake{"storm \"acting mayor", 6, 7, "this quote is never closed"},
    Mistake{"storm (ice", 6, 7, "this parenthesis is never closed"},
    Mistake{"title:(strike OR storm", 6, 7, "this parenthesis is never closed"},
    Mistake{"title: ( strike OR storm", 7, 8, "this parenthesis is never closed"},
    Mistake{"storm :(ice", 7, 8, "this parenthesis is never closed"},
    Mistake{"title:) ice", 6, 7, "this parenthesis closes none"},
    Mistake{"storm ice)", 9, 10, "this parenthesis closes none"},
    Mistake{"storm AND", 6, 9, "AND has nothing on its right"},
    Mistake{"AND storm", 0, 3, "AND has nothing on its left", "small letters"},
    Mistake{"a AND AND b", 6, 9, "one AND follows another"},
    Mistake{"OR storm", 0, 2, "OR has nothing on its left"},
    Mistake{"storm OR", 6, 8, "OR has nothing on its right"},
    Mistake{"a OR OR b", 5, 7, "OR has nothing on its left"},
    Mistake{"(a OR) b", 3, 5, "OR has nothing on its right"},
    Mistake{"storm NOT", 6, 9, "NOT has nothing on its right"},
    Mistake{"storm NOT - & ...", 6, 9, "NOT has nothing on its right"},
    Mistake{"storm NOT - OR ice", 6, 9, "NOT has nothing on its right"},
    Mistake{"storm NOT - AND ice", 6, 9, "NOT has nothing on its right"},
    Mistake{"storm NOT - -ice", 6, 9, "NOT has nothing on its right"},
    Mistake{"(storm NOT -) ice", 7, 10, "NOT has nothing on its right"},
    Mistake{"strike --storm", 7, 9, "several dashes stand before a word", "write -storm or NOT storm"},
    Mistake{"strike ---\"ice storm\"", 7, 10, "several dashes stand before a word", "write -word or NOT word"},
    Mistake{"NOT storm", 0, 9, "NOT needs something to take away from", "storm NOT election"},
    Mistake{"a OR NOT b", 5, 10, "NOT needs something to take away from"},
    Mistake{"storm ()", 6, 8, "there is nothing between these parentheses"},
    Mistake{"\"...\"", 0, 5, "there is no word between these quotes"},
    Mistake{"...", 0, 3, "there is nothing to search for"},
    Mistake{"", 0, 0, "there is nothing to search for"},
    Mistake{"title:", 0, 6, "title: has nothing behind it", "title:embassy"},
    Mistake{"title:... x", 0, 9, "title: has no word behind it"},
    Mistake{"title:(a byline:b)", 9, 16, "a field stands inside the parentheses of another"},
    Mistake{"title:-strike", 6, 7, "the dash that excludes a word stands before the field", "-title:strike"},
    Mistake{"date:)", 0, 5, "date: has nothing behind it"},
    Mistake{"ice lang:(de OR en)", 9, 10, "lang: takes one value, no list in parentheses", "(lang:... OR lang:...)"},
    Mistake{"date:(2023 OR 2024)", 5, 6, "date: takes one value, no list in parentheses"},
    Mistake{"saved:(ports)", 6, 7, "saved: takes one value, no list in parentheses"},
    Mistake{"id:(a OR b)", 3, 4, "id: takes one value, no list in parentheses"},
    Mistake{"date:2024-13", 5, 12, "'2024-13' is no date"},
    Mistake{"date:2024-01.. 2024-13", 15, 22, "'2024-13' is no date"},
    Mistake{"date:>= soon", 8, 12, "'soon' is no date"},
    Mistake{"date:>9999", 5, 10, "no date is later than this"},
    Mistake{"date:2024-06..2024-01", 5, 21, "this range ends before it begins", "2024-01..2024-06"},
    Mistake{"since:soon", 6, 10, "'soon' is no span of time", "since:7d"},
    Mistake{"words:", 0, 6, "words: has nothing behind it", "words:>300"},
    Mistake{"words:many", 6, 10, "'many' is no number of words", ">300"},
    Mistake{"words:>", 7, 7, "'' is no number of words"},
    Mistake{"words:500..300", 6, 14, "this range ends before it begins", "300..500"},
    Mistake{"saved:x", 6, 7, "there is no saved query 'x'"}));

INSTANTIATE_TEST_SUITE_P(Operators, QueryMistake, testing::Values(
    Mistake{"oil w/5 price", 4, 7, "operators are written in capitals", "write W/5"},
    Mistake{"oil near/5 price", 4, 10, "operators are written in capitals", "write NEAR/5"},
    Mistake{"oil Pre/5 price", 4, 9, "operators are written in capitals", "write PRE/5"},
    Mistake{"oil w/s price", 4, 7, "operators are written in capitals", "write W/S"},
    Mistake{"atleast5(oil)", 0, 8, "operators are written in capitals", "write ATLEAST5"},
    Mistake{"oil W/0 price", 4, 7, "a distance is at least 1", "W/1"},
    Mistake{"oil W/10000 price", 4, 11, "a distance is at most 9999", "AND"},
    Mistake{"oil W/99999999999999999999 price", 4, 26, "a distance is at most 9999"},
    Mistake{"oil PRE/S price", 4, 9, "PRE takes a number of words", "W/S"},
    Mistake{"oil W/SEG price", 4, 9, "articles have no segments here", "W/P"},
    Mistake{"W/5 price", 0, 3, "W/5 has nothing on its left"},
    Mistake{"oil AND W/5 price", 8, 11, "W/5 has nothing on its left"},
    Mistake{"oil W/5", 4, 7, "W/5 has nothing on its right"},
    Mistake{"(oil W/5) price", 5, 8, "W/5 has nothing on its right"},
    Mistake{"oil W/5 ... OR gas", 4, 7, "W/5 has nothing on its right"},
    Mistake{"oil W/5 AND gas", 4, 7, "W/5 has nothing on its right"},
    Mistake{"oil W/5 W/3 gas", 4, 7, "W/5 has nothing on its right"},
    Mistake{"oil NEAR5 price", 4, 9, "a distance stands behind a slash", "write NEAR/5"},
    Mistake{"oil adj3 price", 4, 8, "a distance stands behind a slash", "write ADJ/3"},
    Mistake{"oil W/ 5 price", 4, 6, "a distance stands right behind the slash", "W/5"},
    Mistake{"oil w/sent price", 4, 10, "sentences are written W/S, paragraphs W/P", "write W/S"},
    Mistake{"oil W/SENT price", 4, 10, "sentences are written W/S, paragraphs W/P", "write W/S"},
    Mistake{"oil W/PARA price", 4, 10, "sentences are written W/S, paragraphs W/P", "write W/P"},
    Mistake{"oil NOT W/5", 4, 11, "NOT W/5 has nothing on its right"},
    Mistake{"NOT W/5 gas", 0, 7, "NOT W/5 has nothing on its left"},
    Mistake{"oil W/5 NOT gas", 8, 11, "NOT stands inside an operand of W/5", "NOT W/5"},
    Mistake{"oil W/5 -gas", 8, 9, "NOT stands inside an operand of W/5"},
    Mistake{"oil NOT gas W/5 coal", 4, 7, "NOT stands inside an operand of W/5", "storm NOT (ice W/5 sea)"},
    Mistake{"a W/5 b NOT c W/S d", 8, 11, "NOT stands inside an operand of W/S"},
    Mistake{"oil -gas W/5 coal", 4, 5, "NOT stands inside an operand of W/5"},
    Mistake{"(oil gas) W/5 price", 0, 9, "AND stands inside an operand of W/5", "OR"},
    Mistake{"price W/5 (oil AND gas)", 10, 23, "AND stands inside an operand of W/5", "OR"},
    Mistake{"price W/5 (oil OR (gas NOT coal))", 18, 32, "NOT stands inside an operand of W/5"},
    Mistake{"price W/5 date:2024", 10, 19, "this has no place in the text that W/5 could measure from", "AND"},
    Mistake{"price W/5 ATLEAST2(oil)", 10, 23, "ATLEAST stands inside an operand of W/5", "AND"},
    Mistake{"title:price W/5 oil", 0, 19, "the words around W/5 are in different fields", "title:(harbour W/5 strike)"},
    Mistake{"price W/5 (title:oil OR gas)", 0, 28, "the words around W/5 are in different fields"},
    Mistake{"ATLEAST5 oil", 0, 8, "ATLEAST5 has no parentheses behind it", "ATLEAST5("},
    Mistake{"ATLEAST0(oil)", 0, 8, "ATLEAST takes a number from 1 to 9999"},
    Mistake{"ATLEAST5(oil gas)", 8, 17, "ATLEAST5 counts words and phrases"},
    Mistake{"ATLEAST5(oil W/3 gas)", 8, 21, "ATLEAST5 counts words and phrases"},
    Mistake{"ATLEAST5(date:2024)", 8, 19, "ATLEAST5 counts words and phrases"},
    Mistake{"ATLEAST5()", 8, 10, "there is nothing between these parentheses"}));

INSTANTIATE_TEST_SUITE_P(Truncation, QueryMistake, testing::Values(
    Mistake{"f*** storm", 1, 2, "too few letters stand before this wildcard"},
    Mistake{"storm *ing", 6, 7, "no letters stand before this wildcard", "harb*"},
    Mistake{"title:*ing", 6, 7, "no letters stand before this wildcard"},
    Mistake{"e* now", 1, 2, "too few letters stand before this wildcard"},
    Mistake{"title:\"a*b\"", 8, 9, "too few letters stand before this wildcard"},
    Mistake{"\"the m* now\"", 6, 7, "too few letters stand before this wildcard"},
    Mistake{"storm ö* x", 8, 9, "too few letters stand before this wildcard"}));
// clang-format on

TEST(QueryError, shows_the_query_with_carets) {
  const QueryError error(6, 11, "wrong");
  EXPECT_EQ(error.show("storm örgxy z"), "wrong\n  storm örgxy z\n        ^^^^");
}

TEST(QueryError, counts_the_columns_of_a_terminal) {
  const std::string_view query = "東京 e\u0301 titel:x";
  const std::size_t place = query.find("titel");
  EXPECT_EQ(QueryError(place, place + 6, "wrong").show(query), "wrong\n  東京 e\u0301 titel:x\n         ^^^^^^");
  EXPECT_EQ(QueryError(0, 6, "wrong").show("東京"), "wrong\n  東京\n  ^^^^");
}

TEST(QueryError, does_not_pass_on_escapes) {
  // Of a long query what is around the place.
  const std::string many(5000, 'x');
  EXPECT_EQ(QueryError(5001, 5007, "wrong").show(many + " titel:x " + many),
            "wrong\n  ..." + std::string(59, 'x') + " titel:x " + std::string(92, 'x') + "...\n  " +
                std::string(63, ' ') + "^^^^^^");
  EXPECT_EQ(QueryError(0, 5000, "wrong " + many + " end").show(many),
            "wrong " + std::string(94, 'x') + "..." + std::string(56, 'x') + " end\n  " + std::string(100, 'x') +
                "...\n  " + std::string(100, '^'));
  const std::string letters = [] {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "\u00e9";
    return text;
  }();
  EXPECT_EQ(QueryError(1001, 1003, "x").show(letters + "y").find("\xEF\xBF\xBD"), std::string::npos);
  EXPECT_EQ(QueryError(0, 1, "wrong").show("\x1b[2J"), "wrong\n  \xEF\xBF\xBD[2J\n  ^");
}

TEST(QueryParser, reads_no_more_than_64_kib) {
  const std::string longest = "ice" + std::string(64 * 1024 - 3, ' ');
  EXPECT_EQ(to_text(parse(longest, {today()}).tree), "ice");
  try {
    static_cast<void>(parse(longest + " ", {today()}));
    FAIL() << "read";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(), "this query is longer than 64 KiB");
  }
}

TEST(QueryParser, nests_only_so_deep) {
  const std::string deep(1000, '(');
  EXPECT_THROW(static_cast<void>(parse(deep + "a" + std::string(1000, ')'), {today()})), QueryError);
}

}  // namespace
}  // namespace news::query
