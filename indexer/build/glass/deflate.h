// Raw deflate, in which glass keeps long document data and term lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace news::glass {

/// Tags up to this many bytes stay as they are (COMPRESS_MIN in glass_version.cc).
inline constexpr std::size_t kMinDeflated = 18;

/// What a tag is, for choosing codes.
enum class TagKind : std::uint8_t {
  data,   ///< an article as it is stored
  terms,  ///< a term list
};

/// Deflates tags as Xapian does: without header, a window of 32 KB (CompressionStream in compression_stream.cc, Xapian
/// 1.4.22). By ISA-L's igzip at level 0, with codes made once for what news are made of (deflate_statistics.h):
/// counting each tag's symbols to make codes of its own (level 1) saves 1.5 % of the bytes, takes twice the time, and
/// does not always give the same bytes for the same tag (igzip 2.30). zlib's level 6, which Xapian uses, leaves 3 to 5
/// % less at ten times the cost. Term lists get codes for their bytes only (literal_codes.h). Text in other scripts
/// than Latin is left to zlib's level 1, which makes codes for it. The same tag always becomes the same bytes. One
/// deflater serves any number of tags, and one thread at a time.
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
  [[nodiscard]] bool compress(TagKind kind, std::string_view tag, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The tag again. Throws Error(Code::archive_damaged) where the bytes are no deflated tag of at most `max_bytes`.
[[nodiscard]] std::string inflate(std::string_view deflated, std::size_t max_bytes);

}  // namespace news::glass
