// Whether databases that are built in bulk are right with the Xapian at hand.
#pragma once

#include <string>

namespace news::build {

/// Builds a tiny database both ways, in a temporary folder, lets Xapian check the one built in bulk, and compares them
/// through Xapian's API. Returns what differs, one line a difference; empty where nothing does. Takes some
/// milliseconds.
[[nodiscard]] std::string bulk_differences();

}  // namespace news::build
