// HTML's character references.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace news::formats {

/// A decoded reference and the bytes that it took.
struct Entity {
  char32_t character;
  std::size_t length;
};

/// The reference that begins with the `&` at `at`: `&amp;`, `&#8217;`, `&#x2019;` (HTML 4 names). Numbers of 128 to 159
/// mean windows-1252, as the WHATWG HTML standard has it. nullopt where none stands there, its semicolon is missing, or
/// it is no character of text. REQUIRES: text[at] == '&'.
[[nodiscard]] std::optional<Entity> decode_entity(std::string_view text, std::size_t at);

}  // namespace news::formats
