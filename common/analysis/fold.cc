#include "common/analysis/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>
#include <atomic>
#include <memory>
#include <stdexcept>

#include "common/text.h"

namespace news::analysis {
namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = instance(status);
  if (U_FAILURE(status))
    throw std::runtime_error(std::string("ICU lacks its normalisation data: ") + u_errorName(status));
  return *found;
}
const icu::Normalizer2& casefolder() {
  static const icu::Normalizer2& instance = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
  return instance;
}
const icu::Normalizer2& composer() {
  static const icu::Normalizer2& instance = normalizer(&icu::Normalizer2::getNFCInstance);
  return instance;
}
const icu::Normalizer2& decomposer() {
  static const icu::Normalizer2& instance = normalizer(&icu::Normalizer2::getNFDInstance);
  return instance;
}

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

/// Latin letters without a decomposition, and the letters that scripts write in several ways.
std::u32string_view respelling(char32_t c) {
  switch (c) {
    case U'ø':
      return U"o";
    case U'ł':
      return U"l";
    case U'đ':
    case U'ð':
      return U"d";
    case U'ħ':
      return U"h";
    case U'ı':
      return U"i";
    case U'ŋ':
      return U"n";
    case U'þ':
      return U"th";
    case U'æ':
      return U"ae";
    case U'œ':
      return U"oe";
    case U'ё':
      return U"е";
    case U'\u0622':  // alef with madda, hamza above, hamza below, wasla
    case U'\u0623':
    case U'\u0625':
    case U'\u0671':
      return U"\u0627";
    default:
      return {};
  }
}

/// Vowel points and other signs that Arabic and Hebrew text may have or leave out.
bool is_optional_sign(char32_t c) {
  return (c >= 0x0591 && c <= 0x05C7) || (c >= 0x0610 && c <= 0x061A) || c == 0x0640 || (c >= 0x064B && c <= 0x065F) ||
         c == 0x0670 || (c >= 0x06D6 && c <= 0x06ED);
}

bool loses_accents(char32_t c) {
  const UScriptCode script = script_of(c);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

bool is_wordlike(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

std::u32string fold_character(char32_t c) {
  if (is_optional_sign(c)) return {};
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded = casefolder().normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
  const icu::UnicodeString spelled = decomposer().normalize(folded, status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("folding failed: ") + u_errorName(status));

  icu::UnicodeString kept;
  char32_t base = 0;
  for (int32_t i = 0; i < spelled.length(); i = spelled.moveIndex32(i, 1)) {
    const auto piece = static_cast<char32_t>(spelled.char32At(i));
    if (is_mark(piece)) {
      if (base != 0 && loses_accents(base)) continue;
    } else {
      base = piece;
    }
    kept.append(static_cast<UChar32>(piece));
  }
  kept = composer().normalize(kept, status);
  std::u32string result;
  for (int32_t i = 0; i < kept.length(); i = kept.moveIndex32(i, 1)) {
    const auto piece = static_cast<char32_t>(kept.char32At(i));
    const std::u32string_view other = respelling(piece);
    const int32_t digit = u_charDigitValue(static_cast<UChar32>(piece));
    if (!other.empty()) {
      result += other;
    } else if (digit >= 0) {
      result += static_cast<char32_t>(U'0' + static_cast<char32_t>(digit));
    } else {
      result += piece;
    }
  }
  return result;
}

CharClass classify(char32_t c, const std::u32string& folded) {
  switch (c) {
    case U'\'':
    case U'\u2018':
    case U'\u2019':
    case U'\u201B':
    case U'\u02BC':
    case U'\uFF07':
    case U'`':
    case U'\u00B4':
      return CharClass::apostrophe;
    case U'-':
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2043':
    case U'\u2212':
    case U'\uFE58':
    case U'\uFE63':
    case U'\uFF0D':
      return CharClass::hyphen;
    case U'\u30FC':
    case U'\uFF70':
      return CharClass::ideograph;  // the Kana long mark, of no script by itself
    default:
      break;
  }
  if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == 0x0640) {
    return CharClass::ignorable;
  }
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
  if ((category & U_GC_M_MASK) != 0) return CharClass::mark;
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) == 0) return CharClass::separator;
  for (const char32_t piece : folded) {
    if (!is_wordlike(piece)) return CharClass::separator;  // ½ is 1⁄2, U+FDFA a whole sentence
  }
  if ((category & U_GC_N_MASK) != 0) return CharClass::digit;
  switch (script_of(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return CharClass::ideograph;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return CharClass::unspaced;
    default:
      return CharClass::letter;
  }
}

/// Characters are worked out so many at a time: a text of one script needs few of them, and a short-lived program
/// should not pay for those that it never meets.
constexpr std::uint32_t kBlockBits = 5;
constexpr std::uint32_t kBlockSize = 1U << kBlockBits;

/// What is known of neighbouring characters.
struct Block {
  struct Entry {
    CharClass cls;
    std::uint8_t size;
    std::uint16_t begin;
  };
  std::array<Entry, kBlockSize> entries;
  std::string folded;
};

std::unique_ptr<Block> work_out(std::uint32_t number) {
  auto block = std::make_unique<Block>();
  for (std::uint32_t low = 0; low < kBlockSize; ++low) {
    const auto c = static_cast<char32_t>((number << kBlockBits) | low);
    std::u32string folded = fold_character(c);
    const CharClass cls = classify(c, folded);
    if (cls == CharClass::separator || cls == CharClass::ignorable) folded.clear();
    const std::size_t begin = block->folded.size();
    for (const char32_t piece : folded) append_utf8(block->folded, piece);
    block->entries[low] = {cls, static_cast<std::uint8_t>(block->folded.size() - begin),
                           static_cast<std::uint16_t>(begin)};
  }
  return block;
}

constexpr std::size_t kBlocks = 0x110000 >> kBlockBits;

const Block& block_of(char32_t c) {
  static std::array<std::atomic<const Block*>, kBlocks> blocks{};
  const auto number = static_cast<std::uint32_t>(c) >> kBlockBits;
  const Block* known = blocks[number].load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  std::unique_ptr<Block> made = work_out(number);
  // Two threads may work out the same block; the first to publish wins, and blocks live as long as the program.
  if (blocks[number].compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *made.release();
  return *known;
}

}  // namespace

CharInfo char_at(std::string_view text, std::size_t offset) {
  const Decoded decoded = decode_utf8(text, offset);
  const auto length = static_cast<std::uint8_t>(decoded.length);
  if (!decoded.valid) return {CharClass::separator, length, decoded.character, {}};
  const Block& block = block_of(decoded.character);
  const Block::Entry& entry = block.entries[decoded.character & (kBlockSize - 1)];
  return {entry.cls, length, decoded.character, std::string_view(block.folded).substr(entry.begin, entry.size)};
}

MarkFold fold_mark(char32_t base, char32_t mark) {
  const UChar32 composed = composer().composePair(static_cast<UChar32>(base), static_cast<UChar32>(mark));
  MarkFold result{{}, composed >= 0};
  std::u32string folded;
  if (result.replaces_base) {
    folded = fold_character(static_cast<char32_t>(composed));
  } else if (!loses_accents(base)) {
    folded = fold_character(mark);
  }
  for (const char32_t piece : folded) append_utf8(result.folded, piece);
  return result;
}

}  // namespace news::analysis
