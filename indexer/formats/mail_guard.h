// Finds what would make parsing a message take more time, memory or stack than its text is worth.
#pragma once

#include <string_view>

namespace news::formats {

/// Why a message that begins with its header is not to be parsed; empty where it is as messages are. Looks at the
/// header and at those of its parts:
/// - a field of more than 256 KiB, or with more than 1000 colons, each of which may open a group inside a group;
/// - more than 2000 fields in one header;
/// - more than 10,000 lines that may be boundaries of parts.
[[nodiscard]] std::string_view fault_of_shape(std::string_view message);

}  // namespace news::formats
