// What stands behind date: and since:.
#include <gtest/gtest.h>

#include "searcher/query/problem.h"
#include "searcher/query/ranges.h"

namespace news::query {
namespace {

struct Case {
  std::string_view text;
  DayRange days;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.text; }

class Days : public testing::TestWithParam<Case> {};
TEST_P(Days, are) { EXPECT_EQ(read_days(GetParam().text, 0), GetParam().days); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Days, testing::Values(
    Case{"2024", {20240000, 20249999}},
    Case{"2024-03", {20240300, 20240399}},
    Case{"2024-03-29", {20240329, 20240329}},
    Case{"2024-01..2024-06", {20240100, 20240699}},
    Case{"2024-06..", {20240600, 99999999}},
    Case{"..2023", {0, 20239999}},
    Case{">=2020", {20200000, 99999999}},
    Case{">2020", {20210000, 99999999}},
    Case{"<2020-03", {0, 20200299}},
    Case{"<=2020", {0, 20209999}},
    Case{"2024-01 .. 2024-06", {20240100, 20240699}},
    Case{"2024-01.. ", {20240100, 99999999}},
    Case{" .. 2023", {0, 20239999}},
    Case{">= 2020", {20200000, 99999999}},
    Case{" > 2020 ", {20210000, 99999999}},
    Case{"<  2020-03", {0, 20200299}},
    Case{">9999-11", {99991200, 99999999}}));
// clang-format on

class NoDays : public testing::TestWithParam<std::string_view> {};
TEST_P(NoDays, are_refused) { EXPECT_THROW(static_cast<void>(read_days(GetParam(), 0)), QueryError); }
INSTANTIATE_TEST_SUITE_P(All, NoDays,
                         testing::Values("", "..", "yesterday", "2024-02-30", "2024-3", "03/29/2024",
                                         "2024-03-29T10:00", ">", "2024..2023", "=2024", "2024-03-29..x", " .. ", "> ",
                                         "20 24", "> = 2024", ">9999"));

class Since : public testing::TestWithParam<Case> {};
TEST_P(Since, counts_from_today) {
  EXPECT_EQ(read_since(GetParam().text, 0, parse_iso("2024-03-31").value()), GetParam().days);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Since, testing::Values(
    Case{"0d", {20240331, 99999999}},
    Case{"7d", {20240324, 99999999}},
    Case{"31d", {20240229, 99999999}},
    Case{"2w", {20240317, 99999999}},
    Case{"1m", {20240229, 99999999}},
    Case{"3m", {20231231, 99999999}},
    Case{"1y", {20230331, 99999999}},
    Case{"2024-03", {20240300, 99999999}}));
// clang-format on

TEST(Since, refuses_what_is_no_span) {
  for (const std::string_view text : {"", "7", "d", "-7d", "7days", "1.5d", "99999999999999999999d"}) {
    EXPECT_THROW(static_cast<void>(read_since(text, 0, parse_iso("2024-03-31").value())), QueryError) << text;
  }
}

}  // namespace
}  // namespace news::query
