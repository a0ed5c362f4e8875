// What a run says while it goes on: lines that stay, and on a terminal one below them that changes.
#pragma once

#include <fstream>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

namespace news {

/// May be used by several threads at once.
class Log {
 public:
  /// Lines go to `err`; where `file` is named, to its end instead, each with the local time before it. `quiet` keeps
  /// back what say() is given. `err` must outlive the log. Throws Error(Code::usage) where the file can't be opened.
  Log(std::ostream& err, const std::string& file, bool quiet);

  /// A line, made safe for a terminal.
  void say(std::string_view text);
  /// A line that is said even when quiet: how far a run is, that it failed.
  void insist(std::string_view text);

  /// The line that changes, at the bottom of the terminal behind `err`: made safe, cut to the terminal's width. Empty
  /// takes it away.
  void show(std::string_view text);

  [[nodiscard]] bool has_file() const noexcept { return file_.is_open(); }

 private:
  void erase_shown();

  std::mutex mutex_;
  std::ostream& err_;
  std::ofstream file_;
  std::string path_;
  bool quiet_;
  std::string shown_;
};

}  // namespace news
