// What a reading process and the one that it works for are connected by: a socket for messages, and a number.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader_messages.h"

namespace news::messages {

/// The other end is gone.
struct Disconnected {};
/// Nothing came for longer than was waited.
struct Silent {};

/// Sends and receives whole messages over a socket: length, kind, body.
class Channel {
 public:
  /// Closes the descriptor when it is destroyed.
  explicit Channel(int descriptor);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Sends a message with the next flush(), or before anything is waited for.
  void queue(Kind kind, std::string_view body);
  [[nodiscard]] std::size_t queued_bytes() const noexcept { return pending_.size(); }

  /// Throws Disconnected.
  void flush();
  /// Like flush(), but where the other end is gone, receiving will tell: what it said before is still to be heard.
  void flush_if_heard();

  /// The next message, valid until the next call. Throws Disconnected, and Silent where nothing at all comes for that
  /// long; without `patience` it waits for ever.
  Message receive(std::optional<std::chrono::milliseconds> patience);

 private:
  void read_more(std::optional<std::chrono::milliseconds> patience);
  void wait(std::chrono::milliseconds patience) const;

  int descriptor_;
  std::vector<char> chunk_;
  std::string buffer_;
  std::size_t taken_ = 0;
  std::string pending_;
};

/// A number that children add to and the parent reads. Messages would come late: they wait in the socket.
class SharedCount {
 public:
  /// Throws Error(Code::io) where the system gives no memory.
  SharedCount();
  ~SharedCount();
  SharedCount(const SharedCount&) = delete;
  SharedCount& operator=(const SharedCount&) = delete;

  void add(std::uint64_t number) noexcept;
  [[nodiscard]] std::uint64_t value() const noexcept;

 private:
  struct Shared;
  Shared* shared_;
};

}  // namespace news::messages
