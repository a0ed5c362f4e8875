#include "indexer/build/glass/deflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>

#include "common/error.h"

namespace news::glass {
namespace {

constexpr int kLevel = 1;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const noexcept { libdeflate_free_decompressor(decompressor); }
};
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (!compressor_) throw std::bad_alloc();
}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

bool Deflater::compress(std::string_view tag, std::string& out) {
  if (tag.size() <= kMinDeflated) return false;
  const std::size_t before = out.size();
  // No room for as many bytes as the tag has: the compressor gives up where it gets no smaller.
  out.resize(before + tag.size() - 1);
  const std::size_t size =
      libdeflate_deflate_compress(compressor_.get(), tag.data(), tag.size(), out.data() + before, tag.size() - 1);
  out.resize(before + size);
  return size > 0;
}

std::string inflate(std::string_view deflated, std::size_t max_bytes) {
  const Decompressor decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  std::string tag;
  for (std::size_t room = std::min(max_bytes, 4 * deflated.size());; room = std::min(max_bytes, 4 * room)) {
    tag.resize(room);
    std::size_t size = 0;
    const libdeflate_result result = libdeflate_deflate_decompress(decompressor.get(), deflated.data(), deflated.size(),
                                                                   tag.data(), tag.size(), &size);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE && room < max_bytes) continue;
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      throw Error(Code::archive_damaged, "a deflated entry has more than " + std::to_string(max_bytes) + " bytes");
    }
    if (result != LIBDEFLATE_SUCCESS) throw Error(Code::archive_damaged, "an entry can't be inflated");
    tag.resize(size);
    return tag;
  }
}

}  // namespace news::glass
