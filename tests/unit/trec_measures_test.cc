// The measures against examples that were computed by hand.
#include "tests/relevance/trec_measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace news::relevance {
namespace {

constexpr double kNear = 1e-12;

/// A ranking of these documents: scores fall.
std::vector<Retrieved> ranking(const std::vector<std::string>& documents) {
  std::vector<Retrieved> made;
  made.reserve(documents.size());
  for (const std::string& document : documents) made.push_back({document, 100.0F - static_cast<float>(made.size())});
  return made;
}

TEST(TrecMeasures, a_ranking_with_hits_misses_and_one_not_retrieved) {
  // Relevant at ranks 1, 3 and 6; a fourth is not there.
  const Judgements judged = {{"a", 1}, {"c", 1}, {"f", 1}, {"z", 1}, {"b", 0}};
  const Measures m = measure(ranking({"a", "b", "c", "d", "e", "f"}), judged);
  EXPECT_NEAR(m.average_precision, (1.0 / 1 + 2.0 / 3 + 3.0 / 6) / 4, kNear);
  EXPECT_NEAR(m.precision_10, 0.3, kNear);
  EXPECT_NEAR(m.recall_100, 0.75, kNear);
  const double gain = 1 + 1 / std::log2(4) + 1 / std::log2(7);
  const double ideal = 1 + 1 / std::log2(3) + 1 / std::log2(4) + 1 / std::log2(5);
  EXPECT_NEAR(m.ndcg_10, gain / ideal, kNear);
  EXPECT_NEAR(m.ndcg_10, 0.7246, 0.0001) << "the same with a pocket calculator: 1.85621 / 2.56161";
}

TEST(TrecMeasures, gains_are_the_judgements_themselves) {
  // Ranked 1, 3, 0, 2; best would be 3, 2, 1.
  const Measures m =
      measure(ranking({"one", "three", "none", "two"}), {{"one", 1}, {"two", 2}, {"three", 3}, {"bad", -2}});
  const double gain = 1 / std::log2(2) + 3 / std::log2(3) + 2 / std::log2(5);
  const double ideal = 3 / std::log2(2) + 2 / std::log2(3) + 1 / std::log2(4);
  EXPECT_NEAR(m.ndcg_10, gain / ideal, kNear);
  EXPECT_NEAR(m.average_precision, (1.0 + 1.0 + 3.0 / 4) / 3, kNear) << "a negative judgement is not relevant";
}

TEST(TrecMeasures, ties_are_in_falling_order_of_document_numbers_and_ranks_count_for_nothing) {
  // All of one score: trec_eval sees c, b, a, though the run lists a first.
  const std::vector<Retrieved> tied = {{"a", 1}, {"b", 1}, {"c", 1}};
  EXPECT_NEAR(measure(tied, {{"a", 1}}).average_precision, 1.0 / 3, kNear);
  EXPECT_NEAR(measure(tied, {{"c", 1}}).average_precision, 1.0, kNear);
  // Listed last, scored highest.
  EXPECT_NEAR(measure({{"a", 1}, {"b", 2}, {"c", 3}}, {{"c", 1}}).average_precision, 1.0, kNear);
}

TEST(TrecMeasures, cuts_are_at_ten_and_at_a_hundred) {
  std::vector<std::string> documents;
  documents.reserve(120);
  Judgements judged;
  for (int i = 0; i < 120; ++i) documents.push_back("d" + std::to_string(i));
  for (const int rank : {9, 10, 11, 100, 101}) judged["d" + std::to_string(rank - 1)] = 1;
  const Measures m = measure(ranking(documents), judged);
  EXPECT_NEAR(m.precision_10, 0.2, kNear) << "ranks 9 and 10";
  EXPECT_NEAR(m.recall_100, 0.8, kNear) << "all but rank 101";
  EXPECT_NEAR(m.average_precision, (1.0 / 9 + 2.0 / 10 + 3.0 / 11 + 4.0 / 100 + 5.0 / 101) / 5, kNear);
  const double ideal = 1 + 1 / std::log2(3) + 1 / std::log2(4) + 1 / std::log2(5) + 1 / std::log2(6);
  EXPECT_NEAR(m.ndcg_10, (1 / std::log2(10) + 1 / std::log2(11)) / ideal, kNear);
}

TEST(TrecMeasures, precision_at_ten_divides_by_ten_however_few_were_retrieved) {
  EXPECT_NEAR(measure(ranking({"a"}), {{"a", 1}}).precision_10, 0.1, kNear);
}

TEST(TrecMeasures, means_are_over_all_topics_of_the_qrels) {
  const Qrels qrels = {{"1", {{"a", 1}}}, {"2", {{"a", 1}}}, {"3", {{"a", 0}}}};
  // Topic 1 is perfect, 2 is missing, 3 has nothing relevant, 4 nobody judged.
  const Rankings run = {{"1", ranking({"a"})}, {"3", ranking({"a"})}, {"4", ranking({"a"})}};
  const Measures m = measure(run, qrels);
  EXPECT_NEAR(m.average_precision, 1.0 / 3, kNear);
  EXPECT_NEAR(m.recall_100, 1.0 / 3, kNear);
}

TEST(TrecMeasures, reads_runs_and_qrels) {
  std::istringstream qrels("1 0 a 1\n1\t0 b\t0\n\n12 Q0 c 2\n");
  EXPECT_EQ(read_qrels(qrels), (Qrels{{"1", {{"a", 1}, {"b", 0}}}, {"12", {{"c", 2}}}}));
  std::istringstream lines("1 Q0 a 1 2.5 t\n1 Q0 b 2 -1e-6 t\n");
  const Rankings run = read_run(lines);
  ASSERT_EQ(run.at("1").size(), 2U);
  EXPECT_EQ(run.at("1")[1].document, "b");
  EXPECT_EQ(run.at("1")[0].score, 2.5F);
  for (const char* wrong : {"1 Q0 a 1 2.5", "1 Q0 a 1 high t", "1 Q0 a 1 2.5 t more", "1 Q0 a 1 2 t\n1 Q0 a 2 1 t"}) {
    std::istringstream bad(wrong);
    EXPECT_THROW(static_cast<void>(read_run(bad)), std::runtime_error) << wrong;
  }
  for (const char* wrong : {"1 0 a", "1 0 a yes"}) {
    std::istringstream bad(wrong);
    EXPECT_THROW(static_cast<void>(read_qrels(bad)), std::runtime_error) << wrong;
  }
}

}  // namespace
}  // namespace news::relevance
