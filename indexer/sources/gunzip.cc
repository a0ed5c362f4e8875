// gzip through zlib's inflate.
#include "indexer/sources/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "common/error.h"

namespace news::sources {
namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10;
constexpr int kGzipWrapper = 16;  // added to the window bits: header, checksum and length are read and checked

class Gunzip : public ByteStream {
 public:
  explicit Gunzip(ByteStream& compressed) : compressed_(compressed), input_(kInputBytes) {
    if (::inflateInit2(&inflate_, MAX_WBITS + kGzipWrapper) != Z_OK) throw std::bad_alloc();
  }
  ~Gunzip() override { ::inflateEnd(&inflate_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  std::size_t read(std::span<char> buffer) override {
    if (buffer.empty() || at_end_) return 0;
    if (damage_) throw Error(Code::source_unreadable, *damage_);
    const auto room = static_cast<uInt>(std::min<std::size_t>(buffer.size(), std::numeric_limits<uInt>::max()));
    inflate_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    inflate_.avail_out = room;
    while (inflate_.avail_out == room && !at_end_ && !damage_) step();
    const std::size_t got = room - inflate_.avail_out;
    if (got == 0 && damage_) throw Error(Code::source_unreadable, *damage_);
    return got;
  }

 private:
  void step() {
    if (inflate_.avail_in == 0 && !refill()) return;
    if (between_members_ && !begin_member()) return;
    switch (::inflate(&inflate_, Z_NO_FLUSH)) {
      case Z_OK:
      case Z_BUF_ERROR:  // more input or more room is wanted, nothing worse
        return;
      case Z_STREAM_END:
        between_members_ = true;
        return;
      case Z_MEM_ERROR:
        throw std::bad_alloc();
      default:
        damage_ = std::string("damaged gzip data: ") + (inflate_.msg != nullptr ? inflate_.msg : "unknown fault");
    }
  }

  bool refill() {
    std::size_t got = 0;
    try {
      got = compressed_.read({reinterpret_cast<char*>(input_.data()), input_.size()});
    } catch (const Error& error) {
      damage_ = error.what();  // thrown by read(), after what was inflated before
      return false;
    }
    inflate_.next_in = input_.data();
    inflate_.avail_in = static_cast<uInt>(got);
    if (got > 0) return true;
    if (between_members_) {
      at_end_ = true;
    } else {
      damage_ = "truncated gzip data";
    }
    return false;
  }

  /// Past the end of a member: zeros are padding (tapes, block devices), 0x1f begins a further member.
  bool begin_member() {
    while (inflate_.avail_in > 0 && *inflate_.next_in == 0) {
      ++inflate_.next_in;
      --inflate_.avail_in;
    }
    if (inflate_.avail_in == 0) return false;
    constexpr Bytef kFirstOfMagic = 0x1f;
    if (*inflate_.next_in != kFirstOfMagic) {
      damage_ = "bytes that are no gzip follow the end of the gzip data";
      return false;
    }
    ::inflateReset(&inflate_);
    between_members_ = false;
    return true;
  }

  ByteStream& compressed_;
  std::vector<Bytef> input_;
  z_stream inflate_{};
  bool between_members_ = false;
  bool at_end_ = false;
  std::optional<std::string> damage_;
};

}  // namespace

std::unique_ptr<ByteStream> gunzip(ByteStream& compressed) { return std::make_unique<Gunzip>(compressed); }

}  // namespace news::sources
