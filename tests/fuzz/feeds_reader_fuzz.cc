// Any bytes through the readers of feeds and through normalise(), as the ingest step does.
#include <cstdint>

#include "indexer/formats/atom.h"
#include "indexer/formats/rss.h"
#include "indexer/formats/wxr.h"
#include "tests/fuzz/checking_reporter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // RSS and Atom items are read by the same code.
  for (const news::formats::Format* format : {&news::formats::kRssFormat, &news::formats::kWxrFormat}) {
    news::testing::read_and_check(*format, bytes);
  }
  static_cast<void>(news::formats::kAtomFormat.sniff({bytes, "fuzz"}));
  return 0;
}
