// Decodes wide encodings and keeps account of their offsets.
#include "indexer/formats/whole_member.h"

#include <algorithm>

#include "common/error.h"
#include "indexer/formats/input.h"

namespace news::formats {
namespace {

constexpr std::size_t kHeadBytes = 4096;

}  // namespace

std::size_t WholeOrStreamed::Joined::read(std::span<char> buffer) {
  if (taken_ == head_.size()) {
    if (failure_) std::rethrow_exception(failure_);
    return rest_.read(buffer);
  }
  const std::size_t count = std::min(buffer.size(), head_.size() - taken_);
  std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(taken_), count, buffer.begin());
  taken_ += count;
  return count;
}

WholeOrStreamed::Joined::Joined(sources::ByteStream& rest) : head_(kHeadBytes, '\0'), rest_(rest) {
  std::size_t held = 0;
  try {
    while (held < head_.size()) {
      const std::size_t got = rest_.read({head_.data() + held, head_.size() - held});
      if (got == 0) break;
      held += got;
    }
  } catch (const Error&) {
    failure_ = std::current_exception();  // its turn comes after the bytes before it
  }
  head_.resize(held);
}

WholeOrStreamed::WholeOrStreamed(sources::ByteStream& member, std::uint64_t max_bytes, Reporter& reporter)
    : joined_(member), wide_(sources::wide_charset(joined_.head())), chosen_(&joined_) {
  if (!wide_) return;
  if (std::optional<std::string> all = read_all(joined_, max_bytes)) {
    raw_ = std::move(*all);
    sources::DecodedText text = sources::to_utf8(raw_);
    if (text.invalid > 0) reporter.noted({}, "invalid bytes replaced", text.charset);
    utf8_ = std::move(text.utf8);
    translated_raw_ = wide_->mark_bytes;
  } else {
    reporter.refused({}, "a UTF-16 or UTF-32 file larger than the limit of one record", {});
  }
  memory_.emplace(utf8_);
  chosen_ = &*memory_;
}

std::uint64_t WholeOrStreamed::raw_length(std::string_view utf8) const noexcept {
  std::uint64_t units = 0;
  for (const char byte : utf8) {
    const auto value = static_cast<unsigned char>(byte);
    if ((value & 0xC0U) != 0x80U) ++units;                            // a character begins
    if ((value & 0xF8U) == 0xF0U && wide_->unit_bytes == 2) ++units;  // one of two units
  }
  return units * wide_->unit_bytes;
}

RawRecord WholeOrStreamed::raw_of(std::uint64_t offset, std::string_view piece, std::uint64_t length) {
  if (!wide_) return {piece, offset, length};
  const std::string_view all = utf8_;
  translated_raw_ += raw_length(all.substr(translated_, offset - translated_));
  translated_ = offset;
  const std::uint64_t begin = std::min<std::uint64_t>(translated_raw_, raw_.size());
  const std::string_view raw = std::string_view(raw_).substr(begin, raw_length(all.substr(offset, length)));
  return {raw, begin, raw.size()};
}

}  // namespace news::formats
