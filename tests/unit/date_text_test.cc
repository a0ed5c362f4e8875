// Dates as newspapers print them, against their ISO forms.
#include "indexer/formats/date_text.h"

#include <gtest/gtest.h>

#include <string>

namespace news::formats {
namespace {

using ::testing::TestWithParam;
using ::testing::Values;

struct Case {
  std::string text;
  std::string iso;  // empty: no date
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.text; }

std::string iso_of(const std::optional<DateReading>& reading) { return reading ? to_iso(reading->time) : ""; }

class ReadDate : public TestWithParam<Case> {};

TEST_P(ReadDate, gives_what_is_stated) {
  const auto reading = read_date(GetParam().text, DateOrder::automatic);
  EXPECT_EQ(iso_of(reading), GetParam().iso);
  EXPECT_FALSE(reading && reading->ambiguous);
}

INSTANTIATE_TEST_SUITE_P(
    English, ReadDate,
    Values(Case{"Fri, 03/29/2024 - 13:14", "2024-03-29T13:14"},
           Case{"March 29, 2024 1:14 p.m. EDT", "2024-03-29T13:14-04:00"}, Case{"29 March 2024", "2024-03-29"},
           Case{"Fri, 29 Mar 2024 13:14:05 +0000", "2024-03-29T13:14:05Z"}, Case{"August 4th, 2025", "2025-08-04"},
           Case{"Tuesday Oct 15, 2024 @ 1:30 PM Pacific", "2024-10-15T13:30-07:00"},
           Case{"Tuesday Jan 16, 2024 @ 1:30 PM Pacific", "2024-01-16T13:30-08:00"},
           Case{"June 3, 2025 @ 11:00 AM America/Phoenix", "2025-06-03T11:00-07:00"},
           Case{"Sept. 9, 1999", "1999-09-09"}, Case{"FRIDAY, JANUARY 21, 1916.", "1916-01-21"},
           Case{"12 Feb '98", "1998-02-12"}, Case{"Feb 12, 1998 12:05 a.m.", "1998-02-12T00:05"},
           Case{"Feb 12, 1998 12 noon", ""}, Case{"Feb 12, 1998, noon", "1998-02-12T12:00"},
           Case{"March 2024", "2024-03"}, Case{"Fri Mar 29 13:14:05 2024", "2024-03-29T13:14:05"},
           Case{"Fri Mar 29 13:14:05 GMT 2024", "2024-03-29T13:14:05Z"}, Case{"October 03 , 2025", "2025-10-03"},
           Case{"January 9, 2026 16:15", "2026-01-09T16:15"}, Case{"29-Mar-2024 13:14 UTC+2", "2024-03-29T13:14+02:00"},
           Case{"June 1, 2024 9 a.m. BST", "2024-06-01T09:00+01:00"},
           Case{"June 1, 2024 9:30 IST", "2024-06-01T09:30"}));

INSTANTIATE_TEST_SUITE_P(Numbers, ReadDate,
                         Values(Case{"29.03.2024", "2024-03-29"}, Case{"2024/03/29", "2024-03-29"},
                                Case{"2024-03-29T13:14:05Z", "2024-03-29T13:14:05Z"}, Case{"20240329", "2024-03-29"},
                                Case{"20240329 13:14", "2024-03-29T13:14"}, Case{"3/29/24", "2024-03-29"},
                                Case{"29. 3. 2024", "2024-03-29"}, Case{"03/03/2024", "2024-03-03"},
                                Case{"1/31/69", "1969-01-31"}, Case{"1/31/68", "2068-01-31"},
                                Case{"2024年3月29日", "2024-03-29"}, Case{"29.03.2024, 13.14 Uhr", "2024-03-29T13:14"},
                                Case{"Sat, 04/03/2021", "2021-04-03"},    // 3 April was the Saturday
                                Case{"Thu, 04/03/2021", "2021-03-04"}));  // 4 March the Thursday

INSTANTIATE_TEST_SUITE_P(OtherLanguages, ReadDate,
                         Values(Case{"Freitag, 29. März 2024, 13:14 Uhr", "2024-03-29T13:14"},
                                Case{"29. Maerz 2024", "2024-03-29"}, Case{"vendredi 1er février 2024", "2024-02-01"},
                                Case{"le 29 mars 2024 à 13h14", "2024-03-29T13:14"},
                                Case{"29 de marzo de 2024", "2024-03-29"}, Case{"29 marzo 2024", "2024-03-29"},
                                Case{"29 de março de 2024", "2024-03-29"}, Case{"vrijdag 29 maart 2024", "2024-03-29"},
                                Case{"29 марта 2024 г.", "2024-03-29"}, Case{"5 МАЯ 2023", "2023-05-05"},
                                Case{"mar 2 avril 2024", "2024-04-02"}, Case{"mar. 12 dic. 2023", "2023-12-12"},
                                Case{"1 août 2020", "2020-08-01"}));

INSTANTIATE_TEST_SUITE_P(Feeds, ReadDate,
                         Values(Case{"Thurs, 9 Sep 2004 10:00 -0400", "2004-09-09T10:00-04:00"},
                                Case{"thu, 01 jan 04 19:48:21 gmt", "2004-01-01T19:48:21Z"},
                                Case{"Mon, 5 Jul 2021 09:30:00 +0000 (GMT)", "2021-07-05T09:30:00Z"},
                                Case{"Mon, 5 Jul 2021 09:30:00 -0700 PDT", "2021-07-05T09:30:00-07:00"},
                                Case{"Mon, 5 Jul 2021 09:30:00 GMT+1", "2021-07-05T09:30:00+01:00"},
                                Case{"Mon, 5 Jul 2021 09:30:00 MEST", "2021-07-05T09:30:00+02:00"},
                                Case{"2021-07-05T09:30:00EST", "2021-07-05T09:30:00-05:00"},
                                Case{"2021-07-05T09:30:00 +02:00", "2021-07-05T09:30:00+02:00"},
                                Case{"2021-július-5T9:30-05:00", "2021-07-05T09:30-05:00"},
                                Case{"2021-07-05 오후 9:30:00", "2021-07-05T21:30:00"},
                                Case{"2021년 07월 05일 09:30", "2021-07-05T09:30"},
                                Case{"Δευ, 5 Ιούλ 2021 09:30:00 GMT", "2021-07-05T09:30:00Z"},
                                Case{"pon, 05 lip 2021 09:30:00 +0200", "2021-07-05T09:30:00+02:00"},
                                Case{"5. července 2021", "2021-07-05"},
                                Case{"Pzt, 05 Tem 2021 09:30:00 +0300", "2021-07-05T09:30:00+03:00"},
                                Case{"Mon, 5 Jul 2021 09:30:00 Q", "2021-07-05T09:30:00"}, Case{"2021-07-05T", ""},
                                Case{"2021-07-05 T 09:30", ""}));

INSTANTIATE_TEST_SUITE_P(NoDates, ReadDate,
                         Values(Case{"", ""}, Case{"31/31/2020", ""}, Case{"30 February 2024", ""},
                                Case{"29.02.2023", ""}, Case{"March 3", ""}, Case{"Friday", ""},
                                Case{"in the March 29, 2024 issue", ""}, Case{"1,2,2024", ""},
                                Case{"March 29, 2024 25:00", ""}, Case{"March 29, 2024 13:75", ""},
                                Case{"March 29, 2024 13:10 p.m.", ""}, Case{"192.168.10.12", ""},
                                Case{"10-20-30-2024", ""}, Case{"0000-00-00", ""}, Case{"99999999999999999999", ""},
                                Case{"March 3-5, 2024", ""}, Case{"123 March 2024", ""}));

struct OrderCase {
  std::string text;
  DateOrder order;
  std::string iso;
  bool ambiguous;
};

class AmbiguousDate : public TestWithParam<OrderCase> {};

TEST_P(AmbiguousDate, is_never_decided_silently) {
  const auto reading = read_date(GetParam().text, GetParam().order);
  EXPECT_EQ(iso_of(reading), GetParam().iso);
  EXPECT_EQ(reading && reading->ambiguous, GetParam().ambiguous);
}

INSTANTIATE_TEST_SUITE_P(Orders, AmbiguousDate,
                         Values(OrderCase{"03/04/2024", DateOrder::automatic, "2024-03-04", true},
                                OrderCase{"03/04/2024", DateOrder::day_first, "2024-04-03", false},
                                OrderCase{"03/04/2024", DateOrder::month_first, "2024-03-04", false},
                                OrderCase{"03.04.2024", DateOrder::automatic, "2024-04-03", true},
                                OrderCase{"03.04.2024", DateOrder::month_first, "2024-03-04", false},
                                OrderCase{"29/03/2024", DateOrder::month_first, "2024-03-29", false},
                                OrderCase{"Wed, 03/04/2024", DateOrder::month_first, "2024-04-03", false},
                                OrderCase{"Sun, 03/04/2024", DateOrder::automatic, "2024-03-04", true}));

TEST(OrderShown, by_a_date_that_can_only_be_read_one_way) {
  EXPECT_EQ(order_shown_by("29/03/2024"), DateOrder::day_first);
  EXPECT_EQ(order_shown_by("03/29/2024 13:14"), DateOrder::month_first);
  EXPECT_EQ(order_shown_by("03/04/2024"), DateOrder::automatic);
  EXPECT_EQ(order_shown_by("Wed, 03/04/2024"), DateOrder::day_first);
  EXPECT_EQ(order_shown_by("2024/03/29"), DateOrder::automatic);
  EXPECT_EQ(order_shown_by("29 March 2024"), DateOrder::automatic);
}

TEST(OrderShown, in_running_text) {
  EXPECT_EQ(order_shown_in("He was born on 25/12/1980, she on 01/02/1981."), DateOrder::day_first);
  EXPECT_EQ(order_shown_in("Between 12/25/1980 and 25/12/1981"), DateOrder::automatic);
  EXPECT_EQ(order_shown_in("Date: Wed, 03/04/2024\n\nText"), DateOrder::day_first);
  EXPECT_EQ(order_shown_in("Version 1.25.2024.7 of 12/13/14"), DateOrder::automatic);
}

TEST(DayWithoutYear, is_a_month_and_a_possible_day) {
  for (const char* text : {"March 3", "Feb. 14", "14 février", "Friday, Jan. 21", "Feb 29"})
    EXPECT_TRUE(is_day_without_year(text)) << text;
  for (const char* text : {"March", "Feb. 30", "March 2024", "3", "May the fourth"})
    EXPECT_FALSE(is_day_without_year(text)) << text;
}

}  // namespace
}  // namespace news::formats
