#include "indexer/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text.h"

namespace news {
namespace {

using namespace std::chrono_literals;

constexpr auto kMoment = 2s;  // a run that is over by then needs no census

const char* name_of(Phase phase) {
  switch (phase) {
    case Phase::reading:
      return "reading";
    case Phase::merging:
      return "merging";
    case Phase::publishing:
      return "publishing";
    case Phase::joining:
      return "joining generations";
    case Phase::checking:
      return "checking";
    case Phase::rebuilding:
      return "rebuilding";
  }
  return "";
}

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

/// 1:02:03, or 2:03.
std::string clock_text(double seconds) {
  constexpr std::uint64_t kMost = 1'000'000'000;
  const auto whole = static_cast<std::uint64_t>(std::clamp(seconds, 0.0, static_cast<double>(kMost)));
  const std::uint64_t hours = whole / 3600;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_line(const Reading& reading, const Extent& extent, double bytes_per_second, unsigned workers) {
  std::string line = name_of(reading.phase);
  if (reading.phase != Phase::reading) {
    line += " for " + clock_text(reading.seconds);
    if (reading.articles > 0) line += fmt::format(", {} articles", reading.articles);
    if (reading.files > 0) line += fmt::format(" of {} files read", reading.files);
  } else {
    line += fmt::format(" {}", reading.files);
    if (extent.files > 0) line += fmt::format(" of {}{}", extent.files, extent.complete ? "" : "+");
    line += fmt::format(" files, {} articles, {:.1f}", reading.articles, megabytes(reading.bytes));
    if (extent.bytes > 0) line += fmt::format(" of {:.1f}{}", megabytes(extent.bytes), extent.complete ? "" : "+");
    line += " MB";
    if (bytes_per_second > 0) line += fmt::format(", {:.1f} MB/s", bytes_per_second / 1e6);
    if (extent.complete && bytes_per_second > 0) {
      const std::uint64_t left = extent.bytes - std::min(extent.bytes, reading.bytes);
      line += fmt::format(", {} left", clock_text(static_cast<double>(left) / bytes_per_second));
    }
  }
  if (reading.refused > 0) line += fmt::format(", {} refused", reading.refused);
  if (reading.phase == Phase::reading) line += ", " + counted(workers, "worker");
  return line;
}

Progress::Progress(Log& log, Display display, unsigned workers, std::optional<std::chrono::milliseconds> interval)
    : log_(log),
      display_(display),
      workers_(workers),
      interval_(interval.value_or(display == Display::live ? 250ms : 60'000ms)) {
  if (display_ != Display::none) watcher_ = std::thread([this] { watch(); });
}

void Progress::expect(Census census) {
  if (display_ == Display::none) return;
  census_ = std::move(census);
  counter_ = std::thread([this] { count(); });
}

Progress::~Progress() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  given_up_ = true;
  woken_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  if (counter_.joinable()) counter_.join();
  if (display_ == Display::live) log_.show({});
}

void Progress::begin(Phase phase) {
  const std::lock_guard lock(mutex_);
  phase_ = phase;
  phase_began_ = Clock::now();
}

Progress::Source::Source(Progress& progress, std::function<std::uint64_t()> bytes_read) : progress_(progress) {
  const std::lock_guard lock(progress_.mutex_);
  progress_.bytes_read_ = std::move(bytes_read);
}

Progress::Source::~Source() {
  const std::lock_guard lock(progress_.mutex_);
  progress_.bytes_read_ = nullptr;
}

/// Whether there is still somebody to tell after this time.
bool Progress::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !woken_.wait_for(lock, time, [this] { return done_; });
}

void Progress::watch() {
  rate(0);
  while (wait(interval_)) {
    Reading reading;
    Extent extent;
    {
      const std::lock_guard lock(mutex_);
      reading.phase = phase_;
      reading.seconds = std::chrono::duration<double>(Clock::now() - phase_began_).count();
      extent = extent_;
      if (bytes_read_) reading.bytes = bytes_passed_over + bytes_read_();
    }
    reading.files = files;
    reading.articles = articles;
    reading.refused = refused;
    const std::string line = progress_line(reading, extent, rate(reading.bytes), workers_);
    if (display_ == Display::live) {
      log_.show(line);
    } else {
      log_.insist(line);
    }
  }
}

/// Bytes a second, over the last half minute or since the line before, whichever is longer.
double Progress::rate(std::uint64_t now_bytes) {
  constexpr auto kWindow = 30s;
  const Clock::time_point now = Clock::now();
  marks_.push_back({now, now_bytes});
  while (marks_.size() > 2 && now - marks_[1].time >= kWindow) marks_.pop_front();
  const Mark& first = marks_.front();
  const double seconds = std::chrono::duration<double>(now - first.time).count();
  return seconds > 0 && now_bytes > first.bytes ? static_cast<double>(now_bytes - first.bytes) / seconds : 0;
}

void Progress::count() {
  if (!wait(kMoment)) return;
  census_(given_up_, [this](Extent extent) {
    const std::lock_guard lock(mutex_);
    extent_ = extent;
  });
}

}  // namespace news
