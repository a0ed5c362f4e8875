// Charsets through ICU's converters and detector.
#include "indexer/sources/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

#include "common/text.h"

namespace news::sources {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPatternBytes = 4096;  // of NULs, for UTF-16 and UTF-32 without a mark
constexpr std::size_t kDetectBytes = 8192;   // as much as ICU's detector looks at
constexpr std::size_t kFewInvalid = 10;      // one ill-formed piece for so many well-formed ones is still UTF-8
constexpr std::string_view kFallback = "windows-1252";

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const noexcept { ucsdet_close(detector); }
};
using Detector = std::unique_ptr<UCharsetDetector, CloseDetector>;

/// Labels that the web means otherwise than IANA (WHATWG Encoding standard, section 4.2): the superset that
/// Windows made of them.
struct Label {
  std::string_view label;
  std::string_view charset;
};
constexpr std::array kWebLabels = {
    Label{"ascii", "windows-1252"},
    Label{"us-ascii", "windows-1252"},
    Label{"ansi_x3.4-1968", "windows-1252"},
    Label{"iso-8859-1", "windows-1252"},
    Label{"iso8859-1", "windows-1252"},
    Label{"iso_8859-1", "windows-1252"},
    Label{"latin1", "windows-1252"},
    Label{"latin-1", "windows-1252"},
    Label{"l1", "windows-1252"},
    Label{"cp819", "windows-1252"},
    Label{"ibm819", "windows-1252"},
    Label{"iso-8859-9", "windows-1254"},
    Label{"latin5", "windows-1254"},
    Label{"iso-8859-11", "windows-874"},
    Label{"tis-620", "windows-874"},
    Label{"gb2312", "GBK"},
    Label{"gb_2312-80", "GBK"},
    Label{"x-gbk", "GBK"},
    Label{"shift_jis", "windows-31j"},
    Label{"shift-jis", "windows-31j"},
    Label{"sjis", "windows-31j"},
    Label{"x-sjis", "windows-31j"},
    Label{"euc-kr", "windows-949"},
    Label{"ks_c_5601-1987", "windows-949"},
    Label{"big5", "Big5-HKSCS"},
    Label{"utf-16", "UTF-16LE"},
};

std::string web_charset(std::string_view label) {
  const std::string lower = ascii_lower(trim(label));
  const auto* found =
      std::find_if(kWebLabels.begin(), kWebLabels.end(), [&](const Label& row) { return row.label == lower; });
  return found != kWebLabels.end() ? std::string(found->charset) : lower;
}

Converter open_converter(const std::string& charset) {
  if (charset.empty()) return nullptr;  // ICU would take the machine's own
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.c_str(), &error));
  if (U_FAILURE(error)) return nullptr;
  return converter;
}

std::string iana_name(UConverter* converter) {
  UErrorCode error = U_ZERO_ERROR;
  const char* internal = ucnv_getName(converter, &error);
  if (U_FAILURE(error)) return "unknown";
  for (const char* standard : {"IANA", "MIME"}) {
    error = U_ZERO_ERROR;
    const char* name = ucnv_getStandardName(internal, standard, &error);
    if (U_SUCCESS(error) && name != nullptr) return name;
  }
  return internal;
}

/// Where decoding noted ill-formed pieces.
struct Faults {
  const char* begin = nullptr;
  DecodedText* text = nullptr;
};

extern "C" void on_ill_formed(const void* context, UConverterToUnicodeArgs* args, const char* /*units*/, int32_t length,
                              UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // the converter is reset or closed
  const auto& faults = *static_cast<const Faults*>(context);
  const auto end = static_cast<std::size_t>(args->source - faults.begin);
  const auto bytes = static_cast<std::size_t>(length);
  if (faults.text->invalid++ == 0) faults.text->first_invalid = end > bytes ? end - bytes : 0;
  *error = U_ZERO_ERROR;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, error);
}

