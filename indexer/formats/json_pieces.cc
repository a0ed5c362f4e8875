// Finds where JSON records begin and end, without parsing them.
#include "indexer/formats/json_pieces.h"

#include <algorithm>
#include <array>

namespace news::formats {
namespace {

constexpr std::size_t kLayoutBytes = std::size_t{64} << 10;
constexpr std::size_t kLongestFirstLine = std::size_t{4} << 20;
constexpr std::size_t kKeptOfOversized = 4096;
constexpr std::uint64_t kMaxDepth = 512;  // the parser and the values it makes are held to it
constexpr std::uint64_t kMaxWrapperDepth = 3;
constexpr std::size_t kLongestKey = 24;

constexpr auto kWrapperKeys =
    std::to_array<std::string_view>({"articles", "data", "docs", "documents", "entries", "hits", "items", "news",
                                     "posts", "records", "response", "results", "stories"});
constexpr auto kBodyKeys = std::to_array<std::string_view>({"body", "content", "contents", "maintext", "text"});

template <typename Table>
bool contains(const Table& table, std::string_view key) {
  return std::find(table.begin(), table.end(), key) != table.end();
}

bool is_json_space(char byte) {
  constexpr char kRecordSeparator = '\x1e';  // RFC 7464 begins each record with it
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == kRecordSeparator;
}

/// Whether a line is one object from its first byte to its last.
bool is_whole_object(std::string_view line) {
  if (line.empty() || line.front() != '{') return false;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char byte = line[at];
    if (in_string) {
      if (byte == '\\') ++at;
      if (byte == '"') in_string = false;
    } else if (byte == '"') {
      in_string = true;
    } else if (byte == '{' || byte == '[') {
      ++depth;
    } else if (byte == '}' || byte == ']') {
      if (depth-- == 1) return line.find_first_not_of(" \t\r", at + 1) == std::string_view::npos;
    }
  }
  return false;
}

}  // namespace

/// Where a scan stands between brackets and strings. Positions count from the beginning of the record.
struct JsonPieces::Scan {
  std::uint64_t depth = 0;
  std::uint64_t deepest = 0;
  std::uint64_t lists = 0;  // how many of the open brackets are '['
  bool in_string = false;
  bool escaped = false;
  bool look_for_wrapper = false;
  bool has_body = false;
  std::size_t string_begin = 0;
  std::size_t string_end = 0;
  std::string key;               // the last one, if it is short; empty once its value began
  std::uint64_t list_depth = 0;  // of the list whose first element decides; 0: none
  std::optional<std::size_t> element;
  std::uint64_t element_offset = 0;
  std::uint64_t element_line = 0;
};

JsonPieces::JsonPieces(sources::ByteStream& bytes, std::uint64_t max_record_bytes, IsArticle is_article)
    : supply_(bytes), max_record_bytes_(max_record_bytes), is_article_(is_article) {}

bool JsonPieces::refill() {
  if (supply_.at_end()) return false;
  buffer_.erase(0, begin_);
  at_ -= begin_;
  begin_ = 0;
  if (at_ == buffer_.size() && at_ > max_record_bytes_) {
    const std::size_t kept = std::min(at_, kKeptOfOversized);
    buffer_.resize(kept);
    at_ = kept;
    oversized_ = true;
  }
  return supply_.append_to(buffer_);
}

void JsonPieces::advance() {
  ++column_;
  if (buffer_[at_] == '\n') {
    ++line_;
    column_ = 0;
  }
  ++at_;
  ++offset_;
}

void JsonPieces::forget() noexcept {
  begin_ = at_;
  oversized_ = false;
}

void JsonPieces::look_at_layout() {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  while (buffer_.size() < kLayoutBytes ||
         (buffer_.size() < kLongestFirstLine && buffer_.find('\n') == std::string::npos)) {
    if (!refill()) break;
  }
  if (buffer_.starts_with(kByteOrderMark)) {
    at_ += kByteOrderMark.size();
    offset_ += kByteOrderMark.size();
  }

  std::size_t lines = 0;
  std::size_t whole = 0;
  const std::string_view head = std::string_view(buffer_).substr(at_);
  for (std::size_t begin = 0; begin < head.size();) {
    const std::size_t end = head.find('\n', begin);
    if (end == std::string_view::npos && !supply_.at_end() && lines > 0) break;  // a part of a line tells nothing
    const std::string_view line = head.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) ++lines;
    if (is_whole_object(line)) ++whole;
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  line_by_line_ = whole > 0 && whole * 2 >= lines;
}

