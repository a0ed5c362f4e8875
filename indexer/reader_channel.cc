#include "indexer/reader_channel.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <new>

#include "common/codec.h"
#include "common/error.h"

namespace news::messages {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;

}  // namespace

Channel::Channel(int descriptor) : descriptor_(descriptor), chunk_(kReadBytes) {}

Channel::~Channel() { close(descriptor_); }

void Channel::queue(Kind kind, std::string_view body) {
  put_varint(pending_, body.size() + 1);
  pending_ += static_cast<char>(kind);
  pending_ += body;
}

void Channel::flush() {
  std::string_view rest = pending_;
  while (!rest.empty()) {
    const ssize_t sent = ::send(descriptor_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EINTR) {
      throw Disconnected();
    }
  }
  pending_.clear();
}

void Channel::flush_if_heard() {
  try {
    flush();
  } catch (const Disconnected&) {
    pending_.clear();
  }
}

Message Channel::receive(std::optional<std::chrono::milliseconds> patience) {
  while (true) {
    std::string_view held = std::string_view(buffer_).substr(taken_);
    const auto size = take_varint(held);
    if (size && *size <= held.size()) {
      taken_ = buffer_.size() - held.size() + *size;
      return {static_cast<Kind>(held.front()), held.substr(1, *size - 1)};
    }
    buffer_.erase(0, taken_);
    taken_ = 0;
    flush_if_heard();  // or both ends would wait
    read_more(patience);
  }
}

void Channel::read_more(std::optional<std::chrono::milliseconds> patience) {
  // Mostly there is something: to wait first would cost a system call each time.
  ssize_t got = ::recv(descriptor_, chunk_.data(), chunk_.size(), patience ? MSG_DONTWAIT : 0);
  if (patience && got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    wait(*patience);
    got = ::recv(descriptor_, chunk_.data(), chunk_.size(), 0);
  }
  if (got == 0 || (got < 0 && errno != EINTR)) throw Disconnected();
  if (got > 0) buffer_.append(chunk_.data(), static_cast<std::size_t>(got));
}

void Channel::wait(std::chrono::milliseconds patience) const {
  pollfd waited{descriptor_, POLLIN, 0};
  while (true) {
    const int ready = poll(&waited, 1, static_cast<int>(patience.count()));
    if (ready > 0) return;
    if (ready == 0) throw Silent();
    if (errno != EINTR) throw Error(Code::io, fmt::format("can't wait for a reader: {}", std::strerror(errno)));
  }
}

struct SharedCount::Shared {
  std::atomic<std::uint64_t> count{0};
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "a lock would be each process's own");
};

SharedCount::SharedCount() {
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw Error(Code::io, fmt::format("can't share memory: {}", std::strerror(errno)));
  shared_ = new (memory) Shared();
}

SharedCount::~SharedCount() { munmap(shared_, sizeof(Shared)); }

void SharedCount::add(std::uint64_t number) noexcept { shared_->count.fetch_add(number, std::memory_order_relaxed); }

std::uint64_t SharedCount::value() const noexcept { return shared_->count.load(std::memory_order_relaxed); }

}  // namespace news::messages
