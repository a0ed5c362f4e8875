// The counts of a run as a person and as a program read them.
#include "indexer/summary.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace news {
namespace {

Summary sample() {
  Summary summary;
  summary.files = 10;
  summary.files_read = 7;
  summary.files_unchanged = 3;
  summary.unknown_kind = 2;
  summary.articles = 100;
  summary.added = 50;
  summary.replaced = 20;
  summary.unchanged = 33;
  summary.duplicates = 5;
  summary.withdrawn = 4;
  summary.refused = 6;
  summary.newly_refused = 1;
  summary.bytes = 12'500'000;
  summary.seconds = 2.5;
  summary.refused_by_reason = {{"no JSON", 4}, {"too large", 2}};
  summary.skipped_by_reason = {{"empty", 8}};
  summary.notes = {{"invalid bytes", 9}};
  return summary;
}

TEST(SummaryText, tells_every_count) {
  EXPECT_EQ(summary_text(sample()),
            "files      10 found: 7 read, 3 unchanged; 2 of unknown kind\n"
            "articles   100 read: 50 added, 20 replaced; 33 unchanged, 5 met twice, 4 withdrawn\n"
            "refused    6 (1 new), in the archive's quarantine.jsonl\n"
            "  by reason\n"
            "          4 no JSON\n"
            "          2 too large\n"
            "no article\n"
            "          8 empty\n"
            "notes\n"
            "          9 invalid bytes\n"
            "time       2.5 s for 12.5 MB of text, 5.0 MB/s\n");
}

TEST(SummaryText, of_a_run_that_did_nothing_is_short) {
  EXPECT_EQ(summary_text({}),
            "files      0 found: 0 read, 0 unchanged\n"
            "articles   0 read: 0 added, 0 replaced; 0 unchanged\n"
            "refused    0\n"
            "time       0.0 s for 0.0 MB of text, 0.0 MB/s\n");
}

TEST(SummaryJson, is_one_line_with_every_count) {
  const std::string line = summary_json(sample());
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const nlohmann::json expected = nlohmann::json::parse(R"({
    "type": "summary",
    "files": {"found": 10, "read": 7, "unchanged": 3, "taken_up": 0, "missing": 0, "gone": 0, "unknown_kind": 2},
    "articles": {"read": 100, "added": 50, "replaced": 20, "unchanged": 33, "duplicates": 5, "withdrawn": 4},
    "refused": {"total": 6, "new": 1, "untold": 0, "by_reason": {"no JSON": 4, "too large": 2}},
    "no_article": {"empty": 8},
    "notes": {"invalid bytes": 9},
    "mb": 12.5, "seconds": 2.5, "mb_per_second": 5.0})");
  EXPECT_EQ(nlohmann::json::parse(line), expected);
  EXPECT_TRUE(line.starts_with(R"({"type":"summary")"));
}

TEST(Summary, says_what_a_run_took_up_lost_and_why_it_ended) {
  Summary summary = sample();
  summary.files_taken_up = 8;
  summary.files_gone = 2;
  summary.untold = 3;
  summary.stopped_by = "SIGTERM";
  summary.safe_articles = 40;
  const std::string text = summary_text(summary);
  EXPECT_NE(text.find("8 taken up from an interrupted run; 2 gone"), std::string::npos) << text;
  EXPECT_NE(text.find("stopped    by SIGTERM; 40 articles are safe, and the same command goes on from there\n"),
            std::string::npos)
      << text;
  const auto json = nlohmann::json::parse(summary_json(summary));
  EXPECT_EQ(json["files"]["taken_up"], 8);
  EXPECT_EQ(json["files"]["gone"], 2);
  EXPECT_NE(text.find("quarantine.jsonl\n           3 more by a run before, which did not come to its end"),
            std::string::npos)
      << text;
  EXPECT_EQ(json["refused"]["untold"], 3);
  EXPECT_EQ(json["stopped"], nlohmann::json::parse(R"({"by": "SIGTERM", "safe_articles": 40})"));
}

TEST(SummaryJson, stays_json_whatever_the_reasons_hold) {
  Summary summary;
  summary.refused_by_reason = {{"bad \"name\" \xFF\n", 1}};
  const auto json = nlohmann::json::parse(summary_json(summary));
  EXPECT_EQ(json["refused"]["by_reason"]["bad \"name\" \uFFFD\n"], 1);
  EXPECT_EQ(json["mb_per_second"], 0.0);
}

}  // namespace
}  // namespace news
