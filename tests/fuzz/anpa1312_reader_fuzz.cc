// The anpa1312 reader over any bytes, with a generous and a tight record limit.
#include "indexer/formats/anpa1312.h"
#include "tests/fuzz/one_member.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  news::fuzzing::read_everything(news::formats::kAnpa1312Format, bytes, std::uint64_t{1} << 20);
  news::fuzzing::read_everything(news::formats::kAnpa1312Format, bytes, 100);
  return 0;
}
