// What a reader reported, as lines, for tests that compare them as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/read_text.h"

namespace news::testing {

struct ReadReport {
  std::vector<Article> articles;
  std::vector<std::string> reports;  ///< `refused: reason`, `noted: kind: detail`
  std::vector<RecordPlace> places;   ///< of the reports
};

inline ReadReport read_with(const formats::Format& format, std::string_view bytes,
                            const formats::ReadOptions& options = {}) {
  ReadResult read = read_text(format, bytes, options);
  ReadReport report{std::move(read.articles), {}, {}};
  for (const Said& said : read.said) {
    report.reports.push_back(said.what + ": " + said.reason + (said.what == "noted" ? ": " + said.detail : ""));
    report.places.push_back(said.place);
  }
  return report;
}

}  // namespace news::testing
