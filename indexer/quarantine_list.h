// The archive's quarantine as a person and as a program read it.
#pragma once

#include <string>
#include <vector>

#include "indexer/build/quarantine.h"

namespace news {

/// Grouped by reason, the most frequent one first; reasons that differ in numbers only ("line 7: ...") are one. Every
/// record has a line with its file, member, number and offset.
[[nodiscard]] std::string quarantine_text(const std::vector<build::QuarantineEntry>& entries);

/// JSON Lines: an object for each record, as in the quarantine's file, then one with the counts (docs/output.md).
[[nodiscard]] std::string quarantine_json(const std::vector<build::QuarantineEntry>& entries);

}  // namespace news
