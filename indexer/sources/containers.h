// Opens what a path names: plain files, compressed files, containers and containers inside containers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/sources/byte_stream.h"

namespace news::sources {

/// What one outermost file may make us read, so that a bomb can't take the night. Exceeding the ratio or the number of
/// members ends that file with a refusal that names the limit; what is nested too deeply is refused by itself.
struct Limits {
  unsigned max_depth = 8;          ///< containers inside containers
  std::uint64_t max_ratio = 1000;  ///< decompressed bytes per compressed byte, beyond the first 64 MiB
  std::uint64_t max_total = std::uint64_t{1} << 40;  ///< decompressed bytes of one outermost file, all layers together
  std::uint64_t max_members = std::uint64_t{10'000'000};  ///< members in one outermost file
};

/// Receives the members of one outermost file, in order.
class MemberSink {
 public:
  virtual ~MemberSink() = default;

  /// One member that is neither compressed nor a container. `member` is its path inside the outermost file: empty for a
  /// plain or merely compressed file, else the names joined by '/'. `bytes` lives only during the call; what the
  /// callee leaves unread is passed over.
  virtual void member(std::string_view member, ByteStream& bytes) = 0;

  /// A member (or, with an empty name, the whole file) that could not be read or read to its end: damaged, encrypted,
  /// beyond a limit. The members before it stand; the walk goes on where the container allows.
  virtual void unreadable(std::string_view member, std::string_view reason) = 0;
};

/// Reads a whole file. `bytes` is the outermost file's raw content, `name` its file name (for messages only: what it is
/// is told by its first bytes). gzip (also several members on end), bzip2, xz, zstd, lz4, compress; tar and zip,
/// nested. Of damaged gzip all text before the damage is given; of the others up to 64 KiB before it may be missing.
void read_members(ByteStream& bytes, std::string_view name, const Limits& limits, MemberSink& sink);

}  // namespace news::sources
