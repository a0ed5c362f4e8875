// Words so common that they say nothing about an article: they match, but carry no weight in the rank.
#pragma once

#include <string_view>

namespace news::analysis {

/// Whether a folded word is a stop word of this language. Languages without a list have none.
[[nodiscard]] bool is_stop_word(std::string_view language, std::string_view word);

}  // namespace news::analysis
