// Finds the control characters that frame messages.
#include "indexer/formats/wire_split.h"

#include <algorithm>
#include <bit>

namespace news::formats {
namespace {

/// Bytes beyond the largest record that are held before they are dropped.
constexpr std::size_t kMostSurplus = std::size_t{256} << 10;
constexpr std::size_t kLookBytes = std::size_t{64} << 10;
constexpr char kStartOfHeader = '\x01';
constexpr char kStartOfText = '\x02';
constexpr char kEndOfText = '\x03';
constexpr char kEndOfTransmission = '\x04';
constexpr char kIdle = '\x16';
constexpr char kDelete = '\x7f';
constexpr unsigned kDataBits = 0x7f;
constexpr std::size_t kNoiseShare = 200;  // one byte in so many may have the wrong parity

bool has_even_parity(char byte) { return std::popcount(static_cast<unsigned char>(byte)) % 2 == 0; }

}  // namespace

WireSplitter::WireSplitter(sources::ByteStream& bytes, std::uint64_t max_record_bytes, BeginsMessage begins_unframed)
    : supply_(bytes), max_record_bytes_(max_record_bytes), begins_unframed_(begins_unframed) {}

bool WireSplitter::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  if (supply_.append_to(buffer_)) return true;
  supply_.rethrow_damage();
  return false;
}

void WireSplitter::forget(std::size_t count) {
  begin_ += count;
  offset_ += count;
}

void WireSplitter::look_at_beginning() {
  started_ = true;
  while (buffer_.size() < kLookBytes && refill()) {
  }
  const std::string_view head = std::string_view(buffer_).substr(0, kLookBytes);
  const auto high = static_cast<std::size_t>(
      std::count_if(head.begin(), head.end(), [](char c) { return static_cast<unsigned char>(c) > kDataBits; }));
  const auto even = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), has_even_parity));
  const std::size_t noise = head.size() / kNoiseShare;
  // Prose has either parity about equally often.
  if (high * 5 > head.size()) {
    if (head.size() - even <= noise) parity_ = Parity::even;
    if (even <= noise) parity_ = Parity::odd;
  }
  framed_ = begins_unframed_ == nullptr || head.find(sent(kStartOfHeader)) != std::string_view::npos;
}

/// The byte that stands for a control character on this line.
char WireSplitter::sent(char control) const {
  const bool flip = parity_ != Parity::none && has_even_parity(control) != (parity_ == Parity::even);
  return flip ? static_cast<char>(static_cast<unsigned char>(control) | 0x80U) : control;
}

/// Steps back over the SYNs before a place, two or three in practice.
std::size_t WireSplitter::before_idle(std::size_t at) const {
  constexpr std::size_t kMostIdle = 64;
  const std::size_t first = std::max(begin_, at - std::min(at, kMostIdle));
  while (at > first && buffer_[at - 1] == sent(kIdle)) --at;
  return at;
}

/// Passes over what stands before the next message.
bool WireSplitter::find_start() {
  std::size_t searched = begin_;
  while (true) {
    const std::size_t found = buffer_.find(sent(kStartOfHeader), searched);
    if (found != std::string::npos) {
      forget(before_idle(found) - begin_);
      return true;
    }
    forget(before_idle(buffer_.size()) - begin_);
    searched = buffer_.size() - begin_;
    if (!refill()) return false;
  }
}

std::optional<WireMessage> WireSplitter::next() {
  if (!started_) look_at_beginning();
  return framed_ ? next_framed() : next_unframed();
}

