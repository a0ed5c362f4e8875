// Tells containers and compressions by their first bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace news::sources {

enum class Packing { none, gzip, bzip2, xz, zstd, lz4, compress, tar, zip };

/// How many first bytes packing_of needs to see: a tar header is one block.
inline constexpr std::size_t kMagicBytes = 512;

/// What these first bytes are. gzip: RFC 1952, 2.3; bzip2 with its first block's mark; xz: The .xz File Format 1.1.0,
/// 2.1.1.1; zstd: RFC 8878, 3.1.1; lz4 frames, legacy ones too; compress(1); zip: APPNOTE 4.3.7 and 4.3.16; tar: POSIX
/// ustar interchange format, told by its checksum, so that archives older than the "ustar" mark count as well.
[[nodiscard]] Packing packing_of(std::string_view head) noexcept;

}  // namespace news::sources
