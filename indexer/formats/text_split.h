// Cuts a plain-text dump into the records of its articles, in bounded memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/input.h"
#include "indexer/formats/text_shapes.h"

namespace news::formats {

/// The bytes of one article with the separators behind it: the records of a file join up without a gap, so that a file
/// of one article is one record.
struct TextRecord {
  std::string_view raw;      ///< valid until the next call; only the beginning where it is too large
  std::uint64_t offset = 0;  ///< of the first byte in the member
  std::uint64_t length = 0;
  bool too_large = false;
};

/// Finds where articles begin. A separator alone decides nothing, since lines of dashes also decorate and underline: it
/// is what follows that tells, a label or date line, or the same headline-and-blank shape that this record began with.
/// Without a separator, only a label block that begins as the first one of this record begins a new one.
class TextSplitter {
 public:
  /// `input` outlives this.
  TextSplitter(LineInput& input, std::uint64_t max_record_bytes) : input_(input), max_record_bytes_(max_record_bytes) {}

  [[nodiscard]] std::optional<TextRecord> next();

 private:
  struct Span {
    std::size_t begin;
    std::size_t length;     // with the line end
    std::uint64_t missing;  // bytes that a line over the limit has beyond the kept ones
  };

  void fill();
  void append(std::string_view raw, std::uint64_t length);
  [[nodiscard]] std::string_view line(std::size_t index) const;
  [[nodiscard]] bool begins_record(std::size_t index) const;
  [[nodiscard]] bool begins_after_separator(std::size_t index) const;
  [[nodiscard]] bool begins_label_block(std::size_t index) const;
  [[nodiscard]] bool begins_like_headline(std::size_t index) const;
  [[nodiscard]] bool is_date_line(std::size_t index) const;
  [[nodiscard]] std::size_t next_text(std::size_t index) const;
  void observe(std::size_t index);
  void pass();
  TextRecord hand_out();

  LineInput& input_;
  std::uint64_t max_record_bytes_;
  bool at_end_ = false;

  std::string buffer_;        // this record and the lines looked at ahead
  std::vector<Span> lines_;   // those ahead; nothing is kept a line of the record, which may be all line ends
  std::size_t scanned_ = 0;   // bytes of the buffer that belong to this record
  std::size_t handed_ = 0;    // bytes of the record handed out last, still in the buffer
  std::uint64_t offset_ = 0;  // of the record in the member
  std::uint64_t shed_ = 0;    // bytes of a too large record that are gone already
  bool too_large_ = false;
  std::string beginning_;  // of a too large record

  // What this record has shown so far.
  std::uint32_t labels_ = 0;  // bit by Label
  std::optional<Label> first_label_;
  bool labelled_ = false;  // it begins with a label or date line
  bool headline_ = false;  // it begins with a headline and a blank line
  std::size_t text_lines_ = 0;
  Mark last_mark_ = Mark::blank;  // of the last line that is not blank
  bool last_blank_ = true;        // the last line is blank
  bool underline_ = false;        // the last mark stands directly below the first line of text
  bool last_furniture_ = false;
};

}  // namespace news::formats