std::optional<WireMessage> WireSplitter::next_framed() {
  if (!find_start()) return std::nullopt;
  const char start = sent(kStartOfHeader);
  const char end = sent(kEndOfTransmission);
  std::size_t at = buffer_.find(start, begin_) + 1 - begin_;  // from begin_
  std::uint64_t dropped = 0;
  while (true) {
    while (begin_ + at < buffer_.size() && buffer_[begin_ + at] != start && buffer_[begin_ + at] != end) ++at;
    if (begin_ + at < buffer_.size()) {
      const bool closed = buffer_[begin_ + at] == end;
      return cut(closed ? at + 1 : before_idle(begin_ + at) - begin_, dropped);
    }
    if (at > max_record_bytes_ + kMostSurplus) {
      // Keep the beginning, pass over the rest without holding it.
      const std::size_t surplus = at - static_cast<std::size_t>(max_record_bytes_) - 1;
      buffer_.erase(begin_ + at - surplus, surplus);
      dropped += surplus;
      at -= surplus;
    }
    if (!refill()) {
      WireMessage message = cut(at, dropped);
      message.truncated =
          !message.too_large && message.has_text && message.raw.find(sent(kEndOfText)) == std::string_view::npos;
      return message;
    }
  }
}

/// Whether the line at a place of the buffer begins an unframed message.
bool WireSplitter::line_begins_message(std::size_t at) {
  const std::string_view rest = std::string_view(buffer_).substr(at, 200);
  return begins_unframed_(rest.substr(0, rest.find('\n')));
}

std::optional<WireMessage> WireSplitter::next_unframed() {
  constexpr std::size_t kLineBytes = 200;  // a first line is not longer
  // Up to the first line.
  bool found = false;
  while (!found) {
    while (buffer_.size() - begin_ < kLineBytes && refill()) {
    }
    if (begin_ == buffer_.size()) return std::nullopt;
    found = line_begins_message(begin_);
    if (found) break;
    const std::size_t end = buffer_.find('\n', begin_);
    forget((end == std::string::npos ? buffer_.size() : end + 1) - begin_);
  }
  std::size_t at = 0;  // from begin_
  std::uint64_t dropped = 0;
  while (true) {
    const std::size_t end = buffer_.find('\n', begin_ + at);
    if (end != std::string::npos) {
      at = end + 1 - begin_;
      while (buffer_.size() - begin_ - at < kLineBytes && refill()) {
      }
      if (begin_ + at == buffer_.size() || line_begins_message(begin_ + at)) break;
    } else {
      at = buffer_.size() - begin_;
      if (!refill()) break;
    }
    if (at > max_record_bytes_ + kMostSurplus) {
      const std::size_t surplus = at - static_cast<std::size_t>(max_record_bytes_) - 1;
      buffer_.erase(begin_ + at - surplus, surplus);
      dropped += surplus;
      at -= surplus;
    }
  }
  return cut(at, dropped);
}

/// Hands out the next `length` bytes, of which `dropped` more are gone already.
WireMessage WireSplitter::cut(std::size_t length, std::uint64_t dropped) {
  WireMessage message;
  raw_.assign(buffer_, begin_, length);
  message.raw = raw_;
  message.offset = offset_;
  message.length = length + dropped;
  message.too_large = message.length > max_record_bytes_;
  if (message.too_large) message.raw = message.raw.substr(0, static_cast<std::size_t>(max_record_bytes_));
  forget(length);
  offset_ += dropped;
  take_apart(message);
  return message;
}

void WireSplitter::take_apart(WireMessage& message) {
  clean_.clear();
  for (const char byte : message.raw) {
    const char plain = parity_ == Parity::none ? byte : static_cast<char>(static_cast<unsigned char>(byte) & kDataBits);
    if (plain != '\0' && plain != kDelete && plain != kIdle) clean_ += plain;
  }
  std::string_view rest = clean_;
  if (framed_) rest.remove_prefix(std::min(rest.find(kStartOfHeader), rest.size() - 1) + 1);
  if (rest.ends_with(kEndOfTransmission)) rest.remove_suffix(1);
  const std::size_t text = rest.find(kStartOfText);
  message.has_text = text != std::string_view::npos || !framed_;
  // Without a text, what looks like its end is the header's.
  const std::size_t end = text == std::string_view::npos ? rest.find(kEndOfText) : rest.find(kEndOfText, text);
  message.header = rest.substr(0, std::min(text, end));
  if (text != std::string_view::npos) message.text = rest.substr(text + 1, end == rest.npos ? end : end - text - 1);
  if (end != std::string_view::npos) message.trailer = rest.substr(end + 1);
}

}  // namespace news::formats
