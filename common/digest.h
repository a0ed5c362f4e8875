// 128-bit digests that name contents, records and identities.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace news {

/// An XXH3-128 digest. It tells contents apart; it is no protection against somebody who forges one.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const Digest&) const = default;
};

/// For hash tables: a digest is a hash already.
struct DigestHash {
  std::size_t operator()(const Digest& digest) const noexcept { return static_cast<std::size_t>(digest.low); }
};

/// XXH3-128 of these bytes. With a seed that nobody knows nobody can forge one.
[[nodiscard]] Digest digest_of(std::string_view bytes, std::uint64_t seed = 0) noexcept;

/// 32 lower-case hex digits, in the canonical (big-endian) order of XXH128_canonicalFromHash.
[[nodiscard]] std::string to_hex(const Digest& digest);

/// The inverse of to_hex; nullopt for anything else than 32 hex digits.
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view hex) noexcept;

/// Digests bytes that arrive in pieces: the same digest as of the whole.
class DigestStream {
 public:
  DigestStream();
  ~DigestStream();
  DigestStream(const DigestStream&) = delete;
  DigestStream& operator=(const DigestStream&) = delete;

  void update(std::string_view bytes) noexcept;
  [[nodiscard]] Digest digest() const noexcept;

 private:
  void* state_;
};

}  // namespace news
