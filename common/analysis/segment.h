// Word boundaries in scripts that write no blanks between words.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace news::analysis {

/// Cuts a run of Thai, Lao, Khmer or Burmese text into words by ICU's dictionaries (Unicode Standard Annex 29): their
/// byte lengths in order, summing up to the run's.
[[nodiscard]] std::vector<std::size_t> segment_words(std::string_view run);

}  // namespace news::analysis
