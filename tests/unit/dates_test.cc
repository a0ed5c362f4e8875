// Stated times: the ISO forms that are read and refused, how they are written, and the instants that zones give them.
#include "common/dates.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "common/error.h"

namespace news {
namespace {

using testing::Values;

struct Form {
  std::string text;
  std::string iso;  ///< as to_iso writes it; empty where it is no date
};
void PrintTo(const Form& c, std::ostream* out) { *out << c.text; }

class Iso : public testing::TestWithParam<Form> {};

TEST_P(Iso, is_read_as) {
  const auto time = parse_iso(GetParam().text);
  EXPECT_EQ(time ? to_iso(*time) : std::string(), GetParam().iso);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Read, Iso, Values(
    Form{"2024", "2024"},
    Form{"0001", "0001"},
    Form{"2024-03", "2024-03"},
    Form{"2024-03-29", "2024-03-29"},
    Form{"2024-02-29", "2024-02-29"},
    Form{"2000-02-29", "2000-02-29"},
    Form{"20240329", "2024-03-29"},
    Form{"2024-03-29T13:14", "2024-03-29T13:14"},
    Form{"2024-03-29t13:14", "2024-03-29T13:14"},
    Form{"2024-03-29 13:14:05", "2024-03-29T13:14:05"},
    Form{"2024-03-29T13:14:05.678901234", "2024-03-29T13:14:05"},
    Form{"2024-03-29T13:14:05,6", "2024-03-29T13:14:05"},
    Form{"2024-03-29T13:14:05.678Z", "2024-03-29T13:14:05Z"},
    Form{"2024-03-29T13:14z", "2024-03-29T13:14Z"},
    Form{"2024-03-29T13:14+01:00", "2024-03-29T13:14+01:00"},
    Form{"2024-03-29T13:14-0530", "2024-03-29T13:14-05:30"},
    Form{"2024-03-29T13:14+01", "2024-03-29T13:14+01:00"},
    Form{"2024-03-29T13:14-00:30", "2024-03-29T13:14-00:30"},
    Form{"2024-03-29T13:14+00:00", "2024-03-29T13:14Z"},
    Form{"2024-03-29T00:00-23:59", "2024-03-29T00:00-23:59"},
    Form{"20240329T131405Z", "2024-03-29T13:14:05Z"},
    Form{"20240329T1314+0100", "2024-03-29T13:14+01:00"},
    Form{"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"}));

INSTANTIATE_TEST_SUITE_P(Refused, Iso, Values(
    Form{"", ""}, Form{"yesterday", ""}, Form{"24", ""}, Form{"0000", ""}, Form{"20245", ""},
    Form{"202403", ""},                     // no form of ISO 8601
    Form{"2024-3-29", ""}, Form{"2024-0329", ""}, Form{"202403-29", ""}, Form{"2024/03/29", ""},
    Form{"2024-00-01", ""}, Form{"2024-13-01", ""}, Form{"2024-03-00", ""}, Form{"2024-04-31", ""},
    Form{"2023-02-29", ""}, Form{"1900-02-29", ""}, Form{"2024-03-29T", ""}, Form{"2024-03-29T13", ""},
    Form{"2024-03-29T24:00", ""}, Form{"2024-03-29T13:60", ""}, Form{"2024-03-29T13:14:61", ""},
    Form{"2024-03-29T13:14:05.", ""}, Form{"2024-03-29T13:14.5", ""}, Form{"2024-03-29T13:14:", ""},
    Form{"2024-03T13:14", ""}, Form{"2024-03-29Z", ""}, Form{"2024-03-29T13:14 +01:00", ""},
    Form{"2024-03-29T13:14+1", ""}, Form{"2024-03-29T13:14+24:00", ""}, Form{"2024-03-29T13:14+01:60", ""},
    Form{"2024-03-29T13:14+01:", ""}, Form{"2024-03-29T13:14Zulu", ""}, Form{" 2024-03-29", ""},
    Form{"2024-03-29 ", ""}, Form{"-2024-03-29", ""}, Form{"２０２４", ""}));
// clang-format on

TEST(Dates, what_is_not_stated_holds_its_lowest_value) {
  const StatedTime year = *parse_iso("2024");
  EXPECT_EQ(year.precision, Precision::year);
  EXPECT_EQ(year.month, 1);
  EXPECT_EQ(year.day, 1);
  EXPECT_EQ(year.hour, 0);
  EXPECT_EQ(year.offset_minutes, std::nullopt);
  EXPECT_EQ(parse_iso("2024-03")->precision, Precision::month);
  EXPECT_EQ(parse_iso("2024-03-29")->precision, Precision::day);
  EXPECT_EQ(parse_iso("2024-03-29T13:14")->precision, Precision::minute);
  EXPECT_EQ(parse_iso("2024-03-29T13:14:00")->precision, Precision::second);
  EXPECT_EQ(parse_iso("2024-03-29T13:14-00:30")->offset_minutes, -30);
}

TEST(Dates, fields_out_of_range_are_invalid) {
  StatedTime time{2024, 2, 29, 23, 59, 60, Precision::second, 1439};
  EXPECT_TRUE(is_valid(time));
  const auto broken = [&](auto change) {
    StatedTime other = time;
    change(other);
    return !is_valid(other);
  };
  EXPECT_TRUE(broken([](StatedTime& t) { t.year = 0; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.year = 10000; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.year = 2023; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.month = 0; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.month = 13; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.day = 30; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.hour = 24; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.minute = -1; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.second = 61; }));
  EXPECT_TRUE(broken([](StatedTime& t) { t.offset_minutes = -1440; }));
}

TEST(Dates, days_of_the_week) {
  EXPECT_EQ(weekday(*parse_iso("2024-03-29")), 5);  // a Friday
  EXPECT_EQ(weekday(*parse_iso("1916-02-14")), 1);
  EXPECT_EQ(weekday(*parse_iso("1969-07-20")), 0);
  EXPECT_EQ(weekday(*parse_iso("2000-01-01")), 6);
}

// 1711717200 is 2024-03-29T13:00Z (`date -u -d @1711717200`).
struct Moment {
  std::string zone;
  std::string stated;
  std::int64_t instant;
};
void PrintTo(const Moment& c, std::ostream* out) { *out << c.stated << " in " << c.zone; }

class Instants : public testing::TestWithParam<Moment> {};

TEST_P(Instants, stand_for) {
  EXPECT_EQ(Zone(GetParam().zone).instant(*parse_iso(GetParam().stated)), GetParam().instant);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Zones, Instants, Values(
    Moment{"UTC", "1970-01-01", 0},
    Moment{"UTC", "2024-03-29T13:00", 1711717200},
    Moment{"+02:00", "2024-03-29T15:00", 1711717200},
    Moment{"-0530", "2024-03-29T07:30", 1711717200},
    Moment{"Europe/Paris", "2024-03-29T14:00", 1711717200},
    Moment{"America/New_York", "2024-03-29T09:00", 1711717200},
    Moment{"Europe/Paris", "2024-03-29T13:00Z", 1711717200},       // a stated zone counts
    Moment{"Europe/Paris", "2024-03-29T09:00-04:00", 1711717200},
    Moment{"Europe/Paris", "2024-07-01", 1719784800},              // 2024-06-30T22:00Z
    Moment{"UTC", "1916-02-14", -1700352000},
    Moment{"Europe/Paris", "2024-03-31T01:59:59", 1711846799},
    Moment{"Europe/Paris", "2024-03-31T02:30", 1711846800},        // skipped: the first instant behind the gap
    Moment{"Europe/Paris", "2024-03-31T03:00", 1711846800},
    Moment{"Europe/Paris", "2024-10-27T02:30", 1729989000},        // repeated: the first of the two
    Moment{"Europe/Paris", "2024-10-27T03:00", 1729994400}));
// clang-format on

TEST(Zones, without_a_name_is_utc) { EXPECT_EQ(Zone().instant(*parse_iso("2024-03-29T13:00")), 1711717200); }

TEST(Zones, an_instant_has_its_local_date) {
  EXPECT_EQ(to_iso(Zone("Europe/Paris").at(1711717205)), "2024-03-29T14:00:05+01:00");
  EXPECT_EQ(to_iso(Zone("America/New_York").at(1711717205)), "2024-03-29T09:00:05-04:00");
  EXPECT_EQ(to_iso(Zone("+05:30").at(1711717205)), "2024-03-29T18:30:05+05:30");
  EXPECT_EQ(to_iso(Zone().at(-1)), "1969-12-31T23:59:59Z");
  EXPECT_EQ(to_iso(Zone("Europe/Paris").at(1729989000)), "2024-10-27T02:30:00+02:00");
  EXPECT_EQ(to_iso(Zone("Europe/Paris").at(1729992600)), "2024-10-27T02:30:00+01:00");
}

TEST(Zones, a_name_that_is_none_is_an_error_with_a_way_out) {
  for (const char* name : {"", "Europe/Atlantis", "CEST+2", "+2", "+25:00", "+02:00x", "-", "../etc/passwd"}) {
    try {
      const Zone zone{std::string(name)};
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::usage) << name;
      EXPECT_NE(error.hint().find("+02:00"), std::string::npos) << error.hint();
    }
  }
}

TEST(Zones, the_machine_s_zone_is_that_of_TZ) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "Asia/Kolkata", 1);
  EXPECT_EQ(Zone::local().instant(*parse_iso("2024-03-29T18:30")), 1711717200);
  ::setenv("TZ", ":Europe/Paris", 1);
  EXPECT_EQ(Zone::local().instant(*parse_iso("2024-03-29T14:00")), 1711717200);
  ::setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1);  // a rule, no name: the machine's own zone, whatever it is
  EXPECT_NO_THROW(static_cast<void>(Zone::local()));
  if (before == nullptr) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", kept.c_str(), 1);
  }
}

}  // namespace
}  // namespace news
