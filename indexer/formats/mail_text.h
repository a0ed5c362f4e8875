// Turns the text of a message into paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// How the lines of a text/plain part join up (RFC 3676).
enum class Flow {
  fixed,
  flowed,                 ///< `format=flowed`: a blank at a line's end joins it to the next of the same quote depth
  flowed_without_blanks,  ///< with `delsp=yes`, for writing without blanks: that blank goes
};

/// Blank lines separate paragraphs, as in plain text files; quoted lines (`> `) stay. Left out are the signature behind
/// a line `-- ` near the end, uuencoded and yEnc files, and the armour of signed PGP text. `text` is UTF-8.
[[nodiscard]] std::vector<std::string> mail_paragraphs(std::string_view text, Flow flow);

}  // namespace news::formats
