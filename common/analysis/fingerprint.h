// Tells archives apart whose text was analysed differently from how this program would.
#pragma once

#include <string>

namespace news::analysis {

/// A digest of what the analysis makes of a built-in probe text: it changes when the tokenizer, the folding (ICU) or a
/// stemmer (Xapian) changes, whoever changed it. Hex.
[[nodiscard]] const std::string& fingerprint();

}  // namespace news::analysis
