// Any bytes through the reader and through normalise(), as the ingest step does.
#include <cstdint>

#include "indexer/formats/csv.h"
#include "tests/fuzz/checking_reporter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  news::testing::read_and_check(news::formats::kCsvFormat, {reinterpret_cast<const char*>(data), size});
  return 0;
}
