// Searching text for any of a few bytes, sixteen at a time.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>
#include <type_traits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace news {

/// A set of bytes that text is searched for. std::string_view::find_first_of searches the set anew for every byte of
/// the text, by a call of memchr: it took a quarter of the time that reading Markdown took.
template <std::size_t kMembers>
class ByteSet {
 public:
  constexpr explicit ByteSet(const std::array<char, kMembers>& members) : members_(members) {
    for (const char member : members_) holds_[static_cast<unsigned char>(member)] = true;
  }
  /// The bytes of a literal, which may hold NUL, without the NUL behind it.
  constexpr explicit ByteSet(const char (&literal)[kMembers + 1]) {
    for (std::size_t i = 0; i < kMembers; ++i) {
      members_[i] = literal[i];
      holds_[static_cast<unsigned char>(literal[i])] = true;
    }
  }

  [[nodiscard]] constexpr bool contains(char byte) const noexcept { return holds_[static_cast<unsigned char>(byte)]; }

  /// Where the first byte of the set stands at or behind `from`; the text's size where there is none.
  [[nodiscard]] constexpr std::size_t find_in(std::string_view text, std::size_t from = 0) const noexcept {
    std::size_t at = from;
#ifdef __SSE2__
    if (!std::is_constant_evaluated()) {
      for (; at + kBlock <= text.size(); at += kBlock) {
        if (const unsigned found = found_in_block(text.data() + at); found != 0) {
          return at + static_cast<std::size_t>(std::countr_zero(found));
        }
      }
    }
#endif
    for (; at < text.size(); ++at) {
      if (contains(text[at])) return at;
    }
    return text.size();
  }
  [[nodiscard]] constexpr bool is_in(std::string_view text) const noexcept { return find_in(text) < text.size(); }

 private:
#ifdef __SSE2__
  static constexpr std::size_t kBlock = sizeof(__m128i);

  /// A bit for each byte of a block, set where it is of the set.
  [[nodiscard]] unsigned found_in_block(const char* bytes) const noexcept {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    __m128i found = _mm_setzero_si128();
    for (const char member : members_) found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8(member)));
    return static_cast<unsigned>(_mm_movemask_epi8(found));
  }
#endif

  std::array<char, kMembers> members_{};
  std::array<bool, 256> holds_{};
};

template <std::size_t kSize>
ByteSet(const char (&)[kSize]) -> ByteSet<kSize - 1>;

}  // namespace news
