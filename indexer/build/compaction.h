// Merging databases by Xapian's compaction, and looking whether it has merged all of them.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

namespace news::build {

/// Merges the databases in these folders, in this order, into one in another, which need not be there. Throws
/// Error(Code::io) also where not all of them is in it: Xapian takes a table that it can't open (a process may have no
/// more open files) for one that is not there, and merges the rest. Throws Xapian::Error.
void compact_databases(const std::vector<std::string>& folders, const std::string& merged,
                       Xapian::Compactor& compactor);

}  // namespace news::build