void JsonPieces::begin_piece() {
  forget();
  piece_offset_ = offset_;
  piece_line_ = line_;
}

JsonPiece JsonPieces::finish(const char* fault) const {
  JsonPiece piece;
  piece.raw = std::string_view(buffer_).substr(begin_, held());
  piece.offset = piece_offset_;
  piece.length = offset_ - piece_offset_;
  piece.line = piece_line_;
  piece.fault = oversized_ || piece.length > max_record_bytes_ ? "the record is larger than the limit" : fault;
  return piece;
}

std::optional<JsonPiece> JsonPieces::next() {
  if (!started_) look_at_layout();
  started_ = true;
  while (true) {
    forget();
    if (!has_byte()) {
      supply_.rethrow_damage();
      if (place_ == Place::top) return std::nullopt;
      place_ = Place::top;
      begin_piece();
      return finish("the file ends inside a list that is not closed");
    }
    const char byte = buffer_[at_];
    if (place_ == Place::wrapper) {
      leave_wrapper();
    } else if (is_json_space(byte) || (byte == ',' && place_ != Place::top)) {
      advance();
    } else if (byte == '{') {
      return object();
    } else if (byte == '[' && place_ == Place::top) {
      place_ = Place::list;
      advance();
    } else if (byte == ']' && place_ != Place::top) {
      place_ = place_ == Place::wrapped_list ? Place::wrapper : Place::top;
      advance();
    } else {
      return no_object();
    }
  }
}

std::optional<JsonPiece> JsonPieces::object() {
  begin_piece();
  const std::uint64_t column = column_;
  Scan state;
  state.look_for_wrapper = place_ == Place::top;
  switch (scan(state)) {
    case Stop::complete:
      return finish(state.deepest > kMaxDepth ? "nested too deeply" : nullptr);
    case Stop::wrapper:
      begin_ += *state.element;
      piece_offset_ = state.element_offset;
      piece_line_ = state.element_line;
      wrapper_depth_ = state.list_depth - 1;
      place_ = Place::wrapped_list;
      return finish(state.deepest > kMaxDepth ? "nested too deeply" : nullptr);
    case Stop::broken:
      skip_to_resync(column);
      return finish(state.in_string ? "a string is not closed" : "the object is not closed");
    case Stop::input_end:
      supply_.rethrow_damage();
      break;
  }
  return finish("the file ends inside the record");
}

/// Everything up to the next object or the end of the list is one fault, however much it is.
JsonPiece JsonPieces::no_object() {
  begin_piece();
  bool in_string = false;
  std::uint64_t lists = 0;
  do {
    const char byte = buffer_[at_];
    if (byte == '\n') in_string = false;
    if (in_string && byte == '\\') {
      advance();
      if (!has_byte()) break;
    } else if (byte == '"') {
      in_string = !in_string;
    } else if (!in_string && byte == '[') {
      ++lists;
    } else if (!in_string && byte == ']' && lists > 0) {
      --lists;
    }
    advance();
    if (!has_byte()) break;
    const char following = buffer_[at_];
    if (place_ == Place::top) {
      if (column_ == 0 && (line_by_line_ || following == '{' || following == '[')) break;
    } else if (!in_string && lists == 0 && (following == '{' || following == ']')) {
      break;
    }
  } while (true);
  return finish("not a JSON object");
}

