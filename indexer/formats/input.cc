// Lines and whole members from a byte stream.
#include "indexer/formats/input.h"

#include <algorithm>

namespace news::formats {
namespace {

// Small files are many: what is read at a time grows with what there is.
constexpr std::size_t kFirstRead = std::size_t{8} << 10;

}  // namespace

LineInput::LineInput(sources::ByteStream& bytes, std::uint64_t max_line_bytes)
    : supply_(bytes), max_line_bytes_(max_line_bytes) {}

bool LineInput::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  if (supply_.append_to(buffer_)) return true;
  supply_.rethrow_damage();
  return false;
}

std::optional<Line> LineInput::next() {
  std::size_t searched = 0;  // bytes from begin_ known to hold no line end
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', begin_ + searched)) == std::string::npos) {
    searched = buffer_.size() - begin_;
    if (searched > max_line_bytes_) break;
    if (!refill()) break;
  }

  Line line;
  line.offset = offset_;
  if (end != std::string::npos) {
    line.text = std::string_view(buffer_).substr(begin_, end - begin_);
    line.length = line.text.size() + 1;
    begin_ = end + 1;
    line.cut = line.text.size() > max_line_bytes_;
    line.text = line.text.substr(0, max_line_bytes_);
  } else if (searched <= max_line_bytes_) {
    if (searched == 0) return std::nullopt;
    line.text = std::string_view(buffer_).substr(begin_);
    line.length = line.text.size();
    begin_ = buffer_.size();
  } else {
    // Too long: keep the beginning, pass over the rest without holding it.
    std::string kept = buffer_.substr(begin_, max_line_bytes_);
    line.length = buffer_.size() - begin_;
    begin_ = buffer_.size();
    while (refill()) {
      end = buffer_.find('\n');
      if (end != std::string::npos) {
        line.length += end + 1;
        begin_ = end + 1;
        break;
      }
      line.length += buffer_.size();
      begin_ = buffer_.size();
    }
    line.cut = true;
    buffer_.insert(0, kept);
    begin_ += kept.size();
    line.text = std::string_view(buffer_).substr(0, kept.size());
  }
  offset_ += line.length;
  line.raw = line.cut ? line.text : std::string_view(line.text.data(), line.length);
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  return line;
}

std::optional<std::string> read_all(sources::ByteStream& bytes, std::uint64_t max_bytes) {
  std::string all;
  while (true) {
    const std::size_t held = all.size();
    all.resize(held + std::max(kFirstRead, held));
    const std::size_t got = bytes.read({all.data() + held, all.size() - held});
    all.resize(held + got);
    if (got == 0) return all;
    if (all.size() > max_bytes) return std::nullopt;
  }
}

Provenance record_at(std::uint64_t offset, std::string_view raw) {
  Provenance place;
  place.offset = offset;
  place.length = raw.size();
  place.record = digest_of(raw);
  return place;
}

}  // namespace news::formats
