// A source file or folder that the system does not give out is told, and read by the next run.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <string>

#include "tests/faults/nights.h"
#include "tests/faults/rounds.h"

namespace news::testing {
namespace {

struct Case {
  Kind kind;
  std::string name;
  std::string calls;
  std::string action;
  std::string reason;  // as it is said; nothing where the program gets over it
  std::uint64_t every = 0;
};

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  return std::string(name_of(info.param.kind)) + "_" + info.param.name;
}

/// Which records are in quarantine, and why.
std::string refused(const std::string& quarantine) {
  std::istringstream lines(quarantine);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line);
    text += entry.at("path").get<std::string>() + ": " + entry.at("reason").get<std::string>() + "\n";
  }
  return text;
}

[[maybe_unused]] void PrintTo(const Case& it, std::ostream* out) { *out << name_of(it.kind) << " " << it.name; }

class UnreadableSources : public ::testing::TestWithParam<Case> {};

TEST_P(UnreadableSources, are_told_and_read_by_the_next_run) {
  const Case& it = GetParam();
  const Night& night = night_of(it.kind);
  night.begin();
  const std::uint64_t calls = night.run_aloud({night.sources(), it.calls, {}, 0, 0}).counted;
  ASSERT_GT(calls, 0U);
  for (const std::uint64_t at : rounds_of(calls, 3)) {
    night.begin();
    const Outcome outcome = night.run_aloud({night.sources(), it.calls, it.action, at, it.every});
    SCOPED_TRACE("call " + std::to_string(at) + " of " + std::to_string(calls) + ": " + outcome.struck + outcome.said);
    if (it.reason.empty()) {
      EXPECT_EQ(outcome.status, night.status());
      night.expect_complete();
    } else {
      EXPECT_EQ(outcome.status, 1);
      const std::string path = outcome.struck.substr(outcome.struck.find(' ') + 1);
      EXPECT_NE(outcome.said.find(path.substr(0, path.find('\n'))), std::string::npos);
      EXPECT_NE(outcome.said.find(it.reason), std::string::npos);
      const bool spared = outcome.said.find("not withdrawn: " + it.reason) != std::string::npos;
      EXPECT_TRUE(spared || refused(night.now().quarantine) != refused(night.after().quarantine));
    }
    night.expect_nothing_lost();

    const Outcome again = night.run();
    EXPECT_LE(again.status, 1) << again.said;
    EXPECT_TRUE(night.now().articles == night.after().articles);
    EXPECT_EQ(refused(night.now().quarantine), refused(night.after().quarantine));
    if (HasFailure()) return;
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const Kind kind : {Kind::first, Kind::changes, Kind::inplace, Kind::merging}) {
    cases.push_back({kind, "open_EIO", "open", "EIO", "Input/output error"});
    cases.push_back({kind, "open_EMFILE", "open", "EMFILE", "Too many open files"});
    cases.push_back({kind, "read_EIO", "read", "EIO", "Input/output error"});
    cases.push_back({kind, "read_half", "read", "half", "", 1});
    cases.push_back({kind, "read_EINTR", "read", "EINTR", "", 2});
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Runs, UnreadableSources, ::testing::ValuesIn(all_cases()), name_of_case);

}  // namespace
}  // namespace news::testing