/// Behind the list of a wrapper: on to its end, or to a further list that may hold articles.
void JsonPieces::leave_wrapper() {
  Scan state;
  state.depth = wrapper_depth_;
  while (state.depth > 0 && has_byte()) {
    forget();
    if (buffer_[at_] == '"') {
      advance();
      state.in_string = true;
      state.string_begin = held();
      while (state.in_string && has_byte()) {
        const char byte = buffer_[at_];
        if (byte == '\n') break;
        if (!state.escaped && byte == '"') {
          state.in_string = false;
          state.string_end = held();
        }
        state.escaped = !state.escaped && byte == '\\';
        advance();
      }
      state.in_string = false;
      state.escaped = false;
      std::size_t string_length = state.string_end > state.string_begin ? state.string_end - state.string_begin : 0;
      if (string_length > kLongestKey) string_length = 0;
      state.key = buffer_.substr(begin_ + state.string_begin, string_length);
      continue;
    }
    const char byte = buffer_[at_];
    advance();
    if (byte == '[' && state.lists == 0 && state.depth <= kMaxWrapperDepth && contains(kWrapperKeys, state.key)) {
      wrapper_depth_ = state.depth;
      place_ = Place::wrapped_list;
      return;
    }
    if (byte == '{' || byte == '[') {
      ++state.depth;
      if (byte == '[') ++state.lists;
    } else if (byte == '}' || byte == ']') {
      --state.depth;
      if (byte == ']' && state.lists > 0) --state.lists;
    }
    if (byte != ':' && !is_json_space(byte)) state.key.clear();
  }
  if (state.depth == 0) place_ = Place::top;
}

void JsonPieces::note_key(Scan& scan) const {
  const std::size_t length = scan.string_end - scan.string_begin;
  scan.key.clear();
  if (length > kLongestKey || scan.string_end > held() || oversized_) return;
  scan.key = buffer_.substr(begin_ + scan.string_begin, length);
  if (scan.depth == 1 && contains(kBodyKeys, scan.key)) scan.has_body = true;
}

void JsonPieces::open_bracket(Scan& scan, char bracket) const {
  if (bracket == '[') {
    const bool wraps = scan.look_for_wrapper && !scan.has_body && scan.lists == 0 && scan.depth <= kMaxWrapperDepth;
    if (wraps && scan.list_depth == 0 && contains(kWrapperKeys, scan.key)) scan.list_depth = scan.depth + 1;
    ++scan.lists;
  } else if (scan.list_depth != 0 && scan.depth == scan.list_depth && !scan.element) {
    scan.element = held();
    scan.element_offset = offset_;
    scan.element_line = line_;
  }
  scan.key.clear();
  scan.deepest = std::max(scan.deepest, ++scan.depth);
}

bool JsonPieces::holds_articles(Scan& scan) const {
  const bool element_ends = scan.element && scan.depth == scan.list_depth;
  if (!element_ends) return false;
  if (!oversized_ && is_article_(std::string_view(buffer_).substr(begin_ + *scan.element, held() - *scan.element))) {
    return true;
  }
  scan.list_depth = 0;
  scan.element.reset();
  return false;
}

JsonPieces::Stop JsonPieces::scan(Scan& scan) {
  while (has_byte()) {
    const char byte = buffer_[at_];
    if (byte == '\n' && (scan.in_string || line_by_line_)) return Stop::broken;
    if (scan.in_string) {
      if (scan.escaped) {
        scan.escaped = false;
      } else if (byte == '\\') {
        scan.escaped = true;
      } else if (byte == '"') {
        scan.in_string = false;
        scan.string_end = held();
      }
      advance();
      continue;
    }
    switch (byte) {
      case '"':
        scan.in_string = true;
        scan.string_begin = held() + 1;
        break;
      case ':':
        note_key(scan);
        break;
      case ',':
        scan.key.clear();
        break;
      case '{':
      case '[':
        open_bracket(scan, byte);
        break;
      case ']':
        if (scan.lists > 0) --scan.lists;
        if (scan.depth == scan.list_depth && !scan.element) scan.list_depth = 0;  // it was empty
        [[fallthrough]];
      case '}':
        --scan.depth;
        break;
      default:
        break;
    }
    advance();
    if (scan.depth == 0) return Stop::complete;
    if (byte == '}' && holds_articles(scan)) return Stop::wrapper;
  }
  return Stop::input_end;
}

/// To the next line on which something begins that can be a record like the broken one, which began in `column`.
void JsonPieces::skip_to_resync(std::uint64_t column) {
  while (has_byte()) {
    if (buffer_[at_] != '\n') {
      advance();
      continue;
    }
    if (line_by_line_) return;
    advance();
    while (has_byte() && (buffer_[at_] == ' ' || buffer_[at_] == '\t')) advance();
    if (!has_byte()) return;
    if (buffer_[at_] == '{' && column_ == column) return;
    if (buffer_[at_] == ']' && column_ < column) return;
  }
}

}  // namespace news::formats
