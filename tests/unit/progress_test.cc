// What is said of a run while it goes on.
#include "indexer/progress.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>

#include "common/error.h"
#include "tests/unit/temporary_folder.h"

namespace news {
namespace {

using namespace std::chrono_literals;
using ::testing::Values;

struct Line {
  const char* name;
  Reading reading;
  Extent extent;
  double bytes_per_second;
  const char* expected;
};
void PrintTo(const Line& line, std::ostream* out) { *out << line.name; }

class ProgressLine : public ::testing::TestWithParam<Line> {};

TEST_P(ProgressLine, says) {
  const Line& line = GetParam();
  EXPECT_EQ(progress_line(line.reading, line.extent, line.bytes_per_second, 2), line.expected);
}

constexpr Reading kReading{Phase::reading, 12, 3400, 0, 56'700'000, 4.5};

// clang-format off
INSTANTIATE_TEST_SUITE_P(Of, ProgressLine, Values(
    Line{"the_first_moment", {}, {}, 0, "reading 0 files, 0 articles, 0.0 MB, 2 workers"},
    Line{"before_the_census", kReading, {}, 12e6, "reading 12 files, 3400 articles, 56.7 MB, 12.0 MB/s, 2 workers"},
    Line{"in_the_census", kReading, {1000, 90'000'000, false}, 12e6,
         "reading 12 of 1000+ files, 3400 articles, 56.7 of 90.0+ MB, 12.0 MB/s, 2 workers"},
    Line{"behind_the_census", kReading, {40, 200'700'000, true}, 12e6,
         "reading 12 of 40 files, 3400 articles, 56.7 of 200.7 MB, 12.0 MB/s, 0:12 left, 2 workers"},
    Line{"a_night_left", kReading, {40, 400'000'000'000, true}, 12e6,
         "reading 12 of 40 files, 3400 articles, 56.7 of 400000.0 MB, 12.0 MB/s, 9:15:28 left, 2 workers"},
    Line{"more_read_than_there_was", kReading, {40, 50'000'000, true}, 12e6,
         "reading 12 of 40 files, 3400 articles, 56.7 of 50.0 MB, 12.0 MB/s, 0:00 left, 2 workers"},
    Line{"refused", {Phase::reading, 1, 2, 3, 0, 0}, {}, 0,
         "reading 1 files, 2 articles, 0.0 MB, 3 refused, 2 workers"},
    Line{"merging", {Phase::merging, 12, 3400, 3, 0, 4000}, {}, 0,
         "merging for 1:06:40, 3400 articles of 12 files read, 3 refused"},
    Line{"joining", {Phase::joining, 0, 0, 0, 0, 61}, {}, 0, "joining generations for 1:01"},
    Line{"checking", {Phase::checking, 0, 7, 0, 0, 1}, {}, 0, "checking for 0:01, 7 articles"},
    Line{"rebuilding", {Phase::rebuilding, 0, 7, 0, 0, 1}, {}, 0, "rebuilding for 0:01, 7 articles"}),
    [](const auto& each) { return each.param.name; });
// clang-format on

TEST(Progress, says_how_far_it_is_until_it_ends) {
  std::ostringstream err;
  Log log(err, {}, true);
  {
    std::atomic<int> asked{0};
    Progress progress(log, Progress::Display::minute, 1, 1ms);
    progress.files = 3;
    progress.bytes_passed_over = 1'000'000;
    const Progress::Source source(progress, [&] {
      ++asked;
      return std::uint64_t{2'000'000};
    });
    while (asked < 3) std::this_thread::sleep_for(1ms);
  }
  EXPECT_NE(err.str().find("reading 3 files, 0 articles, 3.0 MB"), std::string::npos) << err.str();
}

TEST(Progress, learns_what_there_is_to_read_when_a_run_lasts) {
  std::ostringstream err;
  Log log(err, {}, true);
  {
    std::atomic<bool> counted{false};
    Progress progress(log, Progress::Display::minute, 1, 1ms);
    progress.expect([&](const std::atomic<bool>& given_up, const std::function<void(Extent)>& tell) {
      tell({7, 0, true});
      counted = true;
      while (!given_up) std::this_thread::sleep_for(1ms);  // a census without end does not hold up the run
    });
    while (!counted) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_NE(err.str().find("reading 0 of 7 files"), std::string::npos) << err.str();
}

TEST(Progress, takes_its_line_away) {
  std::ostringstream err;
  Log log(err, {}, false);
  {
    Progress progress(log, Progress::Display::live, 1, 1ms);
    std::this_thread::sleep_for(20ms);
  }
  log.say("done");
  const std::string text = err.str();
  EXPECT_EQ(text.substr(text.rfind("\x1b[K")), "\x1b[Kdone\n");
}

TEST(Log, keeps_lines_above_the_one_that_changes) {
  std::ostringstream err;
  Log log(err, {}, false);
  log.show("half");
  log.say("a note\nof \x1b[31mtwo lines");
  log.show("whole");
  log.show({});
  EXPECT_EQ(err.str(), "half\r\x1b[Ka note of \uFFFD[31mtwo lines\nhalf\r\x1b[Kwhole\r\x1b[K");
}

TEST(Log, keeps_quiet_but_for_what_must_be_said) {
  std::ostringstream err;
  Log log(err, {}, true);
  log.say("a note");
  log.insist("it failed");
  EXPECT_EQ(err.str(), "it failed\n");
}

TEST(Log, appends_to_a_file_with_the_time) {
  const testing::TemporaryFolder folder;
  std::ostringstream err;
  for (const char* line : {"one", "two"}) Log(err, folder / "log", false).say(line);
  EXPECT_EQ(err.str(), "");
  std::istringstream lines(testing::text_of(folder / "log"));
  for (const char* expected : {" one", " two"}) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(line.substr(line.find(' ')), expected);
    EXPECT_EQ(line.find(' '), std::string("2026-11-26T02:13:04+0000").size());
  }
}

TEST(Log, a_file_that_can_not_be_opened_is_an_error) {
  std::ostringstream err;
  EXPECT_THROW(Log(err, "/nowhere/at/all/log", false), Error);
}

TEST(Log, a_full_disk_does_not_lose_lines) {
  std::ostringstream err;
  Log log(err, "/dev/full", false);
  log.say("one");
  log.say("two");
  EXPECT_EQ(err.str(), "can't write the log /dev/full: its lines follow here\none\ntwo\n");
}

}  // namespace
}  // namespace news
