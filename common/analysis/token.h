// What the tokenizer gives: terms with positions and byte offsets, and the marks between sentences and paragraphs.
#pragma once

#include <cstdint>
#include <string_view>

namespace news::analysis {

enum class TokenKind : std::uint8_t {
  word,            ///< an ordinary word or number
  compound,        ///< the joined form of a hyphenated or &-word; stands at the position of its first part
  part,            ///< one part of a compound
  ideograph,       ///< one CJK character
  ideograph_pair,  ///< two neighbouring CJK characters, at the position of the first
  variant,         ///< a second reading of the word at the same position ("US" in a line of capitals: also "us")
};

struct Token {
  std::string_view term;   ///< folded, not stemmed; at most kMaxTermBytes; valid during the call only
  std::uint32_t position;  ///< counts from 1, one for each word, part and CJK character
  std::uint32_t begin;     ///< byte offsets in the text, [begin, end)
  std::uint32_t end;
  TokenKind kind;
};

/// Longer words are cut to their first 64 bytes plus a digest of the whole, so that each stays findable as itself.
inline constexpr std::size_t kMaxTermBytes = 100;

/// Receives a text's tokens in order of position; at one position compounds and pairs come first.
class TokenSink {
 public:
  virtual ~TokenSink() = default;

  virtual void token(const Token& token) = 0;

  /// A sentence ends behind the token at this position. Not called for the end of the text.
  virtual void sentence_end(std::uint32_t position) { static_cast<void>(position); }

  /// A paragraph, and with it a sentence, ends behind the token at this position. Not called for the end of the text.
  virtual void paragraph_end(std::uint32_t position) { static_cast<void>(position); }
};

}  // namespace news::analysis
