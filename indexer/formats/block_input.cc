#include "indexer/formats/block_input.h"

#include <algorithm>

namespace news::formats {
namespace {

constexpr std::size_t kLongestLine = std::size_t{64} << 10;
constexpr std::size_t kKeptOfOversized = 4096;

}  // namespace

void BlockInput::mark() {
  buffer_.erase(0, at_);
  at_ = 0;
  mark_offset_ = offset_;
  oversized_ = false;
}

std::optional<std::string_view> BlockInput::line() {
  std::size_t searched = at_;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', searched)) == std::string::npos) {
    searched = buffer_.size();
    if (searched - at_ > kLongestLine || !supply_.append_to(buffer_)) break;
  }
  if (end == std::string::npos && at_ == buffer_.size()) return std::nullopt;
  const std::size_t behind = std::min(end == std::string::npos ? buffer_.size() : end + 1, at_ + kLongestLine);
  std::string_view text = std::string_view(buffer_).substr(at_, behind - at_);
  last_line_ = text.size();
  offset_ += text.size();
  at_ = behind;
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

void BlockInput::unread_line() {
  at_ -= last_line_;
  offset_ -= last_line_;
  last_line_ = 0;
}

std::uint64_t BlockInput::pass(std::uint64_t size) {
  std::uint64_t passed = 0;
  while (passed < size) {
    if (at_ == buffer_.size() && !supply_.append_to(buffer_)) break;
    const std::uint64_t step = std::min<std::uint64_t>(size - passed, buffer_.size() - at_);
    at_ += step;
    offset_ += step;
    passed += step;
    if (length() <= max_record_bytes_) continue;
    oversized_ = true;
    const std::size_t kept = std::min(at_, kKeptOfOversized);
    buffer_.erase(kept, at_ - kept);
    at_ = kept;
  }
  return passed;
}

}  // namespace news::formats
