// Reads bylines: who wrote an article, and for whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace news::formats {

/// What a byline states.
struct Byline {
  std::vector<std::string> names;  ///< one person each, without "By", titles of office left out
  std::string agency;              ///< `Reuters` in "By Jane Roe, Reuters"
};

/// Reads the value of an author label: `Jane Roe and John Poe`, `By Jane Roe; John Poe, Staff Writer`. Where its shape
/// is not that of names, all of it is one name: the label says that it is one.
[[nodiscard]] Byline split_byline(std::string_view value);

/// Reads a line that is nothing but a byline: `By Jane Roe, Associated Press`. nullopt where it is not ("By the sea").
[[nodiscard]] std::optional<Byline> read_byline(std::string_view line);

/// Whether this is one to six words that begin like names do.
[[nodiscard]] bool looks_like_name(std::string_view text);

}  // namespace news::formats
