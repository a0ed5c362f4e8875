// Words of ASCII letters and digits, sixteen bytes at a time.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace news::analysis {

constexpr bool is_ascii_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Of an ASCII letter or digit: the bit that makes capitals small is set in small letters and digits already.
constexpr char small_ascii(char c) noexcept { return static_cast<char>(c | 0x20); }

/// Where the run of ASCII letters and digits ends that goes on at `begin`; `begin` where there is none.
inline std::size_t ascii_word_end(std::string_view text, std::size_t begin) noexcept {
  while (begin < text.size() && is_ascii_word(text[begin])) ++begin;
  return begin;
}

/// A word in small letters; longer ones are cut.
using SmallWord = std::array<char, 64>;

/// The same, and the word goes to `small` as far as it has room.
inline std::size_t take_ascii_word(std::string_view text, std::size_t begin, SmallWord& small) noexcept {
#ifdef __SSE2__
  constexpr std::size_t kBlock = sizeof(__m128i);
  if (begin + kBlock <= text.size()) {
    const auto up_to = [](__m128i value, char most) {
      return _mm_cmpeq_epi8(_mm_min_epu8(value, _mm_set1_epi8(most)), value);
    };
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + begin));
    const __m128i lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
    const __m128i letters = up_to(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 'z' - 'a');
    const __m128i digits = up_to(_mm_sub_epi8(block, _mm_set1_epi8('0')), '9' - '0');
    const auto word = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(letters, digits)));
    const auto length = static_cast<std::size_t>(std::countr_one(word));
    if (length < kBlock) {
      // What is behind the word is stored with it and overwritten by the next.
      _mm_storeu_si128(reinterpret_cast<__m128i*>(small.data()), lower);
      return begin + length;
    }
  }
#endif
  const std::size_t end = ascii_word_end(text, begin);
  for (std::size_t i = 0; begin + i < end && i < small.size(); ++i) small[i] = small_ascii(text[begin + i]);
  return end;
}

}  // namespace news::analysis
