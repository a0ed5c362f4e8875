// How far a run is, for whoever watches: a line that changes on a terminal, else a line in the log each minute.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "indexer/log.h"

namespace news {

/// What a run is at.
enum class Phase : std::uint8_t { reading, merging, publishing, joining, checking, rebuilding };

/// A reading of the gauges.
struct Reading {
  Phase phase = Phase::reading;
  std::uint64_t files = 0;     ///< read or passed over
  std::uint64_t articles = 0;  ///< read
  std::uint64_t refused = 0;   ///< records
  std::uint64_t bytes = 0;     ///< of the files as they lie on the disk, read or passed over
  double seconds = 0;          ///< since the phase began
};

/// What there is to read, as far as it is known.
struct Extent {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  bool complete = false;  ///< else there is more
};

/// The line that says it. `bytes_per_second`: of late; 0 where it is not known yet.
[[nodiscard]] std::string progress_line(const Reading& reading, const Extent& extent, double bytes_per_second,
                                        unsigned workers);

/// Draws the line from a thread of its own, for as long as it lives. The gauges are set by the thread that runs.
class Progress {
 public:
  enum class Display {
    none,
    live,    ///< Log::show, four times a second
    minute,  ///< Log::insist, once a minute
  };
  /// Finds out what there is to read, and tells it as far as it has come. Returns early where `given_up` becomes true.
  using Census = std::function<void(const std::atomic<bool>& given_up, const std::function<void(Extent)>& tell)>;

  /// `log` must outlive this. `interval`: between two lines; by default as Display says.
  Progress(Log& log, Display display, unsigned workers, std::optional<std::chrono::milliseconds> interval = {});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void begin(Phase phase);
  /// What there is to read will be found out beside the run, when that has lasted a moment. To be called once.
  void expect(Census census);

  std::atomic<std::uint64_t> files{0};
  std::atomic<std::uint64_t> articles{0};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::uint64_t> bytes_passed_over{0};

  /// While it lives, the bytes that are read are asked for here, from any thread.
  class Source {
   public:
    Source(Progress& progress, std::function<std::uint64_t()> bytes_read);
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

   private:
    Progress& progress_;
  };

 private:
  using Clock = std::chrono::steady_clock;
  struct Mark {
    Clock::time_point time;
    std::uint64_t bytes;
  };

  void watch();
  void count();
  double rate(std::uint64_t now_bytes);
  [[nodiscard]] bool wait(std::chrono::milliseconds time);

  Log& log_;
  Display display_;
  unsigned workers_;
  Census census_;
  std::chrono::milliseconds interval_;
  std::mutex mutex_;  // of what follows
  std::condition_variable woken_;
  bool done_ = false;
  Phase phase_ = Phase::reading;
  Clock::time_point phase_began_ = Clock::now();
  Extent extent_;
  std::function<std::uint64_t()> bytes_read_;
  std::atomic<bool> given_up_{false};
  std::deque<Mark> marks_;  // of the watching thread: of the last half minute
  std::thread watcher_;
  std::thread counter_;
};

}  // namespace news
