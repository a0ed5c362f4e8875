// Finds where elements begin and end, without parsing them.
#include "indexer/formats/xml_pieces.h"

#include <algorithm>

namespace news::formats {
namespace {

constexpr std::size_t kMostAround = std::size_t{64} << 10;  // prolog or trailer that still counts as the file's record
constexpr std::size_t kLongestTag = std::size_t{64} << 10;
constexpr std::size_t kLongestPrefix = 64;
constexpr std::size_t kKeptOfOversized = kMostAround + 4096;  // never less than what stands before the element

bool ends_name(char byte) {
  return byte == '>' || byte == '/' || byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

}  // namespace

XmlPieces::XmlPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, std::vector<std::string> local_names)
    : supply_(bytes), max_record_bytes_(max_record_bytes), names_(std::move(local_names)) {
  for (const std::string& name : names_) longest_name_ = std::max(longest_name_, name.size());
}

bool XmlPieces::is_record(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

bool XmlPieces::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  at_ -= begin_;
  begin_ = 0;
  if (held() > max_record_bytes_) {
    const std::size_t kept = std::min(held(), kKeptOfOversized);
    buffer_.erase(kept, at_ - kept);
    at_ = kept;
    oversized_ = true;
  }
  return supply_.append_to(buffer_);
}

bool XmlPieces::has(std::size_t count) {
  while (buffer_.size() - at_ < count) {
    if (!refill()) return false;
  }
  return true;
}

void XmlPieces::advance_to(std::size_t position) {
  const auto first = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
  const auto last = buffer_.begin() + static_cast<std::ptrdiff_t>(position);
  line_ += static_cast<std::uint64_t>(std::count(first, last, '\n'));
  offset_ += position - at_;
  at_ = position;
}

/// To behind the next occurrence of a text; false, at the end of the input, where there is none.
bool XmlPieces::advance_past(std::string_view text) {
  while (true) {
    const std::size_t found = buffer_.find(text, at_);
    if (found != std::string::npos) {
      advance_to(found + text.size());
      return true;
    }
    // The text may stand across the end of what is held.
    const std::size_t safe = buffer_.size() - at_ >= text.size() ? buffer_.size() - text.size() + 1 : at_;
    advance_to(safe);
    if (!in_record_ && met_element_) forget();
    if (!refill()) {
      advance_to(buffer_.size());
      return false;
    }
  }
}

void XmlPieces::forget() noexcept {
  begin_ = at_;
  begin_offset_ = offset_;
  oversized_ = false;
}

/// Passes over one piece of text or markup and tells what it was; `text` at the end of the input too.
XmlPieces::Markup XmlPieces::step() {
  if (ahead().front() != '<') {
    const std::size_t next = std::min(buffer_.find('<', at_), buffer_.size());
    if (!in_record_) context_.append(ahead().substr(0, next - at_));
    advance_to(next);
    return Markup::text;
  }
  constexpr std::size_t kLongestOpening = 9;  // of "<![CDATA[" and "<!DOCTYPE"
  (void)has(kLongestOpening);
  if (ahead().starts_with("<!--")) {
    advance_to(at_ + 4);
    advance_past("-->");
    return Markup::other;
  }
  if (ahead().starts_with("<![CDATA[")) {
    const std::uint64_t begin = offset_;
    advance_past("]]>");
    const std::uint64_t size = offset_ - begin;
    if (!in_record_ && size <= at_) context_.append(std::string_view(buffer_).substr(at_ - size, size));
    return Markup::other;
  }
  if (ahead().starts_with("<?")) {
    const bool declaration = ahead().starts_with("<?xml") && ends_name(ahead().size() > 5 ? ahead()[5] : '>');
    const std::size_t begin = held();
    const bool closed = advance_past("?>");
    if (declaration && closed && begin <= held() && held() - begin < kMostAround && !in_record_) {
      declaration_ = buffer_.substr(begin_ + begin, held() - begin);
      doctype_.clear();  // another document begins
      context_.clear();
    }
    return Markup::other;
  }
  if (ahead().starts_with("<!DOCTYPE")) {
    doctype();
    return Markup::other;
  }
  return tag();
}

void XmlPieces::doctype() {
  const bool keep = !in_record_;
  std::string text;
  char quote = '\0';
  bool in_subset = false;
  while (has(1)) {
    const char byte = buffer_[at_];
    if (quote == '\0' && ahead().starts_with("<!--")) {
      advance_past("-->");
      continue;
    }
    if (keep && text.size() < kMostAround) text += byte;
    advance_to(at_ + 1);
    if (quote != '\0') {
      if (byte == quote) quote = '\0';
    } else if (byte == '"' || byte == '\'') {
      quote = byte;
    } else if (byte == '[' || byte == ']') {
      in_subset = byte == '[';
    } else if (byte == '>' && !in_subset) {
      break;
    }
  }
  if (keep) doctype_ = text.size() < kMostAround ? std::move(text) : std::string();
}

/// A tag: passed over to behind its '>' where it matters, else only its '<'; one that begins a record is not passed.
XmlPieces::Markup XmlPieces::tag() {
  const std::size_t longest = kLongestPrefix + longest_name_;
  (void)has(longest + 3);
  std::string_view name = ahead().substr(1);
  const bool closes = name.starts_with('/');
  if (closes) name.remove_prefix(1);
  std::size_t length = 0;
  while (length < name.size() && length < longest && !ends_name(name[length])) ++length;
  const bool ended = length < name.size() && ends_name(name[length]);
  name = ended ? name.substr(0, length) : std::string_view();
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return in_record_ ? tag_inside(name, closes) : tag_outside(name, closes);
}

XmlPieces::Markup XmlPieces::tag_inside(std::string_view name, bool closes) {
  if (name.empty() || name != record_name_) {
    advance_to(at_ + 1);
    return Markup::other;
  }
  if (closes) {
    advance_past(">");
    return Markup::end;
  }
  pending_start_ = true;
  return Markup::start;
}

XmlPieces::Markup XmlPieces::tag_outside(std::string_view name, bool closes) {
  if (!closes && is_record(name)) {
    record_name_ = name;
    pending_start_ = true;
    return Markup::start;
  }
  const std::size_t size = name.empty() ? 1 : tag_size();
  const std::string_view tag = ahead().substr(0, size);
  if (name.empty()) {
    context_.append(tag);
  } else if (closes) {
    context_.close(tag);
  } else {
    if (context_.is_empty()) context_.clear();  // the root of another document
    context_.open(tag);
  }
  advance_to(at_ + size);
  return Markup::other;
}

/// Bytes of the tag ahead, its '>' included, which does not count inside an attribute's quotes. Where the quotes are
/// out of order, up to the first one after all. No tag holds a '<' (XML 1.0, production 10).
std::size_t XmlPieces::tag_size() {
  char quote = '\0';
  std::size_t first = 0;
  for (std::size_t size = 1; size < kLongestTag && has(size + 1); ++size) {
    const char byte = buffer_[at_ + size];
    if (byte == '<') break;
    if (byte == '>' && quote == '\0') return size + 1;
    if (byte == '>' && first == 0) first = size + 1;
    if (quote == '\0' ? byte == '"' || byte == '\'' : byte == quote) quote = quote == '\0' ? byte : '\0';
  }
  return first > 0 ? first : 1;
}

XmlPiece XmlPieces::end_record(std::size_t element_begin, std::uint64_t line) {
  const std::size_t element_end = held();
  const bool closed = buffer_[at_ - 1] == '>' && !pending_start_;
  if (closed) take_in_trailer();
  in_record_ = false;
  XmlPiece piece = finish(element_begin, element_end);
  piece.line = line;
  met_element_ = true;
  return piece;
}

std::optional<XmlPiece> XmlPieces::next() {
  forget();
  std::size_t element = 0;  // where it begins, from begin_
  std::uint64_t line = line_;
  while (has(1)) {
    const bool any_tag = ahead().front() == '<' && has(2) && ahead()[1] != '!' && ahead()[1] != '?';
    if (!pending_start_) {
      const Markup markup = step();
      if (markup == Markup::end && in_record_) return end_record(element, line);
      if (markup != Markup::start) {
        met_element_ = met_element_ || (any_tag && !in_record_);
        if (!in_record_ && (met_element_ || held() > kMostAround)) forget();
        continue;
      }
      if (in_record_) return end_record(element, line);  // it was not closed; the next one's turn comes next
    }
    pending_start_ = false;
    // What stands before it is its own only where it is the document's whole content.
    if (met_element_ || begin_offset_ != 0) forget();
    in_record_ = true;
    element = held();
    line = line_;
    const std::size_t size = tag_size();  // moves at_ where it reads on
    advance_to(at_ + size);
    if (at_ >= 2 && buffer_[at_ - 1] == '>' && buffer_[at_ - 2] == '/') return end_record(element, line);
  }
  supply_.rethrow_damage();
  if (!in_record_) return std::nullopt;
  return end_record(element, line);
}

/// Behind the only element of a document there may be white space, comments and instructions. If the file ends so, they
/// belong to the record, else they do not.
void XmlPieces::take_in_trailer() {
  if (met_element_ || begin_offset_ != 0) return;  // not the first in the file
  const std::size_t end_held = held();
  const std::uint64_t end_offset = offset_;
  const std::uint64_t end_line = line_;
  bool whole = true;
  while (whole && has(1) && held() - end_held < kMostAround) {
    const bool comment = ahead().front() == '<' && has(4) && (ahead().starts_with("<!--") || ahead().starts_with("<?"));
    const bool space = std::string_view(" \t\r\n").find(ahead().front()) != std::string_view::npos;
    whole = (comment && !ahead().starts_with("<?xml")) || space;
    if (!whole) break;
    if (space) {
      advance_to(at_ + 1);
    } else {
      (void)step();
    }
  }
  if (whole && !has(1) && !supply_.is_damaged()) return;
  at_ = begin_ + end_held;
  offset_ = end_offset;
  line_ = end_line;
  met_element_ = true;  // more follows
}

XmlPiece XmlPieces::finish(std::size_t element_begin, std::size_t element_end) const {
  // Of a file of several, the record is the element alone.
  const bool whole_file = !met_element_ && supply_.at_end() && at_ == buffer_.size();
  XmlPiece piece;
  const std::size_t skipped = whole_file ? 0 : element_begin;
  piece.raw = std::string_view(buffer_).substr(begin_ + skipped, (whole_file ? held() : element_end) - skipped);
  piece.element = std::string_view(buffer_).substr(begin_ + element_begin, element_end - element_begin);
  piece.offset = begin_offset_ + skipped;
  piece.length = oversized_ ? offset_ - piece.offset : piece.raw.size();
  piece.name = record_name_;
  piece.opening = context_.opening();
  piece.closing = context_.closing();
  piece.declaration = declaration_;
  piece.doctype = doctype_;
  piece.oversized = oversized_ || piece.length > max_record_bytes_;
  return piece;
}

}  // namespace news::formats
