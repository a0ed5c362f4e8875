// Cuts a stream of JSON into the records that it holds, by bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/formats/byte_supply.h"
#include "indexer/sources/byte_stream.h"

namespace news::formats {

/// One record: the bytes of an object, or of what stands where an object should.
struct JsonPiece {
  std::string_view raw;         ///< valid until the next call; only the first bytes of a record that is too large
  std::uint64_t offset = 0;     ///< of its first byte in the member
  std::uint64_t length = 0;     ///< bytes, also where `raw` holds fewer
  std::uint64_t line = 0;       ///< on which it begins, from 1
  const char* fault = nullptr;  ///< why it can't be parsed; nullptr where it is an object by its brackets
};

/// Objects one a line, on end or over several lines; elements of a top-level array; elements of the array in a wrapper
/// (`{"articles":[...]}`, also `items`, `docs`, `data`, `results`..., inside further objects). They are cut by brackets
/// and strings alone, so that offsets are exact and no more than one record is held in memory. After a broken record
/// it goes on at the next line; where records span lines, at the next one that begins in the same column.
class JsonPieces {
 public:
  /// Tells by an object's bytes whether it is an article, that is whether the object around it is only a wrapper.
  using IsArticle = bool (*)(std::string_view object);

  /// Records larger than `max_record_bytes` are given with a fault.
  JsonPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, IsArticle is_article);

  /// Throws Error(Code::source_unreadable) where the stream is damaged, after the records before the damage.
  [[nodiscard]] std::optional<JsonPiece> next();

 private:
  enum class Place { top, list, wrapped_list, wrapper };
  enum class Stop { complete, wrapper, broken, input_end };
  struct Scan;

  bool refill();
  [[nodiscard]] bool has_byte() { return at_ < buffer_.size() || refill(); }
  void advance();
  void forget() noexcept;
  void look_at_layout();
  [[nodiscard]] std::size_t held() const noexcept { return at_ - begin_; }

  void begin_piece();
  [[nodiscard]] JsonPiece finish(const char* fault) const;
  [[nodiscard]] std::optional<JsonPiece> object();
  [[nodiscard]] JsonPiece no_object();
  void leave_wrapper();
  [[nodiscard]] Stop scan(Scan& scan);
  void note_key(Scan& scan) const;
  void open_bracket(Scan& scan, char bracket) const;
  [[nodiscard]] bool holds_articles(Scan& scan) const;
  void skip_to_resync(std::uint64_t column);

  ByteSupply supply_;
  std::uint64_t max_record_bytes_;
  IsArticle is_article_;

  std::string buffer_;
  std::size_t begin_ = 0;     // of the current record in buffer_
  std::size_t at_ = 0;        // of the next byte to look at
  std::uint64_t offset_ = 0;  // of that byte in the member
  std::uint64_t line_ = 1;
  std::uint64_t column_ = 0;  // bytes since the last line end
  bool oversized_ = false;    // the middle of the current record was dropped

  bool started_ = false;
  bool line_by_line_ = false;
  Place place_ = Place::top;
  std::uint64_t wrapper_depth_ = 0;  // objects open around the list
  std::uint64_t piece_offset_ = 0;
  std::uint64_t piece_line_ = 1;
};

}  // namespace news::formats
