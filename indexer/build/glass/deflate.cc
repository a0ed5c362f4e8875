#include "indexer/build/glass/deflate.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

#include "common/error.h"

namespace news::glass {
namespace {

constexpr int kLevel = 1;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const noexcept { libdeflate_free_decompressor(decompressor); }
};
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

struct EndInflating {
  void operator()(z_stream* stream) const noexcept { inflateEnd(stream); }
};

/// Xapian inflates in pieces of this size, and stops when it has passed all input to zlib
/// (CompressionStream::decompress_chunk). Where a piece is full at that moment, the rest of the tag, which zlib still
/// holds, is lost: "Too few chunks of compressed data". It happens to what Xapian wrote itself, too.
constexpr std::size_t kXapiansPiece = 8192;

/// What zlib may hold: the rest of a copy of 258 bytes, and what 7 bits can say, the end mark among it: three copies.
constexpr std::size_t kMostHeld = 257 + 3 * 258;

/// Inflates as Xapian does and says whether all comes out.
bool xapian_inflates(std::string_view deflated) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, EndInflating> owner(&stream);
  std::array<Bytef, kXapiansPiece> piece;
  stream.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(deflated.data()));
  stream.avail_in = static_cast<uInt>(deflated.size());
  int result = Z_OK;
  do {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    result = ::inflate(&stream, Z_SYNC_FLUSH);
  } while (result == Z_OK && stream.avail_in > 0);
  return result == Z_STREAM_END;
}

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
  const bool at_risk = size > 0 && tag.size() >= kXapiansPiece && tag.size() % kXapiansPiece <= kMostHeld;
  const bool good = size > 0 && (!at_risk || xapian_inflates(std::string_view(out).substr(before, size)));
  out.resize(before + (good ? size : 0));
  return good;
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
