#include "common/digest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>
#include <new>

namespace news {
namespace {

Digest from_xxh(XXH128_hash_t hash) noexcept { return {hash.high64, hash.low64}; }

std::optional<std::uint64_t> hex_word(std::string_view hex) noexcept {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  if (error != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
  return value;
}

}  // namespace

Digest digest_of(std::string_view bytes, std::uint64_t seed) noexcept {
  return from_xxh(XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed));
}

std::string to_hex(const Digest& digest) { return fmt::format("{:016x}{:016x}", digest.high, digest.low); }

std::optional<Digest> digest_from_hex(std::string_view hex) noexcept {
  if (hex.size() != 32) return std::nullopt;
  const auto high = hex_word(hex.substr(0, 16));
  const auto low = hex_word(hex.substr(16));
  if (!high || !low) return std::nullopt;
  return Digest{*high, *low};
}

DigestStream::DigestStream() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_));
}

DigestStream::~DigestStream() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

void DigestStream::update(std::string_view bytes) noexcept {
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), bytes.data(), bytes.size());
}

Digest DigestStream::digest() const noexcept {
  return from_xxh(XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_)));
}

}  // namespace news
