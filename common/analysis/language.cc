#include "common/analysis/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/analysis/packed_word.h"

namespace news::analysis {
namespace {

/// More text than this does not change CLD2's mind.
constexpr std::size_t kEnough = 8192;

/// Where nearly all of this much text is in one language, the rest is not looked at: detection costs as much as
/// parsing.
constexpr std::size_t kMostlyEnough = 600;
constexpr int kNearlyAll = 95;  // percent

/// Words that no other language which Latin letters write has among its frequent ones.
constexpr std::array kEnglishWords = {
    packed_word("the"),   packed_word("and"),   packed_word("with"), packed_word("that"), packed_word("from"),
    packed_word("which"), packed_word("this"),  packed_word("was"),  packed_word("has"),  packed_word("have"),
    packed_word("been"),  packed_word("their"), packed_word("its"),  packed_word("said")};
constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 5;

/// Of so many words of English text one is one of them at least; in news about one in seven, but less where names and
/// figures abound.
constexpr std::size_t kOneIn = 16;
constexpr std::size_t kFewest = 4;

/// Whether a piece of text is beyond doubt English.
bool is_plainly_english(std::string_view text) {
  std::size_t words = 0;
  std::size_t english = 0;
  std::uint64_t word = 0;
  std::size_t length = 0;
  for (const char c : text) {
    const char lower = static_cast<char>(c | 0x20);
    if (lower >= 'a' && lower <= 'z') {
      word = (word << 8U) | static_cast<unsigned char>(lower);
      ++length;
    } else if (length > 0) {
      ++words;
      if (length >= kShortest && length <= kLongest &&
          std::find(kEnglishWords.begin(), kEnglishWords.end(), word) != kEnglishWords.end()) {
        ++english;
      }
      word = 0;
      length = 0;
    }
  }
  return english >= kFewest && english * kOneIn >= words;
}

struct Judgement {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
  int percent = 0;
};

/// CLD2's judgement of the first bytes of a text; none where it does not trust itself.
Judgement judge(std::string_view text, std::size_t most) {
  std::size_t size = std::min(text.size(), most);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  bool reliable = false;
  int text_bytes = 0;
  CLD2::Language languages[3];
  int percents[3];
  const CLD2::Language language = CLD2::DetectLanguageSummary(text.data(), static_cast<int>(size), true, languages,
                                                              percents, &text_bytes, &reliable);
  if (!reliable) return {};
  return {language, percents[0]};
}

}  // namespace

std::string detect_language(std::string_view text) {
  // Most archives are in English mostly; its articles are told at a hundredth of the price. Two pieces of text: what
  // another language has around an English quotation is not English.
  if (text.size() > 2 * kMostlyEnough && is_plainly_english(text.substr(0, kMostlyEnough)) &&
      is_plainly_english(text.substr(kMostlyEnough, kMostlyEnough))) {
    return "en";
  }
  Judgement judgement = judge(text, kMostlyEnough);
  const bool clear = judgement.language != CLD2::UNKNOWN_LANGUAGE && judgement.percent >= kNearlyAll;
  if (!clear && text.size() > kMostlyEnough) judgement = judge(text, kEnough);
  if (judgement.language == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string_view code = CLD2::LanguageCode(judgement.language);
  if (code == "iw") return "he";  // CLD2 knows two languages by codes that ISO 639 has withdrawn
  if (code == "jw") return "jv";
  return std::string(code.substr(0, code.find('-')));  // zh-Hant -> zh
}

}  // namespace news::analysis
