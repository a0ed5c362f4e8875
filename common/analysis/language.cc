#include "common/analysis/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace news::analysis {
namespace {

/// More text than this does not change CLD2's mind.
constexpr std::size_t kEnough = 8192;

/// Where nearly all of this much text is in one language, the rest is not looked at: detection costs as much as
/// parsing.
constexpr std::size_t kMostlyEnough = 600;
constexpr int kNearlyAll = 95;  // percent

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
