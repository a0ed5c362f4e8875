#include "indexer/build/glass/deflate.h"

#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>
#include <vector>

#include "common/error.h"
#include "indexer/build/glass/deflate_statistics.h"
#include "indexer/build/glass/literal_codes.h"

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

/// Below this, codes made for news take more bytes themselves than they save against those that deflate has without
/// being told.
constexpr std::size_t kLeastForCodes = 512;

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

/// Whether little of it is of the bytes that are rare in what the codes were made for, and long in them.
bool is_mostly_ascii(std::string_view tag) {
  constexpr std::size_t kOneIn = 8;
  constexpr std::uint64_t kEach = 0x0101010101010101ULL;
  std::size_t others = 0;
  std::size_t at = 0;
  for (std::uint64_t bytes = 0; at + sizeof bytes <= tag.size(); at += sizeof bytes) {
    std::memcpy(&bytes, tag.data() + at, sizeof bytes);
    others += (((bytes >> 7U) & kEach) * kEach) >> 56U;  // the sum of eight high bits, in the highest byte
  }
  for (; at < tag.size(); ++at) others += static_cast<signed char>(tag[at]) < 0 ? 1U : 0U;
  return others * kOneIn <= tag.size();
}

}  // namespace

struct Deflater::State {
  State() {
    if (deflateInit2(&zlib, Z_BEST_SPEED, Z_DEFLATED, -MAX_WBITS, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~State() { deflateEnd(&zlib); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// The tag deflated, valid until the next call; empty where it gets no smaller.
  std::string_view deflate(TagKind kind, std::string_view tag);
  /// Deflates into `room`. Returns how many bytes came of it, 0 where they do not fit.
  std::size_t by_igzip(std::string_view tag, std::span<char> room);
  std::size_t by_zlib(std::string_view tag, std::span<char> room);

  std::span<char> room_for(std::size_t bytes) {
    if (held.size() < bytes) held.resize(bytes);
    return {held.data(), bytes};
  }
  /// What a giant needed is not kept for what comes after it.
  void let_go() {
    constexpr std::size_t kMostHeldBytes = std::size_t{1} << 20;
    if (held.size() > kMostHeldBytes) std::vector<char>().swap(held);
  }

  static constexpr int kMemoryLevel = 8;  // zlib's default

  std::vector<char> held;  // filled only once where it grows: std::string would clear the room of every tag

  isal_zstream igzip{};
  z_stream zlib{};
  isal_hufftables data_codes = codes_for(deflate_statistics(TagKind::data));
  LiteralCodes terms_codes{codes_for(deflate_statistics(TagKind::terms))};
};

std::size_t Deflater::State::by_igzip(std::string_view tag, std::span<char> room) {
  isal_deflate_stateless_init(&igzip);
  if (tag.size() < kLeastForCodes) {
    isal_deflate_set_hufftables(&igzip, nullptr, IGZIP_HUFFTABLE_STATIC);
  } else {
    igzip.hufftables = &data_codes;
  }
  igzip.end_of_stream = 1;
  igzip.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(tag.data()));
  igzip.avail_in = static_cast<std::uint32_t>(tag.size());
  igzip.next_out = reinterpret_cast<std::uint8_t*>(room.data());
  igzip.avail_out = static_cast<std::uint32_t>(room.size());
  return isal_deflate_stateless(&igzip) == COMP_OK ? igzip.total_out : 0;
}

std::size_t Deflater::State::by_zlib(std::string_view tag, std::span<char> room) {
  deflateReset(&zlib);
  zlib.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(tag.data()));
  zlib.avail_in = static_cast<uInt>(tag.size());
  zlib.next_out = reinterpret_cast<Bytef*>(room.data());
  zlib.avail_out = static_cast<uInt>(room.size());
  return ::deflate(&zlib, Z_FINISH) == Z_STREAM_END ? room.size() - zlib.avail_out : 0;
}

std::string_view Deflater::State::deflate(TagKind kind, std::string_view tag) {
  // No room for as many bytes as the tag has: igzip and zlib give up where it gets no smaller.
  const std::size_t most = tag.size() - 1;
  std::span<char> room;
  std::size_t size = 0;
  if (!is_mostly_ascii(tag)) {
    room = room_for(most);
    size = by_zlib(tag, room);
  } else if (kind == TagKind::data || tag.size() < kLeastForCodes) {
    room = room_for(most);
    size = by_igzip(tag, room);
  } else {
    room = room_for(terms_codes.most_bytes(tag.size()));
    size = terms_codes.write(tag, room);
  }
  return {room.data(), size <= most ? size : 0};
}

Deflater::Deflater() : state_(std::make_unique<State>()) {}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

bool Deflater::compress(TagKind kind, std::string_view tag, std::string& out) {
  if (tag.size() <= kMinDeflated || tag.size() > std::numeric_limits<std::uint32_t>::max()) return false;
  const std::string_view deflated = state_->deflate(kind, tag);
  const bool at_risk = tag.size() >= kXapiansPiece && tag.size() % kXapiansPiece <= kMostHeld;
  const bool good = !deflated.empty() && (!at_risk || xapian_inflates(deflated));
  if (good) out.append(deflated);
  state_->let_go();
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
