// Raw deflate, in which glass keeps long document data and term lists.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace news::glass {

/// Tags up to this many bytes stay as they are (COMPRESS_MIN in glass_version.cc).
inline constexpr std::size_t kMinDeflated = 18;

/// Deflates tags as Xapian does: without header, a window of 32 KB (CompressionStream in compression_stream.cc, Xapian
/// 1.4.22). ISA-L's igzip at level 1 leaves 2 to 3 % more than zlib's level 6, which Xapian uses, at a sixth of its
/// cost, measured on news; libdeflate's fastest level leaves .3 % more at a quarter, but clears 128 KB of memory for
/// every tag. One deflater serves any number of tags, and one thread at a time.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Appends the deflated tag to `out` and returns true; or returns false and leaves `out` as it was, where the tag has
  /// at most kMinDeflated bytes, gets no smaller, or is one of the few that Xapian would not inflate again: then it is
  /// stored plain.
  [[nodiscard]] bool compress(std::string_view tag, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The tag again. Throws Error(Code::archive_damaged) where the bytes are no deflated tag of at most `max_bytes`.
[[nodiscard]] std::string inflate(std::string_view deflated, std::size_t max_bytes);

}  // namespace news::glass
