#include "indexer/formats/block_input.h"

#include <algorithm>

#include "common/error.h"

namespace news::formats {
namespace {

constexpr std::size_t kFirstRead = std::size_t{8} << 10;
constexpr std::size_t kLargestRead = std::size_t{256} << 10;
constexpr std::size_t kLongestLine = std::size_t{64} << 10;
constexpr std::size_t kKeptOfOversized = 4096;

}  // namespace

void BlockInput::mark() {
  buffer_.erase(0, at_);
  at_ = 0;
  mark_offset_ = offset_;
  oversized_ = false;
}

bool BlockInput::refill() {
  if (at_end_) return false;
  const std::size_t held = buffer_.size();
  next_read_ = std::clamp(2 * next_read_, kFirstRead, kLargestRead);
  buffer_.resize(held + next_read_);
  std::size_t got = 0;
  try {
    got = bytes_.read({buffer_.data() + held, next_read_});
  } catch (const Error&) {
    failure_ = std::current_exception();  // its turn comes after the records before it
  }
  buffer_.resize(held + got);
  at_end_ = got == 0;
  return got > 0;
}

std::optional<std::string_view> BlockInput::line() {
  std::size_t searched = at_;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', searched)) == std::string::npos) {
    searched = buffer_.size();
    if (searched - at_ > kLongestLine || !refill()) break;
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
    if (at_ == buffer_.size() && !refill()) break;
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
