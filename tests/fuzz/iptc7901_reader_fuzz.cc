// The iptc7901 reader over any bytes, with a generous and a tight record limit.
#include "indexer/formats/iptc7901.h"
#include "tests/fuzz/one_member.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  news::fuzzing::read_everything(news::formats::kIptc7901Format, bytes, std::uint64_t{1} << 20);
  news::fuzzing::read_everything(news::formats::kIptc7901Format, bytes, 100);
  return 0;
}
