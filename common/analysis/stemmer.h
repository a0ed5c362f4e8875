// Folded words -> stems, language by language.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace news::analysis {

/// The language of articles whose language nobody knows (BCP 47's "und"): their words are their own stems.
inline constexpr std::string_view kUndetermined = "und";

/// Whether there is a stemming algorithm for this ISO 639-1 code.
[[nodiscard]] bool has_stemmer(std::string_view language);

/// Whether words of this language and their stems begin with the same byte, always.
[[nodiscard]] bool keeps_first_byte(std::string_view language);

/// What comes before a stem in a term: "Z" for English, "XZfr:" for French and so on, so that the stems of several
/// languages never meet by accident (French "note" has the English stem of "not").
[[nodiscard]] std::string stem_prefix(std::string_view language);

/// Stems words of one language by Snowball's algorithm, remembering what it stemmed. Not shared between threads.
class Stemmer {
 public:
  /// Words of a language without a stemmer are their own stems.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  /// The stem of a folded word. Words with anything but letters (numbers, C++, at&t, u.s) are their own stems. The view
  /// lives until the next call, and no longer than the word's own bytes.
  [[nodiscard]] std::string_view stem(std::string_view word);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace news::analysis
