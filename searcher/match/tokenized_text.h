// A text with its tokens: what matching, highlighting and cutting snippets work on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"

namespace news::match {

/// A token kept for matching; the term is a range of TokenizedText::terms.
struct KeptToken {
  std::uint32_t term_begin;
  std::uint32_t term_end;
  std::uint32_t position;
  std::uint32_t begin;  ///< byte offsets in the text
  std::uint32_t end;
  bool begins_sentence;
  bool begins_paragraph;
};

struct TokenizedText {
  std::string text;
  std::string terms;
  std::vector<KeptToken> tokens;
  std::vector<std::uint32_t> sentence_ends;  ///< positions of the last words, as in the index
  std::vector<std::uint32_t> paragraph_ends;

  [[nodiscard]] std::string_view term(const KeptToken& token) const {
    return std::string_view(terms).substr(token.term_begin, token.term_end - token.term_begin);
  }
};

[[nodiscard]] TokenizedText tokenized(std::string text);

/// The entries of a list field with positions as in the index: kListGap lies between two. The text is empty, and byte
/// offsets count in each entry.
[[nodiscard]] TokenizedText tokenized_list(const std::vector<std::string>& entries);

}  // namespace news::match
