// Hits as a run of TREC, for trec_eval and its kin: `topic Q0 docno rank score tag`.
#pragma once

#include <iosfwd>
#include <limits>
#include <string>
#include <string_view>

#include "searcher/render/result_writer.h"

namespace news::render {

/// A text as one column of a run or of qrels: `%`, white space and control characters are written as `%` and two
/// hexadecimal digits for each byte, a blank as %20.
[[nodiscard]] std::string trec_column(std::string_view text);

/// Writes a line for each hit. trec_eval looks at scores alone, as single precision, and puts equal ones in an order of
/// its own. So scores fall with every rank: each is the hit's, or a step below the one before it where that would not
/// be less.
class TrecWriter : public ResultWriter {
 public:
  /// `out` must outlive the writer.
  TrecWriter(std::string_view topic, std::ostream& out) : topic_(trec_column(topic)), out_(out) {}

  void hit(const match::Hit& hit) override;
  void end(const match::Total&, double, std::string_view) override {}

 private:
  std::string topic_;
  double last_ = std::numeric_limits<double>::infinity();
  std::ostream& out_;
};

}  // namespace news::render
