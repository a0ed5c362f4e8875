// A text with its tokens: what matching, highlighting and cutting snippets work on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace news::match {

/// A token without its term.
struct KeptToken {
  std::uint32_t position;
  std::uint32_t begin;  ///< byte offsets in the text
  std::uint32_t end;
  bool begins_sentence;
  bool begins_paragraph;
  bool inside;  ///< a part of the compound that stands before it: no word by itself
};

struct TokenizedText {
  std::string text;
  std::vector<KeptToken> tokens;
};

}  // namespace news::match
