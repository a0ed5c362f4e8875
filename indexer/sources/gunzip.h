// Decompresses gzip, member after member.
#pragma once

#include <memory>

#include "indexer/sources/byte_stream.h"

namespace news::sources {

/// The decompressed content of a gzip stream (RFC 1952), its members on end. libarchive would do, but it drops up to
/// 64 KiB of good text before the place of a damage; here everything before that place is given.
/// `compressed` must outlive the stream. read() throws Error(Code::source_unreadable) where the stream is damaged, cut
/// short or followed by something that is neither a further member nor padding.
[[nodiscard]] std::unique_ptr<ByteStream> gunzip(ByteStream& compressed);

}  // namespace news::sources
