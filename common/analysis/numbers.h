// Numbers as they are written -> one form under which they meet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace news::analysis {

/// Bytes of the number that begins at `offset`, with the separators that belong to it: 10,000  1.234,56  9/11  10:30
/// 03/29/2024  2.0.1, and groups of three digits behind a no-break blank or an apostrophe. A list without blanks
/// (1,2,3) ends at its first comma. REQUIRES: an ASCII digit at `offset`.
[[nodiscard]] std::size_t number_length(std::string_view text, std::size_t offset);

/// Appends the number's folded form: thousands separators go, a decimal comma becomes a point, other separators stay.
void append_number(std::string_view number, std::string& folded);

}  // namespace news::analysis
