// Streams lines, keeps one record and a few lines ahead.
#include "indexer/formats/text_split.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/formats/date_text.h"
#include "indexer/formats/story_opening.h"

namespace news::formats {
namespace {

constexpr std::size_t kLookahead = 12;                         // lines
constexpr std::size_t kLookaheadBytes = std::size_t{1} << 20;  // but never several of the longest lines at once
constexpr std::size_t kKeptBeginning = 4096;                   // bytes of a too large record, for the quarantine
constexpr std::size_t kLongestDateLine = 100;
constexpr std::string_view kGluedFurniture = "Read more";

std::uint32_t bit(Label label) { return std::uint32_t{1} << static_cast<unsigned>(label); }

/// Where files were joined end to end, "Read more" without a line end runs into the next article's "ID :". The bytes of
/// the line that belong to the article before, or 0.
std::size_t glued_end(std::string_view text) {
  if (text.size() <= kGluedFurniture.size() || !iequals_ascii(text.substr(0, kGluedFurniture.size()), kGluedFurniture))
    return 0;
  const auto label = read_label(text.substr(kGluedFurniture.size()));
  return label && (label->label == Label::id || label->label == Label::title) ? kGluedFurniture.size() : 0;
}

}  // namespace

std::string_view TextSplitter::line(std::size_t index) const {
  const Span& span = lines_[index];
  std::string_view text = std::string_view(buffer_).substr(span.begin, span.length);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

void TextSplitter::append(std::string_view raw, std::uint64_t length) {
  lines_.push_back({buffer_.size(), raw.size(), length - raw.size()});
  buffer_.append(raw);
}

void TextSplitter::fill() {
  while (!at_end_ && lines_.size() < kLookahead && buffer_.size() - scanned_ <= kLookaheadBytes) {
    const auto read = input_.next();
    if (!read) {
      at_end_ = true;
      return;
    }
    const std::size_t glued = read->cut ? 0 : glued_end(read->text);
    if (glued > 0) append(read->raw.substr(0, glued), glued);
    append(read->raw.substr(glued), read->length - glued);
  }
}

std::size_t TextSplitter::next_text(std::size_t index) const {
  while (index < lines_.size() && mark_of(line(index)) == Mark::blank) ++index;
  return index;
}

bool TextSplitter::is_date_line(std::size_t index) const {
  const std::string_view text = line(index);
  const bool digits = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.size() > kLongestDateLine) return false;
  const auto date = read_date(text, DateOrder::automatic);
  return date && date->time.precision >= Precision::day;
}

bool TextSplitter::begins_like_headline(std::size_t index) const {
  if (index + 2 >= lines_.size() || !looks_like_headline(line(index)) || opens_boilerplate(line(index))) return false;
  if (mark_of(line(index + 1)) != Mark::blank) return false;
  const std::size_t text = next_text(index + 1);
  return text < lines_.size() && looks_like_prose(line(text));
}

bool TextSplitter::begins_after_separator(std::size_t index) const {
  if (const auto label = read_label(line(index)); label && label->label != Label::ignored) {
    // Between the parts of one head a rule only decorates.
    return text_lines_ > 0 || (labels_ & bit(label->label)) != 0;
  }
  if (is_date_line(index)) return text_lines_ > 0;
  const bool may_decorate = underline_ || last_mark_ == Mark::spaced_rule;
  return !may_decorate && !labelled_ && headline_ && text_lines_ >= 2 && begins_like_headline(index);
}

bool TextSplitter::begins_label_block(std::size_t index) const {
  if (!labelled_ || text_lines_ == 0) return false;
  const auto label = read_label(line(index));
  if (!label || (!last_blank_ && !last_furniture_)) return false;
  if (label->label == first_label_) {
    // A single "Source: X" below a text is its credit; at the top of a head more lines follow.
    if (label->label == Label::id || label->label == Label::title) return true;
  } else if (label->label != Label::id && label->label != Label::title) {
    return false;
  }
  const std::size_t next = next_text(index + 1);
  if (next >= lines_.size()) return false;
  return read_label(line(next)).has_value() || is_date_line(next);
}

bool TextSplitter::begins_record(std::size_t index) const {
  const Mark mark = mark_of(line(index));
  if (mark == Mark::form_feed) {
    const bool alone = trim(line(index)).empty();
    const std::size_t text = alone ? next_text(index + 1) : index;
    if (text >= lines_.size()) return false;
    return begins_after_separator(text) && text_lines_ > 0;
  }
  if (mark != Mark::none) return false;
  const bool separated = last_mark_ != Mark::none && last_mark_ != Mark::blank && last_mark_ != Mark::form_feed;
  return (separated && begins_after_separator(index)) || begins_label_block(index);
}

void TextSplitter::observe(std::size_t index) {
  const std::string_view text = line(index);
  const Mark mark = mark_of(text);
  if (mark == Mark::blank) {
    last_blank_ = true;
    return;
  }
  if (mark == Mark::none || mark == Mark::form_feed) {
    // Labels and dates count only at the top: below text, "Source: X" is part of it.
    const auto label = text_lines_ == 0 ? read_label(text) : std::nullopt;
    const bool date = text_lines_ == 0 && !label && is_date_line(index);
    if (label) {
      labels_ |= bit(label->label);
      if (!first_label_) first_label_ = label->label;
    }
    if (label || date) {
      labelled_ = true;
    } else {
      if (text_lines_ == 0) headline_ = begins_like_headline(index);
      ++text_lines_;
    }
    last_furniture_ = is_furniture(text);
  } else {
    underline_ = text_lines_ == 1 && !last_blank_ && last_mark_ == Mark::none;
    last_furniture_ = false;
  }
  last_mark_ = mark;
  last_blank_ = false;
}

/// Takes the first of the lines ahead into the record; of a record that is too large, nothing but its beginning is
/// held.
void TextSplitter::pass() {
  const Span passed = lines_.front();
  lines_.erase(lines_.begin());
  scanned_ = passed.begin + passed.length;
  if (!too_large_ && passed.missing == 0 && scanned_ <= max_record_bytes_) return;
  if (!too_large_) {
    too_large_ = true;
    beginning_ = buffer_.substr(0, std::min(scanned_, kKeptBeginning));
  }
  shed_ += scanned_ + passed.missing;
  buffer_.erase(0, scanned_);
  for (Span& span : lines_) span.begin -= scanned_;
  scanned_ = 0;
}

TextRecord TextSplitter::hand_out() {
  TextRecord record;
  record.offset = offset_;
  record.length = shed_ + scanned_;
  record.too_large = too_large_;
  record.raw = too_large_ ? std::string_view(beginning_) : std::string_view(buffer_).substr(0, scanned_);
  offset_ += record.length;
  handed_ = scanned_;
  shed_ = 0;
  too_large_ = false;
  labels_ = 0;
  first_label_.reset();
  labelled_ = headline_ = underline_ = last_furniture_ = false;
  text_lines_ = 0;
  last_mark_ = Mark::blank;
  last_blank_ = true;
  return record;
}

std::optional<TextRecord> TextSplitter::next() {
  buffer_.erase(0, handed_);
  for (Span& span : lines_) span.begin -= handed_;
  handed_ = 0;
  scanned_ = 0;
  for (bool first = true;; first = false) {
    fill();
    if (lines_.empty()) {
      if (scanned_ == 0 && shed_ == 0) return std::nullopt;
      return hand_out();
    }
    if (!first && begins_record(0)) return hand_out();
    observe(0);
    pass();
  }
}

}  // namespace news::formats
