// Which language a text is in.
#pragma once

#include <string>
#include <string_view>

namespace news::analysis {

/// ISO 639 code of the language that most of the text is in, or empty where it is too short or too mixed to tell
/// (CLD2's own judgement of reliability). REQUIRES: valid UTF-8.
[[nodiscard]] std::string detect_language(std::string_view text);

}  // namespace news::analysis