DecodedText decode_with(UConverter* converter, std::string_view bytes) {
  constexpr std::size_t kChunk = std::size_t{16} << 10;
  DecodedText text;
  text.charset = iana_name(converter);
  const Faults faults{bytes.data(), &text};
  UErrorCode error = U_ZERO_ERROR;
  ucnv_reset(converter);
  ucnv_setToUCallBack(converter, on_ill_formed, &faults, nullptr, nullptr, &error);

  std::array<UChar, kChunk> units;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::optional<char32_t> high;  // a surrogate whose other half stands in the next chunk
  text.utf8.reserve(bytes.size() + bytes.size() / 8);
  do {
    error = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, end, nullptr, true, &error);
    for (const UChar unit : std::span(units.data(), target)) {
      if (U16_IS_LEAD(unit)) {
        high = unit;
      } else if (U16_IS_TRAIL(unit) && high) {
        append_utf8(text.utf8, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(*high, unit)));
        high.reset();
      } else if (!U16_IS_SURROGATE(unit)) {
        append_utf8(text.utf8, unit);
      }
    }
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return text;
}

DecodedText scrubbed(std::string_view bytes) {
  DecodedText text;
  text.charset = "UTF-8";
  text.utf8.reserve(bytes.size());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t valid = std::min(first_invalid_utf8(bytes.substr(at)), bytes.size() - at);
    text.utf8.append(bytes, at, valid);
    at += valid;
    if (at == bytes.size()) break;
    if (text.invalid++ == 0) text.first_invalid = at;
    append_utf8(text.utf8, U'\uFFFD');
    at += decode_utf8(bytes, at).length;
  }
  return text;
}

struct Mark {
  std::string_view bytes;
  WideCharset charset;
};
// UTF-32's little-endian mark begins with UTF-16's.
constexpr std::array kMarks = {Mark{"\xff\xfe\0\0"sv, {"UTF-32LE", 4, 4}}, Mark{"\0\0\xfe\xff"sv, {"UTF-32BE", 4, 4}},
                               Mark{"\xff\xfe"sv, {"UTF-16LE", 2, 2}}, Mark{"\xfe\xff"sv, {"UTF-16BE", 2, 2}}};

/// UTF-8 with few control characters besides NUL.
bool looks_like_bytes_of_text(std::string_view head) noexcept {
  const auto controls = std::count_if(head.begin(), head.end(), [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 && value != 0 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f';
  });
  constexpr std::size_t kFew = 10;
  constexpr std::size_t kLongestSequence = 4;  // the head may end inside one
  const std::size_t invalid = first_invalid_utf8(head);
  return static_cast<std::size_t>(controls) * kFew < head.size() &&
         (invalid == std::string_view::npos || invalid + kLongestSequence > head.size());
}

/// UTF-16 or UTF-32 without a mark: blanks, line ends and Latin letters have their NULs all on the same side.
std::optional<WideCharset> charset_by_nuls(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kPatternBytes);
  if (head.size() < 4 || head.find('\0') == std::string_view::npos) return std::nullopt;
  std::array<std::size_t, 4> nuls{};
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (head[at] == '\0') ++nuls[at % 4];
  }
  const std::size_t quarter = head.size() / 4;
  if (nuls[1] >= quarter && nuls[2] >= quarter && nuls[3] >= quarter && nuls[0] == 0)
    return WideCharset{"UTF-32LE", 4, 0};
  if (nuls[0] >= quarter && nuls[1] >= quarter && nuls[2] >= quarter && nuls[3] == 0)
    return WideCharset{"UTF-32BE", 4, 0};
  const std::size_t even = nuls[0] + nuls[2];
  const std::size_t odd = nuls[1] + nuls[3];
  if ((even == 0) == (odd == 0)) return std::nullopt;
  // Latin letters make nearly every unit half a NUL. Of other scripts only blanks and line ends do, but then the rest
  // is no text in any encoding of bytes.
  const std::size_t units = head.size() / 2;
  const bool latin = (even + odd) * 5 >= units * 2;
  const bool other = (even + odd) * 50 >= units && !looks_like_bytes_of_text(head);
  if (!latin && !other) return std::nullopt;
  return even == 0 ? WideCharset{"UTF-16LE", 2, 0} : WideCharset{"UTF-16BE", 2, 0};
}

