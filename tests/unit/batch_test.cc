// A batch over a real archive: threads that work on it at once give what each query gives by itself.
#include "searcher/batch/batch.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "common/error.h"
#include "searcher/options.h"
#include "tests/unit/archive_runs.h"

namespace news::batch {
namespace {

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() {
    build::ArchiveWriter writer(archive_, {});
    for (int i = 0; i < 60; ++i) {
      const std::string body = i % 3 == 0   ? "The strike went on in the harbour."
                               : i % 3 == 1 ? "Ice closed the harbour, and boats froze."
                                            : "A strike elsewhere; no ice.";
      Article article = build::story("a" + std::to_string(i), body + " Day " + std::to_string(i) + ".");
      article.provenances = {{"/" + article.id, "", 0, 10, {}}};
      normalise(article);
      writer.begin_file({article.provenances.front().path});
      writer.add(article);
      writer.end_file({}, build::Completeness::whole);
    }
    writer.publish();
  }

  /// The output of a batch of these lines.
  std::string run(const std::string& lines, const std::vector<std::string>& arguments, int status) {
    testing::write_text(folder_ / "queries", lines);
    std::vector<std::string> all = {"--archive", archive_, "--batch", folder_ / "queries", "--quiet"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const SearcherOptions options = parse_searcher_options(all);
    std::ostringstream out;
    err_.str({});
    EXPECT_EQ(run_batch({options.batch_file, options.topic_parts, options.command_line, searcher_options(), "",
                         render::Emphasis::stars, options.quiet},
                        out, err_),
              status);
    return out.str();
  }

  const testing::TemporaryFolder folder_;
  const std::string archive_ = folder_ / "archive";
  std::ostringstream err_;
};

TEST_F(BatchTest, gives_each_query_what_it_gives_alone_in_the_order_of_the_input) {
  const std::vector<std::string> queries = {"strike",          "ice OR harbour", "harbour W/5 ice", "strik* NOT ice",
                                            "\"the harbour\"", "nothing",        "title:x OR day"};
  std::string lines;
  std::string expected;
  for (std::size_t i = 0; i < 200; ++i) {
    const std::string line = "q" + std::to_string(i) + "\t" + queries[i % queries.size()] + "\n";
    lines += line;
    expected += run(line, {"--format", "trec", "--limit", "7"}, i % queries.size() == 5 ? 1 : 0);
  }
  EXPECT_EQ(run(lines, {"--format", "trec", "--limit", "7"}, 0), expected);
  EXPECT_GT(expected.size(), 1000U);
}

TEST_F(BatchTest, a_query_that_fails_is_said_and_the_others_go_on) {
  EXPECT_EQ(run("1\tstrike\n2\t(strike\n3\tnothing\n", {"--count"}, 2), "1\t40\n3\t0\n");
  EXPECT_NE(err_.str().find("queries:2: query 2: this parenthesis is never closed"), std::string::npos) << err_.str();
}

TEST_F(BatchTest, an_archive_that_is_not_there_ends_it) {
  EXPECT_THROW(run("1\tstrike\n2\tice\n", {"--archive", folder_ / "none"}, 2), Error);
}

TEST_F(BatchTest, options_of_the_command_line_that_make_no_sense_end_it) {
  EXPECT_THROW(run("1\tstrike\n", {"--sort", "up"}, 2), Error);
  EXPECT_THROW(run("1\tstrike\n", {"strike"}, 2), Error);
}

}  // namespace
}  // namespace news::batch
