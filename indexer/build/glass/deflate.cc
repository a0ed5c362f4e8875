#include "indexer/build/glass/deflate.h"

#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <stdexcept>

#include "common/error.h"
#include "indexer/build/glass/deflate_statistics.h"

namespace news::glass {
namespace {

struct EndInflating {
  void operator()(z_stream* stream) const noexcept { inflateEnd(stream); }
};

using Inflating = std::unique_ptr<z_stream, EndInflating>;

/// Begins to inflate a raw stream. The tag must outlive what is returned, and that the stream.
Inflating begin_inflating(z_stream& stream, std::string_view deflated) {
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(deflated.data()));
  stream.avail_in = static_cast<uInt>(deflated.size());
  return Inflating(&stream);
}

/// Xapian inflates in pieces of this size, and stops when it has passed all input to zlib
/// (CompressionStream::decompress_chunk). Where a piece is full at that moment, the rest of the tag, which zlib still
/// holds, is lost: "Too few chunks of compressed data". It happens to what Xapian wrote itself, too.
constexpr std::size_t kXapiansPiece = 8192;

/// What zlib may hold: the rest of a copy of 258 bytes, and what 7 bits can say, the end mark among it: three copies.
constexpr std::size_t kMostHeld = 257 + 3 * 258;

/// Inflates as Xapian does and says whether all comes out.
bool xapian_inflates(std::string_view deflated) {
  z_stream stream{};
  const Inflating owner = begin_inflating(stream, deflated);
  std::array<Bytef, kXapiansPiece> piece;
  int result = Z_OK;
  do {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    result = ::inflate(&stream, Z_SYNC_FLUSH);
  } while (result == Z_OK && stream.avail_in > 0);
  return result == Z_STREAM_END;
}

/// Codes for what is counted. Made once: it takes as long as deflating an article.
isal_hufftables codes_for(const DeflateStatistics& statistics) {
  isal_huff_histogram histogram{};
  std::copy(statistics.literals_and_lengths.begin(), statistics.literals_and_lengths.end(),
            histogram.lit_len_histogram);
  std::copy(statistics.distances.begin(), statistics.distances.end(), histogram.dist_histogram);
  isal_hufftables codes{};
  if (isal_create_hufftables(&codes, &histogram) != 0) throw std::logic_error("no codes can be made for deflating");
  return codes;
}

/// Whether the codes made for news suit it: they take some 80 bytes themselves, and are long for bytes that are rare in
/// English.
bool suits_common_codes(std::string_view tag) {
  constexpr std::size_t kLeast = 512;
  if (tag.size() < kLeast) return false;
  constexpr std::size_t kOneIn = 8;
  const auto others = std::count_if(tag.begin(), tag.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  return static_cast<std::size_t>(others) * kOneIn <= tag.size();
}

}  // namespace

struct Deflater::State {
  isal_zstream stream;
  std::array<std::uint8_t, ISAL_DEF_LVL1_DEFAULT> memory;  // of level 1
  isal_hufftables data_codes = codes_for(deflate_statistics(TagKind::data));
  isal_hufftables terms_codes = codes_for(deflate_statistics(TagKind::terms));
};

Deflater::Deflater() : state_(std::make_unique<State>()) {}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

bool Deflater::compress(TagKind kind, std::string_view tag, std::string& out) {
  if (tag.size() <= kMinDeflated || tag.size() > std::numeric_limits<std::uint32_t>::max()) return false;
  const std::size_t before = out.size();
  // No room for as many bytes as the tag has: the compressor gives up where it gets no smaller.
  out.resize(before + tag.size() - 1);
  isal_zstream& stream = state_->stream;
  isal_deflate_stateless_init(&stream);
  if (suits_common_codes(tag)) {
    stream.hufftables = kind == TagKind::data ? &state_->data_codes : &state_->terms_codes;
  } else {
    stream.level = 1;
    stream.level_buf = state_->memory.data();
    stream.level_buf_size = static_cast<std::uint32_t>(state_->memory.size());
  }
  stream.end_of_stream = 1;
  stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(tag.data()));
  stream.avail_in = static_cast<std::uint32_t>(tag.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + before);
  stream.avail_out = static_cast<std::uint32_t>(tag.size() - 1);
  const std::size_t size = isal_deflate_stateless(&stream) == COMP_OK ? stream.total_out : 0;
  const bool at_risk = size > 0 && tag.size() >= kXapiansPiece && tag.size() % kXapiansPiece <= kMostHeld;
  const bool good = size > 0 && (!at_risk || xapian_inflates(std::string_view(out).substr(before, size)));
  out.resize(before + (good ? size : 0));
  return good;
}

std::string inflate(std::string_view deflated, std::size_t max_bytes) {
  z_stream stream{};
  const Inflating owner = begin_inflating(stream, deflated);
  std::string tag;
  int result = Z_OK;
  while (result == Z_OK) {
    const std::size_t held = tag.size();
    // One byte more than may come tells a tag that is too large.
    tag.resize(std::min(max_bytes + 1, std::max(4 * deflated.size(), 2 * held)));
    stream.next_out = reinterpret_cast<Bytef*>(tag.data() + held);
    stream.avail_out = static_cast<uInt>(tag.size() - held);
    result = ::inflate(&stream, Z_NO_FLUSH);
    tag.resize(tag.size() - stream.avail_out);
    if (tag.size() > max_bytes) {
      throw Error(Code::archive_damaged, "a deflated entry has more than " + std::to_string(max_bytes) + " bytes");
    }
  }
  if (result != Z_STREAM_END) throw Error(Code::archive_damaged, "an entry can't be inflated");
  return tag;
}

}  // namespace news::glass
