// Many small pieces appended to a string.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace news {

/// Gathers pieces in a block of its own and appends that when it is full: std::string takes as long for a byte as for a
/// kilobyte, and what is written byte by byte are hundreds of millions. The forms are those of common/codec.h.
class Appender {
 public:
  /// `out` must outlive the appender; what was put is in it after flush(), or at the end.
  explicit Appender(std::string& out) : out_(out) {}
  ~Appender() { flush(); }
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  void byte(char value) {
    make_room(1);
    block_[used_++] = value;
  }
  /// As put_varint() writes it.
  void number(std::uint64_t value) {
    constexpr std::size_t kMostBytes = 10;
    make_room(kMostBytes);
    for (; value >= 0x80; value >>= 7U) block_[used_++] = static_cast<char>(0x80U | (value & 0x7FU));
    block_[used_++] = static_cast<char>(value);
  }
  void bytes(std::string_view piece) {
    if (piece.size() > block_.size() - used_) {
      flush();
      if (piece.size() > block_.size()) {
        out_.append(piece);
        return;
      }
    }
    std::memcpy(block_.data() + used_, piece.data(), piece.size());
    used_ += piece.size();
  }
  /// As put_string() writes it.
  void text(std::string_view piece) {
    number(piece.size());
    bytes(piece);
  }
  /// The same, sooner, where kOverread bytes from the text's beginning on may be read, however short it is.
  void text_overreading(std::string_view piece) {
    if (piece.size() > kOverread) return text(piece);
    make_room(1 + kOverread);
    block_[used_++] = static_cast<char>(piece.size());
    std::memcpy(block_.data() + used_, piece.data(), kOverread);
    used_ += piece.size();
  }
  static constexpr std::size_t kOverread = 8;

  void flush() {
    out_.append(block_.data(), used_);
    used_ = 0;
  }

 private:
  void make_room(std::size_t bytes) {
    if (block_.size() - used_ < bytes) flush();
  }

  std::string& out_;
  std::size_t used_ = 0;
  std::array<char, 4096> block_;  // its bytes are written before they are read
};

}  // namespace news
