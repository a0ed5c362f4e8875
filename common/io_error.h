// What is said where the system refuses something to a path.
#pragma once

#include <filesystem>
#include <string>

#include "common/error.h"

namespace news {

/// The Error(Code::io) to throw where the system refused to do something to a path, with its reason: "can't write
/// /a/b: No space left on device", and the way out. `what` is a verb, `error` an errno.
[[nodiscard]] Error io_error(const std::string& what, const std::string& path, int error);
/// The same for what the standard library says.
[[nodiscard]] Error io_error(const std::filesystem::filesystem_error& error);

/// What a person can do about a refusal of the system, an errno.
[[nodiscard]] std::string way_out(int error);

}  // namespace news
