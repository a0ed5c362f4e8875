// What every output format of a search is behind.
#pragma once

#include <string_view>

#include "searcher/match/page.h"

namespace news::render {

enum class Format { terminal, json, csv, trec, ids };

/// Writes the hits of one search as they come, so that `--all` holds none of them in memory.
class ResultWriter {
 public:
  virtual ~ResultWriter() = default;

  /// The next hit, in order.
  virtual void hit(const match::Hit& hit) = 0;
  /// The search is done. To be called once, behind the last hit.
  virtual void end(const match::Total& total, double elapsed_ms, std::string_view query) = 0;
};

}  // namespace news::render
