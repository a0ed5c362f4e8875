// The mbox reader over any bytes, with a generous and a tight record limit.
#include "indexer/formats/mbox.h"
#include "tests/fuzz/one_member.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  news::fuzzing::read_everything(news::formats::kMboxFormat, bytes, std::uint64_t{1} << 20);
  news::fuzzing::read_everything(news::formats::kMboxFormat, bytes, 100);
  return 0;
}
