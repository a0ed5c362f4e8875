// HTML's character references.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
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

/// The text with references such as `&#151;` as the characters that they stand for in windows-1252, which libxml2 reads
/// as control characters.
[[nodiscard]] std::string with_windows_references(std::string_view html);

}  // namespace news::formats
