// Puts what several threads write into one order, with a bound on what waits in memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>

namespace news::batch {

/// Thrown into a thread that writes a part when the whole has ended before it, or can't be written.
struct Abandoned {};

/// Parts 0, 1, 2 ... of an output, each written by one thread, several at a time. A part is held in memory until it is
/// its turn; one that grows large waits for its turn and is then written through. Threads that are far ahead wait, so
/// that no more than kWindow parts of kHeld bytes are held.
///
///   OrderedOutput ordered(out, err);
///   OrderedOutput::Part part(ordered, 7);        in a thread; 0 to 6 were or will be written, too
///   part.out() << ...; part.err() << ...; part.finish();
class OrderedOutput {
 public:
  static constexpr std::size_t kHeld = std::size_t{1} << 20;
  static constexpr std::uint64_t kWindow = 64;

  /// Both streams must outlive it. What `out` throws ends the whole, and is kept for rethrow().
  OrderedOutput(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}

  class Part;

  /// Makes all that wait throw Abandoned, and all that come.
  void abandon();

  /// Throws what ended the output, if anything did.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  struct Held {
    std::string out;
    std::string err;
  };

  void wait_until_near(std::uint64_t number);
  void write_through(std::uint64_t number, const std::string& bytes);
  void finish(std::uint64_t number, Held held);
  void wait(std::unique_lock<std::mutex>& lock, std::uint64_t until);
  template <typename Write>
  void guarded(Write write);

  std::ostream& out_;
  std::ostream& err_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::uint64_t turn_ = 0;              // the part that may write
  std::map<std::uint64_t, Held> held_;  // finished, and behind it
  bool abandoned_ = false;
  std::exception_ptr failure_;
};

/// One part. Its streams are for one thread.
class OrderedOutput::Part {
 public:
  /// Waits where the part is too far ahead. Throws Abandoned.
  Part(OrderedOutput& whole, std::uint64_t number);

  /// Writing may wait, and throws Abandoned.
  [[nodiscard]] std::ostream& out() { return out_; }
  /// Comes behind all of the part's output.
  [[nodiscard]] std::ostream& err() { return err_; }

  /// The part is complete. To be called once, whatever became of it: else those behind it wait for ever. Throws
  /// Abandoned.
  void finish();

 private:
  class Buffer : public std::streambuf {
   public:
    Buffer(OrderedOutput& whole, std::uint64_t number) : whole_(whole), number_(number) {}
    [[nodiscard]] std::string take() { return std::move(held_); }

   protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* bytes, std::streamsize count) override;

   private:
    void drain();
    OrderedOutput& whole_;
    std::uint64_t number_;
    std::string held_;
  };

  OrderedOutput& whole_;
  std::uint64_t number_;
  Buffer buffer_;
  std::ostream out_;
  std::ostringstream err_;
};

}  // namespace news::batch
