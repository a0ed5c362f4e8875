// A run of the indexer that is killed at any of its steps loses nothing, and the same command comes to the same
// archive.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "tests/faults/nights.h"
#include "tests/faults/rounds.h"

namespace news::testing {
namespace {

/// All that leaves a trace on the disk.
constexpr const char* kSteps = "create,write,flush,rename,mkdir,remove,truncate";

struct Case {
  Kind kind;
  std::string action;
};

[[maybe_unused]] void PrintTo(const Case& it, std::ostream* out) { *out << name_of(it.kind) << " " << it.action; }

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  return std::string(name_of(info.param.kind)) + "_" + info.param.action;
}

class Killed : public ::testing::TestWithParam<Case> {
 protected:
  [[nodiscard]] const Night& night() const { return night_of(GetParam().kind); }

  /// The steps below a folder at which the run is to be killed.
  [[nodiscard]] std::vector<std::uint64_t> rounds(const std::string& folder, std::uint64_t usual) {
    folder_ = folder;
    night().begin();
    steps_ = night().run({folder_, kSteps, {}, 0, 0}).counted;
    return rounds_of(steps_, usual);
  }
  /// Begins anew and runs up to this step. Returns what the step was.
  [[nodiscard]] std::string kill_at(std::uint64_t at) const {
    night().begin();
    const Outcome outcome = night().run({folder_, kSteps, GetParam().action, at, 0});
    EXPECT_EQ(outcome.status, 128 + SIGKILL) << outcome.said;
    return "killed at step " + std::to_string(at) + " of " + std::to_string(steps_) + ": " + outcome.struck;
  }

 private:
  std::string folder_;
  std::uint64_t steps_ = 0;
};

TEST_P(Killed, comes_to_the_same_archive) {
  for (const std::uint64_t at : rounds(night().archive(), 5)) {
    SCOPED_TRACE(kill_at(at));
    night().expect_nothing_lost();
    const Outcome again = night().run();
    EXPECT_EQ(again.status, night().status()) << again.said;
    night().expect_complete();
    if (HasFailure()) return;
  }
}

TEST_P(Killed, reads_files_that_are_again_what_they_were) {
  if (night().before().articles.empty()) GTEST_SKIP() << "no articles before";
  for (const std::uint64_t at : rounds(night().archive(), 3)) {
    SCOPED_TRACE(kill_at(at));
    const Night::EarlierSources earlier(night());
    const Outcome again = night().run();
    EXPECT_EQ(again.status, 0) << again.said;
    const Articles found = night().now().articles;
    for (const auto& [id, text] : night().before().articles) {
      const auto article = found.find(id);
      EXPECT_TRUE(article != found.end() && article->second == text) << id;
    }
    EXPECT_EQ(found.size(), night().before().articles.size());
    if (HasFailure()) return;
  }
}

TEST_P(Killed, while_it_merges_leaves_all_in_and_merges_anew) {
  if (GetParam().kind != Kind::merging && GetParam().kind != Kind::compact) GTEST_SKIP() << "nothing is merged";
  const std::string merging = night().archive() + "/merging";
  const std::vector<std::uint64_t> steps = rounds(merging, 5);
  ASSERT_GT(steps.size(), 1U);
  for (const std::uint64_t at : steps) {
    SCOPED_TRACE(kill_at(at));
    EXPECT_TRUE(at == 1 || std::filesystem::exists(merging));
    EXPECT_TRUE(night().now().articles == night().after().articles);
    night().expect_nothing_lost();
    EXPECT_EQ(night().run().status, 0);
    EXPECT_FALSE(std::filesystem::exists(merging));
    night().expect_complete();
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Runs, Killed,
                         ::testing::Values(Case{Kind::first, "kill"}, Case{Kind::first, "tear"},
                                           Case{Kind::api, "kill"}, Case{Kind::api, "tear"},
                                           Case{Kind::changes, "kill"}, Case{Kind::changes, "tear"},
                                           Case{Kind::inplace, "kill"}, Case{Kind::inplace, "tear"},
                                           Case{Kind::merging, "kill"}, Case{Kind::merging, "tear"},
                                           Case{Kind::compact, "kill"}, Case{Kind::compact, "tear"},
                                           Case{Kind::rebuild, "kill"}, Case{Kind::rebuild, "tear"}),
                         name_of_case);

}  // namespace
}  // namespace news::testing
