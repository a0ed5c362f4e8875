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
  const Parsed parsed = parse(GetParam().query, today());
  EXPECT_EQ(to_text(parsed.tree), GetParam().tree);
  EXPECT_EQ(parsed.notes.empty() ? "" : parsed.notes.front(), GetParam().note);
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
    Reading{"a OR b NOT c", "(OR a (AND b (NOT c)))", "read as a OR (b NOT c)"}));

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
    Reading{"storm ( ice", "(AND storm ice)"},
    Reading{"storm ) ice :) ( sea", "(AND storm ice sea)"},
    Reading{"storm - ice -- sea -", "(AND storm ice sea)"},
    Reading{"storm -... ice --- sea", "(AND storm ice sea)"},
    Reading{"a 5\" pipe", "(AND a 5 pipe)"},
    Reading{"so \" there", "(AND so there)"},
    Reading{"storm 🌪 ice", "(AND storm ice)"},
    Reading{"what? now!", "(AND what now)"},
    Reading{"**bold** text", "(AND bold text)"}));
// clang-format on

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
    const Parsed parsed = parse(expected.query, today());
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
    Mistake{"words:>300", 0, 6, "there is no field 'words'"},
    Mistake{"date:)", 0, 5, "date: has nothing behind it"},
    Mistake{"date:2024-13", 5, 12, "'2024-13' is no date"},
    Mistake{"date:2024-01.. 2024-13", 15, 22, "'2024-13' is no date"},
    Mistake{"date:>= soon", 8, 12, "'soon' is no date"},
    Mistake{"date:>9999", 5, 10, "no date is later than this"},
    Mistake{"date:2024-06..2024-01", 5, 21, "this range ends before it begins", "2024-01..2024-06"},
    Mistake{"since:soon", 6, 10, "'soon' is no span of time", "since:7d"},
    Mistake{"oil W/5 price", 4, 7, "this version has no proximity operators"},
    Mistake{"oil near/5 price", 4, 10, "this version has no proximity operators"},
    Mistake{"ATLEAST5(oil)", 0, 8, "this version has no ATLEAST operator"},
    Mistake{"elect* now", 5, 6, "this version has no truncation"},
    Mistake{"elect** storm", 5, 6, "this version has no truncation"},
    Mistake{"\"elect* fraud\"", 6, 7, "this version has no truncation"},
    Mistake{"\"big elect** fraud\"", 10, 11, "this version has no truncation"},
    Mistake{"title:\"a*b\"", 8, 9, "this version has no truncation"},
    Mistake{"“wom?n”", 6, 7, "this version has no truncation"},
    Mistake{"größ* x", 6, 7, "this version has no truncation"},
    Mistake{"wom?n", 3, 4, "this version has no truncation"}));
// clang-format on

TEST(QueryError, shows_the_query_with_carets) {
  const QueryError error(6, 11, "wrong");
  EXPECT_EQ(error.show("storm örgxy z"), "wrong\n  storm örgxy z\n        ^^^^");
}

TEST(QueryError, does_not_pass_on_escapes) {
  EXPECT_EQ(QueryError(0, 1, "wrong").show("\x1b[2J"), "wrong\n  \xEF\xBF\xBD[2J\n  ^");
}

TEST(QueryParser, reads_no_more_than_64_kib) {
  const std::string longest = "ice" + std::string(64 * 1024 - 3, ' ');
  EXPECT_EQ(to_text(parse(longest, today()).tree), "ice");
  try {
    static_cast<void>(parse(longest + " ", today()));
    FAIL() << "read";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(), "this query is longer than 64 KiB");
  }
}

TEST(QueryParser, nests_only_so_deep) {
  const std::string deep(1000, '(');
  EXPECT_THROW(static_cast<void>(parse(deep + "a" + std::string(1000, ')'), today())), QueryError);
}

}  // namespace
}  // namespace news::query
