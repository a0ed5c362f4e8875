// What the completions of all shells are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/usage/manual.h"

namespace news::usage {

/// The text in single quotes, as bash and zsh take it literally.
[[nodiscard]] std::string quoted(std::string_view text);

/// A function's name for a program: `_news_searcher`.
[[nodiscard]] std::string function_name(std::string_view program);

/// `-n`, `--limit`, as they are typed.
[[nodiscard]] std::vector<std::string> spellings(const cli::Option& option);

/// The text with every `mark` replaced.
[[nodiscard]] std::string replaced(std::string text, std::string_view mark, std::string_view by);

}  // namespace news::usage
