// Datelines, and prose that only looks like one.
#include "indexer/formats/dateline.h"

#include <gtest/gtest.h>

#include "indexer/formats/byline.h"

namespace news::formats {
namespace {

using ::testing::TestWithParam;
using ::testing::Values;

struct Case {
  std::string text;
  std::string place;
  std::string agency;
  std::string date;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.text; }

class ReadDateline : public TestWithParam<Case> {};

TEST_P(ReadDateline, gives_place_agency_and_date) {
  const auto dateline = read_dateline(GetParam().text, DateOrder::automatic);
  ASSERT_TRUE(dateline);
  EXPECT_EQ(dateline->place, GetParam().place);
  EXPECT_EQ(dateline->agency, GetParam().agency);
  EXPECT_EQ(dateline->date ? to_iso(*dateline->date) : "", GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, ReadDateline,
    Values(Case{"MARLOWE (Tidewire) – The harbour", "MARLOWE", "Tidewire", ""},
           Case{"ВАРНХОЛЬТ (Лантерн) – Порт закрыт", "ВАРНХОЛЬТ", "Лантерн", ""},
           Case{"مرفأ النور (لانترن) – أعلنت", "مرفأ النور", "لانترن", ""},
           Case{"OXBOW, QUEBEC - April 23, 2026 (NEWMEDIAWIRE) - Tern Ltd", "OXBOW, QUEBEC", "NEWMEDIAWIRE",
                "2026-04-23"},
           Case{"DALLAS, TX -- August 4th, 2025 -- A mill", "DALLAS, TX", "", "2025-08-04"},
           Case{"PORTLAND, Ore.–(BUSINESS WIRE)–Tern", "PORTLAND, Ore.", "BUSINESS WIRE", ""},
           Case{"Denver, CO (Newsworthy.ai) Tuesday Oct 15, 2024 @ 1:30 PM Pacific — A mill", "Denver, CO",
                "Newsworthy.ai", "2024-10-15T13:30-07:00"},
           Case{"BOSTON - (NewMediaWire) - October 21, 2024 - Tern", "BOSTON", "NewMediaWire", "2024-10-21"},
           Case{"SAN ANTONIO, TX, September 05, 2025 /24-7PressRelease/ -- Last", "SAN ANTONIO, TX", "24-7PressRelease",
                "2025-09-05"},
           Case{"BOSTON, MA, June 3, 2025 (AP) - Rain", "BOSTON, MA", "AP", "2025-06-03"},
           Case{"FLINT, MI, June 3, 2025 /24-7PressRelease/  Event", "FLINT, MI", "24-7PressRelease", "2025-06-03"},
           Case{"LONDON, March 3 (Reuters) - Prices", "LONDON", "Reuters", ""},
           Case{"LONDON March 3 (Reuters) - Prices", "LONDON", "Reuters", ""},
           Case{"San Rafael, CA – June 5, 2025– Tern", "San Rafael, CA", "", "2025-06-05"},
           Case{"SINGAPORE - Media OutReach Newswire - 18 June 2026 - Tern", "SINGAPORE", "Media OutReach Newswire",
                "2026-06-18"},
           Case{"NEW DELHI, Jan 5, 2024 (PTI): The court", "NEW DELHI", "PTI", "2024-01-05"},
           Case{"NEW YORK (AP) — The harbour", "NEW YORK", "AP", ""},
           Case{"THE HAGUE, Netherlands — The court", "THE HAGUE, Netherlands", "", ""},
           Case{"LONDON — The harbour was closed", "LONDON", "", ""}, Case{"(AP) — The harbour", "", "AP", ""},
           Case{"Paris, France - The harbour", "Paris, France", "", ""},
           Case{"Moscow, Jan. 17.—At a hearing", "Moscow", "", ""},
           Case{"London, Feb. 14 (4:10 p. m.) Ten men", "London", "", ""},
           Case{"Dallas, TX - January 14th, 2026", "Dallas, TX", "", "2026-01-14"},
           Case{"MÜNCHEN (dpa) - Der Hafen", "MÜNCHEN", "dpa", ""},
           Case{"Berlin (dpa) – Der Hafen", "Berlin", "dpa", ""}));

class NoDateline : public TestWithParam<std::string> {};

TEST_P(NoDateline, is_found_in_prose) {
  const auto dateline = read_dateline(GetParam(), DateOrder::automatic);
  EXPECT_FALSE(dateline) << dateline->place << "|" << dateline->agency;
}

INSTANTIATE_TEST_SUITE_P(Prose, NoDateline,
                         Values("The harbour – once the largest in the county – was closed.",
                                "Tern (NASDAQ: TERN) – a maker of sails – said",
                                "Senator Roe (D-Ohio) – who voted against – said", "UPDATE – The harbour is open again",
                                "BREAKING: The harbour is closed", "TERN TO CLOSE - NINE HUNDRED JOBS GO",
                                "SEPA (Single Euro Payments Area) – The scheme", "NASA - the space agency - said",
                                "Jane Roe - The harbour mistress - spoke",
                                "In March 2024 – the wettest in years – it rained", "2024 – A year of storms", "",
                                "(AP)", "— dash", "Tern announced in Boston, on March 3, 2024, that it"));

struct BylineCase {
  std::string line;
  std::vector<std::string> names;  // empty: no byline
  std::string agency;
};

class ReadByline : public TestWithParam<BylineCase> {};

TEST_P(ReadByline, splits_people_and_agency) {
  const auto byline = read_byline(GetParam().line);
  ASSERT_EQ(byline.has_value(), !GetParam().names.empty());
  if (!byline) return;
  EXPECT_EQ(byline->names, GetParam().names);
  EXPECT_EQ(byline->agency, GetParam().agency);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, ReadByline,
    Values(BylineCase{"By Jane Roe", {"Jane Roe"}, ""},
           BylineCase{"By Jane Roe and John Poe", {"Jane Roe", "John Poe"}, ""},
           BylineCase{"BY JANE ROE, JOHN POE AND ANN DOE", {"JANE ROE", "JOHN POE", "ANN DOE"}, ""},
           BylineCase{"By Jane Roe, Reuters", {"Jane Roe"}, "Reuters"},
           BylineCase{"By Jane Roe, TIDE MEDIA", {"Jane Roe"}, "TIDE MEDIA"},
           BylineCase{"By Jane Roe, Staff Writer", {"Jane Roe"}, ""},
           BylineCase{"By Jane Roe, Associated Press Writer", {"Jane Roe"}, "Associated Press"},
           BylineCase{"By John Poe, Jr.", {"John Poe, Jr."}, ""}, BylineCase{"By Jane Roe (AFP)", {"Jane Roe"}, "AFP"},
           BylineCase{"By Jane Roe Benzinga", {"Jane Roe"}, "Benzinga"},
           BylineCase{"By J. R. van der Roe", {"J. R. van der Roe"}, ""},
           BylineCase{"By the sea the houses stood empty.", {}, ""}, BylineCase{"By 2030", {}, ""},
           BylineCase{"By Friday", {}, ""}, BylineCase{"Jane Roe", {}, ""}));

}  // namespace
}  // namespace news::formats
