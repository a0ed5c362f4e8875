// Any bytes as compressed files and containers, read to the end within the limits.
#include <cstdint>
#include <string>

#include "common/error.h"
#include "common/text.h"
#include "indexer/sources/containers.h"
#include "indexer/sources/memory_stream.h"

namespace {

class Reading : public news::sources::MemberSink {
 public:
  void member(std::string_view member, news::sources::ByteStream& bytes) override {
    if (news::first_invalid_utf8(member) != std::string_view::npos) __builtin_trap();
    std::string buffer(1 << 16, '\0');
    while (bytes.read(buffer) > 0) {
    }
  }
  void unreadable(std::string_view /*member*/, std::string_view reason) override {
    if (reason.empty()) __builtin_trap();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  news::sources::MemoryStream bytes({reinterpret_cast<const char*>(data), size});
  Reading sink;
  news::sources::read_members(bytes, "fuzz", {.max_depth = 4, .max_ratio = 100, .max_members = 1000}, sink);
  return 0;
}
