// What the indexer can be asked to do, and how each ends.
#pragma once

#include <iosfwd>

#include "indexer/options.h"

namespace news {

/// Does what the options' mode asks for: results go to `out`, the log to standard error or its file. Returns the exit
/// status. Throws Error.
/// REQUIRES: the mode is one that has to do with articles or an archive.
[[nodiscard]] int run_task(const IndexerOptions& options, std::ostream& out);

}  // namespace news
