// The magic bytes of compressions and containers.
#include "indexer/sources/magic.h"

#include <cstdint>

namespace news::sources {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kChecksumField = 148;
constexpr std::size_t kChecksumLength = 8;

bool is_tar_header(std::string_view head) noexcept {
  if (head.size() < kMagicBytes || head[0] == '\0') return false;
  std::uint32_t stated = 0;
  bool any = false;
  for (const char digit : head.substr(kChecksumField, kChecksumLength)) {
    if (digit >= '0' && digit <= '7') {
      stated = stated * 8 + static_cast<std::uint32_t>(digit - '0');
      any = true;
    } else if (any) {
      break;  // blanks may come before the digits, a blank or NUL ends them
    } else if (digit != ' ') {
      return false;
    }
  }
  if (!any) return false;

  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < kMagicBytes; ++at) {
    const bool in_field = at >= kChecksumField && at < kChecksumField + kChecksumLength;
    sum += in_field ? std::uint32_t{' '} : static_cast<unsigned char>(head[at]);
  }
  return sum == stated;
}

bool is_bzip2(std::string_view head) noexcept {
  // "BZh1" alone could begin a text; the mark of the first block, or of the end of an empty stream, can't.
  if (!head.starts_with("BZh"sv) || head.size() < 10 || head[3] < '1' || head[3] > '9') return false;
  const std::string_view mark = head.substr(4, 6);
  // NOLINTNEXTLINE(modernize-raw-string-literal): the decimals of pi and of its root, no text
  return mark == "\x31\x41\x59\x26\x53\x59"sv || mark == "\x17\x72\x45\x38\x50\x90"sv;
}

}  // namespace

Packing packing_of(std::string_view head) noexcept {
  if (head.starts_with("\x1f\x8b\x08"sv)) return Packing::gzip;
  if (is_bzip2(head)) return Packing::bzip2;
  if (head.starts_with("\xfd\x37zXZ\0"sv)) return Packing::xz;
  if (head.starts_with("\x28\xb5\x2f\xfd"sv)) return Packing::zstd;
  if (head.starts_with("\x04\x22\x4d\x18"sv) || head.starts_with("\x02\x21\x4c\x18"sv)) return Packing::lz4;
  if (head.starts_with("\x1f\x9d"sv)) return Packing::compress;
  if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return Packing::zip;
  if (is_tar_header(head)) return Packing::tar;
  return Packing::none;
}

}  // namespace news::sources
