// The ids of hits and nothing else, for pipes.
#pragma once

#include <ostream>

#include "searcher/render/result_writer.h"

namespace news::render {

/// Writes an id for each hit and an end behind it. Ids hold neither line ends nor NUL.
class IdsWriter : public ResultWriter {
 public:
  /// `out` must outlive the writer.
  IdsWriter(char end, std::ostream& out) : end_(end), out_(out) {}

  void hit(const match::Hit& hit) override { out_ << hit.record.id << end_; }
  void end(const match::Total&, double, std::string_view) override {}

 private:
  char end_;
  std::ostream& out_;
};

}  // namespace news::render