bool is_nearly_utf8(const DecodedText& text) {
  std::size_t well_formed = 0;  // of more than one byte; the replacement characters are among them
  for (const char byte : text.utf8) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) == 0xC0U) ++well_formed;
  }
  well_formed -= std::min(well_formed, text.invalid);
  return text.invalid * kFewInvalid <= well_formed;
}

/// The charset that ICU's detector thinks likeliest among those a newspaper's file can be in.
std::string detected_charset(std::string_view bytes, std::size_t first_non_ascii) {
  UErrorCode error = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&error));
  if (U_FAILURE(error)) return std::string(kFallback);
  // The detector looks at the beginning only; a long English preamble would tell it nothing.
  const std::size_t begin = first_non_ascii > kDetectBytes / 2 ? first_non_ascii - kDetectBytes / 2 : 0;
  const std::string_view sample = bytes.substr(begin, kDetectBytes);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &error);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
  if (U_FAILURE(error) || matches == nullptr) return std::string(kFallback);
  for (const UCharsetMatch* match : std::span(matches, static_cast<std::size_t>(count))) {
    UErrorCode failed = U_ZERO_ERROR;
    const char* name = ucsdet_getName(match, &failed);
    if (U_FAILURE(failed) || name == nullptr) continue;
    const std::string_view charset = name;
    // The bytes are known to be no Unicode encoding, and mainframe code pages match any noise.
    if (charset.starts_with("UTF-") || charset.starts_with("IBM")) continue;
    return web_charset(charset);
  }
  return std::string(kFallback);
}

}  // namespace

std::optional<WideCharset> wide_charset(std::string_view head) noexcept {
  for (const Mark& mark : kMarks) {
    if (head.starts_with(mark.bytes)) return mark.charset;
  }
  return charset_by_nuls(head);
}

DecodedText to_utf8(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xef\xbb\xbf"sv)) {
    constexpr std::size_t kMark = 3;
    DecodedText text = scrubbed(bytes.substr(kMark));
    if (text.first_invalid) *text.first_invalid += kMark;
    return text;
  }
  if (const std::optional<WideCharset> wide = wide_charset(bytes)) {
    if (const Converter converter = open_converter(wide->name)) {
      DecodedText text = decode_with(converter.get(), bytes.substr(wide->mark_bytes));
      if (text.first_invalid) *text.first_invalid += wide->mark_bytes;
      text.guessed = wide->mark_bytes == 0;
      // Without a mark it was a guess: binary data shows itself by what does not decode.
      if (!text.guessed || text.invalid <= 1 + bytes.size() / 1000) return text;
    }
  }

  const std::string stated = web_charset(declared);
  // ISO-2022 is all ASCII bytes: as UTF-8 it would be valid, and nonsense.
  const bool seven_bit = stated.starts_with("iso-2022") && bytes.find('\x1b') != std::string_view::npos;
  const std::size_t first_invalid = first_invalid_utf8(bytes);
  if (first_invalid == std::string_view::npos && !seven_bit) {
    DecodedText text;
    text.utf8 = bytes;
    text.charset = "UTF-8";
    return text;
  }
  const bool declares_unicode = stated.starts_with("utf") || stated.starts_with("unicode");
  if (!declares_unicode) {
    if (const Converter converter = open_converter(stated)) return decode_with(converter.get(), bytes);
  }
  DecodedText as_utf8 = scrubbed(bytes);
  if (is_nearly_utf8(as_utf8)) return as_utf8;

  const auto* non_ascii =
      std::find_if(bytes.begin(), bytes.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
  const auto first_non_ascii = static_cast<std::size_t>(non_ascii - bytes.begin());
  Converter converter = open_converter(detected_charset(bytes, first_non_ascii));
  if (!converter) converter = open_converter(std::string(kFallback));
  if (!converter) return as_utf8;
  DecodedText text = decode_with(converter.get(), bytes);
  text.guessed = true;
  return text;
}

}  // namespace news::sources
