#include "searcher/batch/line_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "common/error.h"

namespace news::batch {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;

Error failed(const std::string& path, int reason) {
  return {Code::io, "can't read " + (path == "-" ? "standard input" : path) + ": " + std::strerror(reason)};
}

}  // namespace

LineSource::LineSource(const std::string& path) : path_(path) {
  descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw failed(path, errno);
  stopper_ = ::eventfd(0, EFD_CLOEXEC);
  if (stopper_ < 0) throw failed(path, errno);
}

LineSource::~LineSource() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  ::close(stopper_);
}

void LineSource::stop() noexcept {
  const std::uint64_t one = 1;
  // Can't fail: the counter is far from its end.
  [[maybe_unused]] const ssize_t written = ::write(stopper_, &one, sizeof one);
}

/// Reads some more bytes; false at the end.
bool LineSource::fill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  while (true) {
    std::array<pollfd, 2> waits = {pollfd{descriptor_, POLLIN, 0}, pollfd{stopper_, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), -1) < 0) {
      if (errno == EINTR) continue;
      throw failed(path_, errno);
    }
    if (waits[1].revents != 0) {
      buffer_.clear();
      ended_ = true;
      return false;
    }
    const std::size_t held = buffer_.size();
    buffer_.resize(held + kReadBytes);
    const ssize_t got = ::read(descriptor_, buffer_.data() + held, kReadBytes);
    const int reason = errno;
    buffer_.resize(held + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got > 0) return true;
    if (got == 0) {
      ended_ = true;
      return false;
    }
    if (reason != EINTR && reason != EAGAIN) throw failed(path_, reason);
  }
}

std::optional<Line> LineSource::next() {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (again_) return std::exchange(again_, std::nullopt);
  Line line;
  std::size_t searched = 0;  // bytes behind begin_ that hold no line end
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', begin_ + searched)) == std::string::npos) {
    searched = buffer_.size() - begin_;
    if (searched > kMaxLine) {
      line.cut = true;
      if (line.text.empty()) line.text = buffer_.substr(begin_, kMaxLine);
      begin_ += searched;
      searched = 0;
    }
    if (!fill()) break;
  }
  if (end == std::string::npos && buffer_.size() == begin_ && !line.cut) return std::nullopt;
  const std::size_t stop = std::min(end, buffer_.size());
  if (!line.cut) line.text = buffer_.substr(begin_, stop - begin_);
  begin_ = end == std::string::npos ? buffer_.size() : end + 1;
  line.number = ++lines_;
  if (line.text.ends_with('\r')) line.text.pop_back();
  if (line.number == 1 && line.text.starts_with(kByteOrderMark)) line.text.erase(0, kByteOrderMark.size());
  return line;
}

}  // namespace news::batch
