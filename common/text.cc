#include "common/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

#include "common/byte_set.h"

namespace news {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_continuation(unsigned char byte) noexcept { return (byte & 0xC0U) == 0x80U; }

unsigned char byte_at(std::string_view text, std::size_t offset) noexcept {
  return static_cast<unsigned char>(text[offset]);
}

/// Characters that steer a terminal or the direction of text.
bool is_hostile(char32_t c) noexcept {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// How many bytes from here on are ASCII. Eight are looked at together: most text in most archives is nothing else.
std::size_t ascii_length(std::string_view text, std::size_t offset) noexcept {
  std::size_t end = offset;
  for (std::uint64_t word = 0; end + sizeof word <= text.size(); end += sizeof word) {
    std::memcpy(&word, text.data() + end, sizeof word);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (end < text.size() && byte_at(text, end) < 0x80) ++end;
  return end - offset;
}

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t offset) noexcept {
  const unsigned char lead = byte_at(text, offset);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t value = 0;
  // The second byte's range excludes overlong forms, surrogates and values above U+10FFFF (Unicode 15, table 3-7).
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (offset + i >= text.size()) return {kReplacement, i, false};
    const unsigned char byte = byte_at(text, offset + i);
    const bool fits = i == 1 ? byte >= low && byte <= high : is_continuation(byte);
    if (!fits) return {kReplacement, i, false};
    value = (value << 6U) | (byte & 0x3FU);
  }
  return {value, length, true};
}

void append_utf8(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6U));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12U));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (c >> 18U));
    text += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

std::size_t first_invalid_utf8(std::string_view text) noexcept {
  std::size_t offset = 0;
  while (true) {
    offset += ascii_length(text, offset);
    if (offset >= text.size()) break;
    const Decoded decoded = decode_utf8(text, offset);
    if (!decoded.valid) return offset;
    offset += decoded.length;
  }
  return std::string_view::npos;
}

std::string scrub_utf8(std::string_view text) {
  std::string clean;
  std::size_t invalid = first_invalid_utf8(text);
  while (invalid != std::string_view::npos) {
    clean.append(text.substr(0, invalid));
    append_utf8(clean, kReplacement);
    text.remove_prefix(invalid + decode_utf8(text, invalid).length);
    invalid = first_invalid_utf8(text);
  }
  clean.append(text);
  return clean;
}

bool is_space(char32_t c) noexcept {
  if (c <= 0x20) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty()) {
    const Decoded first = decode_utf8(text, 0);
    if (!is_space(first.character)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && text.size() - last < 4 && is_continuation(byte_at(text, last))) --last;
    const Decoded decoded = decode_utf8(text, last);
    if (!is_space(decoded.character) || last + decoded.length != text.size()) break;
    text.remove_suffix(decoded.length);
  }
  return text;
}

namespace {

/// How many bytes from here on are visible ASCII characters: most of most texts, and each as it is.
std::size_t graphic_length(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  while (end < text.size() && text[end] > ' ' && text[end] < '\x7F') ++end;
  return end - offset;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool pending_blank = false;
  for (std::size_t offset = 0; offset < text.size();) {
    if (const std::size_t graphic = graphic_length(text, offset); graphic > 0) {
      if (std::exchange(pending_blank, false)) line += ' ';
      line.append(text.substr(offset, graphic));
      offset += graphic;
      continue;
    }
    const Decoded decoded = decode_utf8(text, offset);
    const char32_t c = decoded.character;
    if (is_space(c) || c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      pending_blank = !line.empty();
    } else {
      if (pending_blank) line += ' ';
      pending_blank = false;
      if (decoded.valid) {
        line.append(text.substr(offset, decoded.length));
      } else {
        append_utf8(line, kReplacement);
      }
    }
    offset += decoded.length;
  }
  return line;
}

std::string sanitise(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const Decoded decoded = decode_utf8(text, offset);
    if (!decoded.valid || is_hostile(decoded.character)) {
      append_utf8(safe, kReplacement);
    } else {
      safe.append(text.substr(offset, decoded.length));
    }
    offset += decoded.length;
  }
  return safe;
}

namespace {

/// Whether a text holds nothing but ASCII, characters below U+0300, and general punctuation from U+2002 to U+203F: none
/// of them is composed, decomposed or reordered (NFC_QC=Yes, ccc=0 in Unicode 15's DerivedNormalizationProps and
/// UnicodeData).
bool is_plainly_composed(std::string_view text) {
  std::size_t i = ascii_length(text, 0);
  for (; i < text.size(); i += ascii_length(text, i)) {
    const unsigned char byte = byte_at(text, i);
    if (byte >= 0xC2 && byte < 0xCC) {
      i += 2;
    } else if (byte == 0xE2 && i + 2 < text.size() && text[i + 1] == '\x80' && byte_at(text, i + 2) >= 0x82) {
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string compose(std::string_view text) {
  if (is_plainly_composed(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status))
    throw std::runtime_error(std::string("ICU lacks its composition data: ") + u_errorName(status));
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (composer->isNormalizedUTF8(piece, status)) return std::string(text);
  std::string composed;
  icu::StringByteSink<std::string> sink(&composed);
  composer->normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("composing failed: ") + u_errorName(status));
  return composed;
}

std::string escape_json_controls(std::string json) {
  // Most lines hold none: all of these begin with C2, E2 or are DEL.
  static constexpr ByteSet kMayBeControls("\x7F\xC2\xE2");
  if (!kMayBeControls.is_in(json)) return json;
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t offset = 0; offset < json.size();) {
    const Decoded decoded = decode_utf8(json, offset);
    if (decoded.character >= 0x20 && is_hostile(decoded.character)) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      safe += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) safe += kDigits[(decoded.character >> shift) & 0xFU];
    } else {
      safe.append(json, offset, decoded.length);
    }
    offset += decoded.length;
  }
  return safe;
}

std::string fold_case(std::string_view text) {
  if (ascii_length(text, 0) == text.size()) return ascii_lower(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status))
    throw std::runtime_error(std::string("ICU lacks its case folding data: ") + u_errorName(status));
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  folder->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("case folding failed: ") + u_errorName(status));
  return folded;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool iequals_ascii(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) {
    if (!is_continuation(static_cast<unsigned char>(c))) ++count;
  }
  return count;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view several) {
  std::string text = std::to_string(count);
  text += ' ';
  text += count == 1 || several.empty() ? one : several;
  if (count != 1 && several.empty()) text += 's';
  return text;
}

namespace {

/// Levenshtein 1966.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
  std::string_view nearest;
  std::size_t distance = std::min<std::size_t>(3, name.size());
  for (const std::string_view each : known) {
    const std::size_t d = edit_distance(name, each);
    if (d >= distance) continue;
    distance = d;
    nearest = each;
  }
  return nearest;
}

}  // namespace news
