// Lines of a file, or of standard input as they come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace news::batch {

/// A line and its number, from 1.
struct Line {
  std::string text;  ///< without its end (LF or CR LF)
  std::uint64_t number = 0;
  bool cut = false;  ///< it was longer than kMaxLine; `text` is its beginning
};

/// Bytes of a line. More is a file given by mistake.
inline constexpr std::size_t kMaxLine = std::size_t{1} << 20;

/// Gives lines as soon as they are there: a program may write one query, and wait for its answer before it writes the
/// next. A byte order mark at the beginning is passed over.
class LineSource {
 public:
  /// `path`, or standard input where it is "-". Throws Error(Code::io) where it can't be opened.
  explicit LineSource(const std::string& path);
  ~LineSource();
  LineSource(const LineSource&) = delete;
  LineSource& operator=(const LineSource&) = delete;

  /// The next line, or nullopt at the end and after stop(). Throws Error(Code::io).
  [[nodiscard]] std::optional<Line> next();

  /// Makes next() give this line again.
  void put_back(Line line) { again_ = std::move(line); }

  /// Ends a next() that waits for a line, from another thread. There are no more lines then.
  void stop() noexcept;

 private:
  [[nodiscard]] bool fill();

  std::string path_;
  std::optional<Line> again_;
  int descriptor_ = -1;
  int stopper_ = -1;  // readable once stop() was called
  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not given yet, in the buffer
  std::uint64_t lines_ = 0;
  bool ended_ = false;
};

}  // namespace news::batch
