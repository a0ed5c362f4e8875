// Deflate without repetitions: each byte of a tag becomes its code, and nothing else.
#pragma once

#include <isa-l/igzip_lib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace news::glass {

/// Writes a raw deflate stream of one block, with codes that were made beforehand (RFC 1951, sections 3.2.3 and 3.2.7).
/// A term list repeats little: its terms are in order, and each leaves out what it begins with like the one before.
/// Searching it for repetitions saves 6 % of its bytes and takes three times as long.
class LiteralCodes {
 public:
  /// The codes of literals, of the end and the header that says them are taken from `codes`.
  explicit LiteralCodes(const isal_hufftables& codes);

  /// Writes the stream to `room`. Returns how many bytes it has, 0 where the room might not suffice: it is to have
  /// most_bytes() at least.
  [[nodiscard]] std::size_t write(std::string_view tag, std::span<char> room) const;
  [[nodiscard]] std::size_t most_bytes(std::size_t tag_size) const;

 private:
  struct Code {
    std::uint16_t bits;
    std::uint16_t count;
  };
  static constexpr std::size_t kLiterals = 256;
  static constexpr std::size_t kEnd = 256;

  std::array<Code, kLiterals + 1> codes_{};
  std::string header_;  // its whole bytes
  Code header_rest_{};  // and the bits behind them
};

}  // namespace news::glass
