// Text -> tokens. The one implementation that indexing, querying and highlighting share.
//
// Possessives and English clitics ('s 'll 're 've 'd 'm) are no part of the word, nor are French, Italian and Catalan
// elisions. U.K. and UK are one word, too; the pronoun "us" is another term than US.
//
//   Trump's            trump
//   l'école            ecole
//   O'Brien            obrien
//   U.S.  US           u.s
//   e-mail             email @1, e @1, mail @2
//   AT&T               at&t @1, at @1, t @2
//   10,000  10 000     10000             (the blank a no-break space)
//   9/11  10:30  3,5   9/11  10:30  3.5
//   3-2                3-2 @1, 3 @1, 2 @2
//   C++  C#            c++  c#
//   govern-⏎ment       government        broken at a line end; soft hyphens vanish
//   東京都             東京 東 @1, 京都 京 @2, 都 @3
#pragma once

#include <cstdint>
#include <string_view>

#include "common/analysis/token.h"

namespace news::analysis {

/// Tokenizes a text and returns the position that follows its last token. The text should be valid UTF-8; ill-formed
/// bytes separate words. Positions begin at `first_position`, offsets at 0. REQUIRES: fewer than 2^32 bytes.
std::uint32_t tokenize(std::string_view text, TokenSink& sink, std::uint32_t first_position = 1);

}  // namespace news::analysis
