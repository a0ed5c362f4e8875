// Hits as JSON Lines, for programs (schema version 1, docs/output.md).
#pragma once

#include <iosfwd>

#include "searcher/render/result_writer.h"

namespace news::render {

/// Writes an object of type "hit" for each hit, then one of type "summary".
class JsonWriter : public ResultWriter {
 public:
  /// `out` must outlive the writer.
  explicit JsonWriter(std::ostream& out) : out_(out) {}

  void hit(const match::Hit& hit) override;
  void end(const match::Total& total, double elapsed_ms, std::string_view query) override;

 private:
  std::ostream& out_;
};

}  // namespace news::render
