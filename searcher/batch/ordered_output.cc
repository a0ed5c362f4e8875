#include "searcher/batch/ordered_output.h"

#include <utility>

namespace news::batch {

void OrderedOutput::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  moved_.notify_all();
}

/// Waits until it is the turn of part `until`, or of one behind it.
void OrderedOutput::wait(std::unique_lock<std::mutex>& lock, std::uint64_t until) {
  moved_.wait(lock, [&] { return abandoned_ || turn_ >= until; });
  if (abandoned_) throw Abandoned();
}

void OrderedOutput::wait_until_near(std::uint64_t number) {
  std::unique_lock lock(mutex_);
  wait(lock, number < kWindow ? 0 : number - kWindow + 1);
}

/// Writes; what fails there is the end of all parts, not of this one. REQUIRES: the lock is held.
template <typename Write>
void OrderedOutput::guarded(Write write) {
  try {
    write();
  } catch (...) {
    failure_ = std::current_exception();
    abandoned_ = true;
    moved_.notify_all();
    throw Abandoned();
  }
}

void OrderedOutput::write_through(std::uint64_t number, const std::string& bytes) {
  std::unique_lock lock(mutex_);
  wait(lock, number);
  guarded([&] { out_ << bytes; });
}

void OrderedOutput::finish(std::uint64_t number, Held held) {
  const std::lock_guard lock(mutex_);
  if (abandoned_) throw Abandoned();
  held_.emplace(number, std::move(held));
  if (number != turn_) return;
  guarded([&] {
    for (auto next = held_.find(turn_); next != held_.end(); next = held_.find(++turn_)) {
      out_ << next->second.out;
      if (!next->second.err.empty()) {
        out_.flush();  // so that both are in order where they go to one place
        err_ << next->second.err;
      }
      held_.erase(next);
    }
    out_.flush();  // somebody may wait for this answer before he asks again
  });
  moved_.notify_all();
}

OrderedOutput::Part::Part(OrderedOutput& whole, std::uint64_t number)
    : whole_(whole), number_(number), buffer_(whole, number), out_(&buffer_) {
  out_.exceptions(std::ios::badbit);  // what the buffer throws comes out of <<
  whole_.wait_until_near(number);
}

void OrderedOutput::Part::finish() { whole_.finish(number_, {buffer_.take(), std::move(err_).str()}); }

void OrderedOutput::Part::Buffer::drain() {
  if (held_.size() < kHeld) return;
  whole_.write_through(number_, held_);
  held_.clear();
}

OrderedOutput::Part::Buffer::int_type OrderedOutput::Part::Buffer::overflow(int_type character) {
  if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
  held_ += traits_type::to_char_type(character);
  drain();
  return character;
}

std::streamsize OrderedOutput::Part::Buffer::xsputn(const char* bytes, std::streamsize count) {
  held_.append(bytes, static_cast<std::size_t>(count));
  drain();
  return count;
}

}  // namespace news::batch
