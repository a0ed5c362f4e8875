// Text that is no query -> its words, as tables.
#include "searcher/query/plain_text.h"

#include <gtest/gtest.h>

#include <string>

#include "searcher/query/problem.h"

namespace news::query {
namespace {

struct Reading {
  std::string_view text;
  std::string_view tree;
};
void PrintTo(const Reading& r, std::ostream* out) { *out << r.text; }

class PlainText : public testing::TestWithParam<Reading> {};

TEST_P(PlainText, is_words_and_nothing_else) {
  EXPECT_EQ(to_text(read_plain_text(GetParam().text, Join::any).tree), GetParam().tree);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Texts, PlainText, testing::Values(
    Reading{"strike", "strike"},
    Reading{"MATHEMATICAL ANALYSIS AND DESIGN OR NOT", "(OR mathematical analysis and design or not)"},
    Reading{"NOT alone", "(OR not alone)"},
    Reading{"unclosed \"quote (and parenthesis", "(OR unclosed quote and parenthesis)"},
    Reading{"title:x titel:y date:soon", "(OR title x titel y date soon)"},
    Reading{"oil W/5 price w/5", "(OR oil w 5 price w 5)"},
    Reading{"What is it? elect* wom?n a*", "(OR what is it elect wom n a)"},
    Reading{"-storm --ice =exact", "(OR storm ice exact)"},
    Reading{"fire/water", "(OR fire water)"},
    Reading{"AT&T's e-mail, 10,000 times: C++", "(OR at&t email 10000 times c++)"},
    Reading{"東京都", "(OR 東京 京都)"},
    Reading{"U.S. trade;\ntariffs", "(OR u.s trade tariffs)"},
    Reading{"ATLEAST3(x)", "(OR atleast3 x)"}));
// clang-format on

TEST(PlainTextJoin, is_and_where_all_words_are_wanted) {
  EXPECT_EQ(to_text(read_plain_text("harbour OR strike", Join::all).tree), "(AND harbour or strike)");
}

TEST(PlainTextErrors, no_word_and_too_many) {
  EXPECT_THROW(static_cast<void>(read_plain_text("", Join::any)), QueryError);
  EXPECT_THROW(static_cast<void>(read_plain_text(" -- * ? (", Join::any)), QueryError);
  EXPECT_THROW(static_cast<void>(read_plain_text(std::string(kMaxQuery + 1, 'a'), Join::any)), QueryError);
  EXPECT_NO_THROW(static_cast<void>(read_plain_text(std::string(kMaxQuery, 'a'), Join::any)));
}

}  // namespace
}  // namespace news::query
