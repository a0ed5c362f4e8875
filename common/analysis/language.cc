#include "common/analysis/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace news::analysis {
namespace {

/// More text than this does not change CLD2's mind.
constexpr std::size_t kEnough = 8192;

}  // namespace

std::string detect_language(std::string_view text) {
  std::size_t size = std::min(text.size(), kEnough);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  bool reliable = false;
  int text_bytes = 0;
  CLD2::Language languages[3];
  int percents[3];
  const CLD2::Language language = CLD2::DetectLanguageSummary(text.data(), static_cast<int>(size), true, languages,
                                                              percents, &text_bytes, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string_view code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";  // CLD2 knows two languages by codes that ISO 639 has withdrawn
  if (code == "jw") return "jv";
  return std::string(code.substr(0, code.find('-')));  // zh-Hant -> zh
}

}  // namespace news::analysis
