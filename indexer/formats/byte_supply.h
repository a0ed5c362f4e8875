// More bytes of a member behind those that a reader holds.
#pragma once

#include <cstddef>
#include <exception>
#include <string>

#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// What cuts a stream into records holds one of them at a time and reads on by this. Damage ends the stream; it is told
/// when its turn comes, behind the records before it.
class ByteSupply {
 public:
  explicit ByteSupply(sources::ByteStream& bytes) : bytes_(bytes) {}

  /// Appends up to so many bytes. False where there are no more.
  bool append_to(std::string& held, std::size_t count);
  /// The same, as many as a stream is read by that may be small: 8 KiB first, then twice as many each time up to 256.
  bool append_to(std::string& held);

  /// Whether the end of the stream was met, or damage.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  [[nodiscard]] bool is_damaged() const noexcept { return damage_ != nullptr; }
  /// Throws the damage that ended the stream (Error(Code::source_unreadable)), if one did.
  void rethrow_damage() const {
    if (damage_) std::rethrow_exception(damage_);
  }

 private:
  sources::ByteStream& bytes_;
  std::size_t last_count_ = 0;
  bool at_end_ = false;
  std::exception_ptr damage_;
};

}  // namespace news::formats
