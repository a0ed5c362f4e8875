// Finds start and end tags of one name.
#include "indexer/formats/sgml_pieces.h"

#include <algorithm>

#include "common/text.h"

namespace news::formats {
namespace {

constexpr std::size_t kKeptOfOversized = 4096;
constexpr std::size_t kLongestTag = 1024;  // attributes of a record's tag included

bool ends_name(char byte) { return byte == '>' || byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

}  // namespace

SgmlPieces::SgmlPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, std::string_view name)
    : supply_(bytes), max_record_bytes_(max_record_bytes), name_(ascii_lower(name)) {}

bool SgmlPieces::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  return supply_.append_to(buffer_);
}

/// The next tag of our name at or behind searched_, which it moves behind it; nullopt where none is held, then
/// searched_ is where one may begin that is not held whole.
std::optional<SgmlPieces::Tag> SgmlPieces::find_tag() {
  while (true) {
    const std::size_t at = buffer_.find('<', searched_);
    if (at == std::string::npos) {
      searched_ = buffer_.size();
      return std::nullopt;
    }
    searched_ = at;
    const bool closes = at + 1 < buffer_.size() && buffer_[at + 1] == '/';
    const std::size_t name = at + (closes ? 2 : 1);
    if (name + name_.size() >= buffer_.size() && !supply_.at_end()) return std::nullopt;
    const std::string_view rest = std::string_view(buffer_).substr(std::min(name, buffer_.size()));
    searched_ = at + 1;
    if (rest.size() > name_.size() && ends_name(rest[name_.size()]) &&
        iequals_ascii(rest.substr(0, name_.size()), name_)) {
      return Tag{at, closes};
    }
  }
}

/// Behind the '>' of the tag at `at`, as far as it is held.
std::size_t SgmlPieces::behind_tag(std::size_t at) {
  while (true) {
    const std::size_t end = buffer_.find('>', at);
    if (end != std::string::npos && end - at < kLongestTag) return end + 1;
    if (end != std::string::npos || buffer_.size() - at >= kLongestTag) return at + name_.size() + 2;
    const std::size_t from_begin = at - begin_;
    if (!refill()) return buffer_.size();
    at = begin_ + from_begin;
  }
}

/// Holds only the beginning of a record that is too large, and what may be the beginning of a tag.
void SgmlPieces::drop_oversized() {
  if (searched_ - begin_ <= max_record_bytes_) return;
  const std::size_t kept = begin_ + kKeptOfOversized;
  dropped_ += searched_ - kept;
  buffer_.erase(kept, searched_ - kept);
  searched_ = kept;
}

SgmlPiece SgmlPieces::finish(std::size_t end, bool closed) {
  SgmlPiece piece;
  piece.raw = std::string_view(buffer_).substr(begin_, end - begin_);
  piece.offset = begin_offset_;
  piece.length = piece.raw.size() + dropped_;
  piece.closed = closed;
  piece.oversized = piece.length > max_record_bytes_;
  begin_offset_ += piece.length;
  dropped_ = 0;
  begin_ = end;
  searched_ = end;
  return piece;
}

std::optional<SgmlPiece> SgmlPieces::next() {
  while (true) {  // to a start tag
    const std::optional<Tag> tag = find_tag();
    const std::size_t passed = tag && !tag->closes ? tag->at : searched_;
    begin_offset_ += passed - begin_;
    begin_ = passed;
    if (tag && !tag->closes) break;
    if (!tag && !refill()) {
      supply_.rethrow_damage();
      return std::nullopt;
    }
  }
  while (true) {
    const std::optional<Tag> tag = find_tag();
    if (tag && !tag->closes) return finish(tag->at, false);
    if (tag) return finish(behind_tag(tag->at), true);
    drop_oversized();
    if (refill()) continue;
    supply_.rethrow_damage();  // the record breaks off with it
    return finish(buffer_.size(), false);
  }
}

}  // namespace news::formats
