// Any bytes as a web page.
#include <cstdint>

#include "indexer/formats/html.h"
#include "tests/fuzz/checking_reporter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  news::testing::read_and_check(news::formats::kHtmlFormat, {reinterpret_cast<const char*>(data), size});
  return 0;
}
