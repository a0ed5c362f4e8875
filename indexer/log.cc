#include "indexer/log.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <ostream>

#include "common/error.h"
#include "common/text.h"

namespace news {
namespace {

/// ISO 8601 in local time with its offset; by the C library, so that loading the world's zones costs a run nothing.
std::string time_stamp() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &local);
  return {text, length};
}

/// Characters that a line of the terminal holds.
std::size_t terminal_width() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

/// Its first characters, of UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && count-- == 0) break;
  }
  return text.substr(0, end);
}

}  // namespace

Log::Log(std::ostream& err, const std::string& file, bool quiet) : err_(err), path_(file), quiet_(quiet) {
  if (file.empty()) return;
  file_.open(file, std::ios::app);
  if (!file_) throw Error(Code::usage, "can't open the log " + file + ": " + std::strerror(errno));
}

void Log::say(std::string_view text) {
  if (!quiet_) insist(text);
}

void Log::insist(std::string_view text) {
  const std::string line = one_line(sanitise(text));
  const std::lock_guard lock(mutex_);
  if (file_.is_open()) {
    file_ << time_stamp() << ' ' << line << std::endl;  // flushed: who looks in at night sees how it stands
    if (file_) return;
    // A full disk below the log is no reason to end the run.
    file_.close();
    erase_shown();
    err_ << "can't write the log " << path_ << ": its lines follow here\n";
  }
  erase_shown();
  err_ << line << '\n' << std::flush;
  if (!shown_.empty()) err_ << shown_ << std::flush;
}

void Log::show(std::string_view text) {
  const std::string line = one_line(sanitise(text));
  const std::lock_guard lock(mutex_);
  erase_shown();
  shown_ = first_characters(line, terminal_width() - 1);
  err_ << shown_ << std::flush;
}

void Log::erase_shown() {
  // ECMA-48: EL, erase to the end of the line.
  if (!shown_.empty()) err_ << "\r\x1b[K";
}

}  // namespace news
