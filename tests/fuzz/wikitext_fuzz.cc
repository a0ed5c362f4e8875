// Any text as wikitext.
#include <cstdint>

#include "common/text.h"
#include "indexer/formats/wikitext.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = news::formats::read_wikitext(text, {{"datei"}, {"kategorie"}});
  for (const std::string& paragraph : read.paragraphs) {
    if (news::trim(paragraph).empty()) __builtin_trap();
  }
  return 0;
}
