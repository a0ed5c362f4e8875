// Dates, papers and pages in paths.
#include "indexer/formats/path_hints.h"

#include <gtest/gtest.h>

namespace news::formats {
namespace {

struct Case {
  std::string path;
  std::string date;
  std::string source;
  std::string edition;
  std::string page;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.path; }

class PathHintsOf : public ::testing::TestWithParam<Case> {};

TEST_P(PathHintsOf, states_only_what_is_well_formed) {
  const PathHints hints = hints_from_path(GetParam().path);
  EXPECT_EQ(hints.published ? to_iso(*hints.published) : "", GetParam().date);
  EXPECT_EQ(hints.source, GetParam().source);
  EXPECT_EQ(hints.edition, GetParam().edition);
  EXPECT_EQ(hints.page, GetParam().page);
}

INSTANTIATE_TEST_SUITE_P(
    Paths, PathHintsOf,
    ::testing::Values(
        Case{"wire/2024/0329/x.md", "2024-03-29", "", "", ""}, Case{"a/2024/03/29/x.txt", "2024-03-29", "", "", ""},
        Case{"a/20240329.txt", "2024-03-29", "", "", ""}, Case{"a/story-2024-03-29-b.txt", "2024-03-29", "", "", ""},
        Case{"2024/03/x.txt", "2024-03", "", "", ""}, Case{"a/2024/mar/29/x", "2024-03-29", "", "", ""},
        Case{"dates/19160214/sn86076142-ed-1_seq-1.txt", "1916-02-14", "sn86076142", "1", "1"},
        Case{"dates/19160214/2010218519-ed-2_seq-11.txt", "1916-02-14", "2010218519", "2", "11"},
        Case{"lccn/sn83030214/1916-02-14/ed-1/seq-3/ocr.txt", "1916-02-14", "sn83030214", "1", "3"},
        Case{"2023/01/05/2024/0329/x.md", "2024-03-29", "", "", ""},
        Case{"2024/0329/ten-best-of-2023/12/x.md", "2024-03-29", "", "", ""}, Case{"a/2024/1350/x.md", "", "", "", ""},
        Case{"a/20241301.txt", "", "", "", ""}, Case{"a/1234520240329.txt", "", "", "", ""},
        Case{"a/20240329131405.txt", "", "", "", ""}, Case{"a/15990101.txt", "", "", "", ""},
        Case{"a/21000101.txt", "", "", "", ""}, Case{"red-1_seq-2.txt", "", "", "", ""}, Case{"", "", "", "", ""}));

TEST(ApplyPathHints, fills_only_what_the_source_leaves_open) {
  const PathHints hints = hints_from_path("dates/19160214/sn86076142-ed-1_seq-4.txt");
  Article stated;
  stated.source = "The Tern";
  stated.published = StatedTime{.year = 1916, .month = 2, .day = 15, .offset_minutes = {}};
  apply(hints, stated);
  EXPECT_EQ(stated.source, "The Tern");
  EXPECT_EQ(to_iso(*stated.published), "1916-02-15");
  EXPECT_EQ(stated.page, "4");
}

}  // namespace
}  // namespace news::formats
