// Bytes of stored records and values: variable-length and order-preserving numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace news {

/// Appends a number in 7-bit groups, low first, high bit set where more follow (LEB128).
inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(0x80U | (value & 0x7FU));
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

/// Takes what put_varint wrote off the front; nullopt where the bytes end early or don't fit 64 bits.
inline std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (bytes.empty()) return std::nullopt;
    const auto group = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (shift == 63 && group > 1) return std::nullopt;
    value |= std::uint64_t{group & 0x7FU} << shift;
    if ((group & 0x80U) == 0) return value;
  }
  return std::nullopt;
}

inline void put_string(std::string& out, std::string_view value) {
  put_varint(out, value.size());
  out.append(value);
}

inline std::optional<std::string_view> take_string(std::string_view& bytes) {
  const auto size = take_varint(bytes);
  if (!size || *size > bytes.size()) return std::nullopt;
  const std::string_view value = bytes.substr(0, *size);
  bytes.remove_prefix(*size);
  return value;
}

/// Big-endian, so that byte order is number order. `width` bytes, [1, 8].
inline std::string big_endian(std::uint64_t value, unsigned width) {
  std::string bytes(width, '\0');
  for (unsigned i = width; i-- > 0; value >>= 8U) bytes[i] = static_cast<char>(value & 0xFFU);
  return bytes;
}

/// The inverse for up to 8 bytes.
inline std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

/// A signed number whose byte order is number order: the sign bit flipped, big-endian, 8 bytes.
inline std::string sortable(std::int64_t value) {
  return big_endian(static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63U), 8);
}

/// The inverse.
inline std::int64_t from_sortable(std::string_view bytes) {
  return static_cast<std::int64_t>(from_big_endian(bytes) ^ (std::uint64_t{1} << 63U));
}

}  // namespace news
