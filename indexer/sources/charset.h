// Bytes in any charset -> valid UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace news::sources {

/// Text decoded to UTF-8, and what had to be assumed for it.
struct DecodedText {
  std::string utf8;                          ///< valid; what could not be decoded is U+FFFD; no byte order mark
  std::string charset;                       ///< IANA name of the charset used, "UTF-8" for ASCII as well
  std::optional<std::size_t> first_invalid;  ///< byte offset in the input of the first ill-formed piece
  std::size_t invalid = 0;                   ///< how many ill-formed pieces there were
  bool guessed = false;                      ///< neither a byte order mark nor a declaration nor UTF-8: detected
};

/// Decodes by a byte order mark if there is one; else as UTF-8 if it is valid UTF-8; else by `declared` (a charset name
/// from a header or attribute, may be empty or nonsense) if ICU knows it; else as UTF-8 if nearly all of its non-ASCII
/// is valid UTF-8; else by ICU's detector. UTF-16 and UTF-32 without a mark are told by their NULs. ISO-8859-1 is read
/// as windows-1252, as the WHATWG encoding standard has it.
[[nodiscard]] DecodedText to_utf8(std::string_view bytes, std::string_view declared = {});

/// An encoding whose code units are wider than a byte.
struct WideCharset {
  const char* name;        ///< IANA name
  std::size_t unit_bytes;  ///< 2 or 4
  std::size_t mark_bytes;  ///< length of the byte order mark, 0 where there is none
};

/// Whether text that begins so is UTF-16 or UTF-32, by its byte order mark or by the pattern of its NULs. Such text
/// can't be cut at bytes like '{' or '<' before it is decoded.
[[nodiscard]] std::optional<WideCharset> wide_charset(std::string_view head) noexcept;

}  // namespace news::sources
