// Cuts the elements that are records out of a stream of SGML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// One element with its tags.
struct SgmlPiece {
  std::string_view raw;      ///< from the start tag to the end tag; valid until next()
  std::uint64_t offset = 0;  ///< of `raw` in the member
  std::uint64_t length = 0;  ///< bytes of the element, also where `raw` holds fewer
  bool closed = true;        ///< false: it ends where the next one begins, or with the member
  bool oversized = false;    ///< larger than the limit: `raw` holds only the first bytes
};

/// Elements of one name in any letter case; what stands between them is passed over. Nothing of SGML but these tags is
/// looked at: the elements' content is anything.
class SgmlPieces {
 public:
  SgmlPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, std::string_view name);

  /// Throws Error(Code::source_unreadable) where the stream is damaged, after the elements before the damage.
  [[nodiscard]] std::optional<SgmlPiece> next();

 private:
  struct Tag {
    std::size_t at;
    bool closes;
  };

  bool refill();
  [[nodiscard]] std::optional<Tag> find_tag();
  [[nodiscard]] std::size_t behind_tag(std::size_t at);
  void drop_oversized();
  [[nodiscard]] SgmlPiece finish(std::size_t end, bool closed);

  ByteSupply supply_;
  std::uint64_t max_record_bytes_;
  std::string name_;  // lower case

  std::string buffer_;
  std::size_t begin_ = 0;           // of the record, or of what may be one
  std::size_t searched_ = 0;        // up to here no further tag of the record begins
  std::uint64_t begin_offset_ = 0;  // of buffer_[begin_] in the member
  std::uint64_t dropped_ = 0;       // bytes of an oversized record that are not held
};

}  // namespace news::formats
