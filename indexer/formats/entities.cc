// Decodes character references; the names are libxml2's table.
#include "indexer/formats/entities.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestReference = 12;  // bytes between & and ;

// windows-1252, 0x80 to 0x9F; 0 where the byte has no character.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<char32_t> number_of(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
  if (control || value == 0x7F || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
  return static_cast<char32_t>(value);
}

}  // namespace

std::optional<Entity> decode_entity(std::string_view text, std::size_t at) {
  const std::size_t end = text.substr(at, kLongestReference + 2).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - 1);
  if (name[0] == '#') {
    const auto number = number_of(name.substr(1));
    return number ? std::optional(Entity{*number, end + 1}) : std::nullopt;
  }
  if (name == "apos") return Entity{U'\'', end + 1};  // XML's, not in HTML 4
  const std::string terminated(name);
  const htmlEntityDesc* const known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (known == nullptr) return std::nullopt;
  return Entity{static_cast<char32_t>(known->value), end + 1};
}

std::string with_windows_references(std::string_view html) {
  std::string text;
  std::size_t kept = 0;
  for (std::size_t at = html.find("&#"); at != std::string_view::npos; at = html.find("&#", at + 2)) {
    const std::size_t digits = at + 2;
    if (digits >= html.size()) break;
    const bool control = html[digits] == '1' || html[digits] == 'x' || html[digits] == 'X';
    const auto entity = control ? decode_entity(html, at) : std::nullopt;
    // Characters of markup must stay references; none of them is beyond U+007F.
    if (!entity || entity->character < 0x80) continue;
    text.append(html, kept, at - kept);
    append_utf8(text, entity->character);
    kept = at + entity->length;
  }
  if (kept == 0) return std::string(html);
  return text.append(html.substr(kept));
}

}  // namespace news::formats
