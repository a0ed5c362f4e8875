// Any bytes, declared as any charset: the result must be valid UTF-8 and the account of faults consistent.
#include <cstdint>
#include <iterator>

#include "common/text.h"
#include "indexer/sources/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view labels[] = {"",          "utf-8",   "latin1",      "windows-1251",
                                         "shift_jis", "gb18030", "iso-2022-jp", "euc-kr",
                                         "utf-16",    "utf-7",   "hz",          "big5"};
  if (size == 0) return 0;
  const std::string_view label = labels[data[0] % std::size(labels)];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const news::sources::DecodedText text = news::sources::to_utf8(bytes, label);
  if (news::first_invalid_utf8(text.utf8) != std::string_view::npos) __builtin_trap();
  if (text.first_invalid.has_value() != (text.invalid > 0)) __builtin_trap();
  if (text.first_invalid && *text.first_invalid >= bytes.size()) __builtin_trap();
  return 0;
}
