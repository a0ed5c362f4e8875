#include "tests/relevance/trec_measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <istream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace news::relevance {
namespace {

/// Calls `read` with each line that is not blank.
void each_line(std::istream& in, const char* what, const std::function<bool(std::istringstream&)>& read) {
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::istringstream fields(line);
    std::string rest;
    if (!read(fields) || fields >> rest) {
      throw std::runtime_error("line " + std::to_string(number) + " is no line of " + what + ": " + line);
    }
  }
}

int judgement_of(const Judgements& judgements, const std::string& document) {
  const auto found = judgements.find(document);
  return found == judgements.end() ? 0 : std::max(found->second, 0);
}

/// What a document of this gain adds at a rank from 0.
double discounted(int gain, std::size_t rank) { return gain / std::log2(static_cast<double>(rank) + 2); }

/// The gain of the best order of the judged documents, up to a cut.
double ideal_gain(const Judgements& judgements, std::size_t cut) {
  std::vector<int> gains;
  for (const auto& each : judgements) gains.push_back(std::max(each.second, 0));
  std::sort(gains.begin(), gains.end(), std::greater<>());
  double sum = 0;
  for (std::size_t rank = 0; rank < std::min(cut, gains.size()); ++rank) sum += discounted(gains[rank], rank);
  return sum;
}

}  // namespace

Qrels read_qrels(std::istream& in) {
  Qrels qrels;
  each_line(in, "qrels", [&](std::istringstream& fields) {
    std::string topic;
    std::string iteration;
    std::string document;
    int judgement = 0;
    if (!(fields >> topic >> iteration >> document >> judgement)) return false;
    qrels[topic][document] = judgement;
    return true;
  });
  return qrels;
}

Rankings read_run(std::istream& in) {
  Rankings run;
  std::map<std::string, std::set<std::string>> seen;
  each_line(in, "a run", [&](std::istringstream& fields) {
    std::string topic;
    std::string q0;
    std::string rank;
    std::string tag;
    Retrieved retrieved;
    if (!(fields >> topic >> q0 >> retrieved.document >> rank >> retrieved.score >> tag)) return false;
    if (!seen[topic].insert(retrieved.document).second) return false;
    run[topic].push_back(std::move(retrieved));
    return true;
  });
  return run;
}

Measures measure(std::vector<Retrieved> retrieved, const Judgements& judgements) {
  constexpr std::size_t kTen = 10;
  constexpr std::size_t kHundred = 100;
  const auto relevant = static_cast<double>(
      std::count_if(judgements.begin(), judgements.end(), [](const auto& each) { return each.second > 0; }));
  if (relevant == 0) return {};
  std::sort(retrieved.begin(), retrieved.end(), [](const Retrieved& a, const Retrieved& b) {
    return a.score != b.score ? a.score > b.score : a.document > b.document;
  });
  Measures measures;
  double found = 0;
  double gain_10 = 0;
  for (std::size_t rank = 0; rank < retrieved.size(); ++rank) {
    const int judgement = judgement_of(judgements, retrieved[rank].document);
    if (rank < kTen) gain_10 += discounted(judgement, rank);
    if (judgement == 0) continue;
    ++found;
    measures.average_precision += found / static_cast<double>(rank + 1);
    if (rank < kTen) measures.precision_10 = found / kTen;
    if (rank < kHundred) measures.recall_100 = found / relevant;
  }
  measures.average_precision /= relevant;
  measures.ndcg_10 = gain_10 / ideal_gain(judgements, kTen);
  return measures;
}

Measures measure(const Rankings& run, const Qrels& qrels) {
  Measures mean;
  for (const auto& [topic, judgements] : qrels) {
    const auto found = run.find(topic);
    if (found == run.end()) continue;
    const Measures one = measure(found->second, judgements);
    mean.average_precision += one.average_precision;
    mean.ndcg_10 += one.ndcg_10;
    mean.precision_10 += one.precision_10;
    mean.recall_100 += one.recall_100;
  }
  const auto topics = static_cast<double>(qrels.size());
  return {mean.average_precision / topics, mean.ndcg_10 / topics, mean.precision_10 / topics, mean.recall_100 / topics};
}

}  // namespace news::relevance
