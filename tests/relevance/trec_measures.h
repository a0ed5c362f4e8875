// How good a ranking is, by the definitions of trec_eval 9 (https://github.com/usnistgov/trec_eval), as far as they are
// used here.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace news::relevance {

/// What assessors said of the documents of a topic: 1 and more is relevant, and the more the better.
using Judgements = std::map<std::string, int>;
using Qrels = std::map<std::string, Judgements>;

struct Retrieved {
  std::string document;
  float score = 0;  ///< as trec_eval keeps it
};
using Rankings = std::map<std::string, std::vector<Retrieved>>;

/// Reads `TOPIC ITERATION DOCUMENT JUDGEMENT` lines, white space between them. Throws std::runtime_error with the line.
[[nodiscard]] Qrels read_qrels(std::istream& in);

/// Reads `TOPIC Q0 DOCUMENT RANK SCORE TAG` lines. Throws std::runtime_error with the line, for a document that comes
/// twice in a topic, too.
[[nodiscard]] Rankings read_run(std::istream& in);

struct Measures {
  double average_precision = 0;  ///< map: mean of the precisions at each relevant document; 0 for those not retrieved
  double ndcg_10 = 0;       ///< ndcg_cut_10: the judgement as gain, the logarithm to base 2 of rank + 1 as discount
  double precision_10 = 0;  ///< P_10: relevant ones among the first ten, divided by ten
  double recall_100 = 0;    ///< recall_100: those among the first hundred, divided by all relevant ones
};

/// Of one topic. The order is that of trec_eval: by score from the highest, those of one score by document number from
/// the last in the alphabet; ranks count for nothing. A topic without a relevant document has 0 in everything.
[[nodiscard]] Measures measure(std::vector<Retrieved> retrieved, const Judgements& judgements);

/// The means over all topics of the qrels; a topic that the run lacks counts with 0 (trec_eval -c). Topics without
/// qrels are passed over. REQUIRES: there is a topic.
[[nodiscard]] Measures measure(const Rankings& run, const Qrels& qrels);

}  // namespace news::relevance
