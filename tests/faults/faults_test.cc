// Whatever call fails in a run of the indexer, it says so, nothing is lost, and the same command goes on.
#include <gtest/gtest.h>

#include <ostream>

#include "common/text.h"
#include "tests/faults/nights.h"
#include "tests/faults/rounds.h"

namespace news::testing {
namespace {

struct Case {
  Kind kind;
  std::string calls;
  std::string action;
  std::string reason;       // as it is said
  std::uint64_t every = 0;  // 1: nothing of the kind succeeds any more
};

[[maybe_unused]] void PrintTo(const Case& it, std::ostream* out) {
  *out << name_of(it.kind) << " " << it.calls << " " << it.action << (it.every == 0 ? "" : " for good");
}

/// Where an error has the path it is about, its reason, and what to do.
void expect_told(const Outcome& outcome, const Case& it, const Night& night) {
  EXPECT_NE(outcome.said.find(night.archive()), std::string::npos) << "no path: " << outcome.said;
  // Xapian does not know why it could not rename this file, or open these for reading.
  const bool unknown = outcome.said.find("Failed to create iamglass file") != std::string::npos ||
                       outcome.said.find("could not be opened for a moment") != std::string::npos;
  // Xapian writes some reasons in its own way: "too many open files".
  const bool told = ascii_lower(outcome.said).find(ascii_lower(it.reason)) != std::string::npos;
  EXPECT_TRUE(unknown || told) << "no reason: " << outcome.said;
  EXPECT_NE(outcome.said.find(outcome.status == 2 ? "\n  " : "; "), std::string::npos)
      << "no way out: " << outcome.said;
}

/// The kind of run in the name: by that ctest runs them side by side.
template <typename Each>
std::string name_of_case(const ::testing::TestParamInfo<Each>& info) {
  return std::string(name_of(info.param.kind)) + "_" + std::to_string(info.index);
}

class FailingCalls : public ::testing::TestWithParam<Case> {};

TEST_P(FailingCalls, are_told_lose_nothing_and_are_made_good) {
  const Case& it = GetParam();
  const Night& night = night_of(it.kind);
  night.begin();
  const std::uint64_t calls = night.run({night.archive(), it.calls, {}, 0, 0}).counted;
  for (const std::uint64_t at : rounds_of(calls, 2)) {
    night.begin();
    const Outcome outcome = night.run({night.archive(), it.calls, it.action, at, it.every});
    SCOPED_TRACE("call " + std::to_string(at) + " of " + std::to_string(calls) + ": " + outcome.struck + outcome.said +
                 "status " + std::to_string(outcome.status));
    EXPECT_FALSE(outcome.hung);
    if (outcome.status == 2) {
      expect_told(outcome, it, night);
    } else {
      // What failed was not needed: all must be in. Merging is left to the next run, and that is said.
      EXPECT_EQ(outcome.status, night.status());
      EXPECT_TRUE(night.now().articles == night.after().articles);
      if (night.now().files != night.after().files) expect_told(outcome, it, night);
    }
    night.expect_nothing_lost();

    // A run that told what it refused has told it once for all.
    const bool told = outcome.status != 2 && outcome.said.find("tells again what was refused") == std::string::npos;
    const Outcome again = night.run();
    EXPECT_EQ(again.status, told ? 0 : night.status()) << again.said;
    night.expect_complete();
    if (HasFailure()) return;
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const Kind kind : kKinds) {
    for (const char* calls : {"create", "write", "flush", "rename", "mkdir", "truncate"}) {
      cases.push_back({kind, calls, "ENOSPC", "No space left on device"});
    }
    for (const char* calls : {"open", "read", "write", "flush", "rename", "remove"}) {
      cases.push_back({kind, calls, "EIO", "Input/output error"});
    }
    for (const char* calls : {"open", "create"}) cases.push_back({kind, calls, "EMFILE", "Too many open files"});
    cases.push_back({kind, "create,write,mkdir,truncate", "ENOSPC", "No space left on device", 1});
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Runs, FailingCalls, ::testing::ValuesIn(all_cases()), name_of_case<Case>);

struct Slow {
  Kind kind;
  std::string calls;
  std::string action;
  std::uint64_t every;
};

[[maybe_unused]] void PrintTo(const Slow& it, std::ostream* out) {
  *out << name_of(it.kind) << " " << it.calls << " " << it.action;
}

class InterruptedCalls : public ::testing::TestWithParam<Slow> {};

TEST_P(InterruptedCalls, are_gone_on_with) {
  const Night& night = night_of(GetParam().kind);
  night.begin();
  const Outcome outcome = night.run({night.archive(), GetParam().calls, GetParam().action, 1, GetParam().every});
  EXPECT_GT(outcome.counted, 0U);
  EXPECT_EQ(outcome.status, night.status()) << outcome.said;
  night.expect_complete();
  night.expect_nothing_lost();
}

std::vector<Slow> all_slow() {
  std::vector<Slow> cases;
  for (const Kind kind : kKinds) {
    for (const char* calls : {"read", "write"}) {
      cases.push_back({kind, calls, "half", 1});
      cases.push_back({kind, calls, "EINTR", 2});
    }
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Runs, InterruptedCalls, ::testing::ValuesIn(all_slow()), name_of_case<Slow>);

}  // namespace
}  // namespace news::testing
