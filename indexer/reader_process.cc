#include "indexer/reader_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <optional>
#include <stdexcept>
#include <vector>

#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/reader_messages.h"
#include "indexer/sources/walk.h"

namespace news {
namespace {

using messages::Kind;
using messages::Message;

constexpr std::size_t kReadBytes = std::size_t{256} << 10;
constexpr std::size_t kMostRaw = 4096;  // of a refused record: more is never kept
constexpr int kChildChannel = 3;
/// Of paths that a child may be asked for ahead: fewer than a socket holds, so that asking never waits for a child that
/// itself waits to be heard.
constexpr std::size_t kMostAskedBytes = std::size_t{16} << 10;
constexpr std::chrono::milliseconds kPulse{500};
/// What a child has to say of small files waits until it is this much: a system call, and waking the parent, cost more
/// than reading a small file.
constexpr std::size_t kBatchBytes = std::size_t{64} << 10;

/// The other end is gone.
struct Disconnected {};
/// Nothing came for longer than was waited.
struct Silent {};

}  // namespace

/// Sends and receives whole messages over a socket: length, kind, body.
struct ReaderProcess::Channel {
  explicit Channel(int descriptor) : descriptor_(descriptor) {}
  ~Channel() { close(descriptor_); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Sends a message with the next flush(), or before anything is waited for.
  void queue(Kind kind, std::string_view body) {
    put_varint(pending_, body.size() + 1);
    pending_ += static_cast<char>(kind);
    pending_ += body;
  }

  [[nodiscard]] std::size_t queued_bytes() const { return pending_.size(); }

  void flush() {
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

  /// Like flush(), but where the other end is gone, receiving will tell: what it said before is still to be heard.
  void flush_if_heard() {
    try {
      flush();
    } catch (const Disconnected&) {
      pending_.clear();
    }
  }

  /// The next message, valid until the next call. Throws Disconnected, and Silent where nothing at all comes for that
  /// long; without `patience` it waits for ever.
  Message receive(std::optional<std::chrono::milliseconds> patience) {
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

 private:
  void read_more(std::optional<std::chrono::milliseconds> patience) {
    // Mostly there is something: to wait first would cost a system call each time.
    ssize_t got = ::recv(descriptor_, chunk_.data(), chunk_.size(), patience ? MSG_DONTWAIT : 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      wait(patience);
      got = ::recv(descriptor_, chunk_.data(), chunk_.size(), 0);
    }
    if (got == 0 || (got < 0 && errno != EINTR)) throw Disconnected();
    if (got > 0) buffer_.append(chunk_.data(), static_cast<std::size_t>(got));
  }
  void wait(std::optional<std::chrono::milliseconds> patience) const {
    if (!patience) return;
    pollfd waited{descriptor_, POLLIN, 0};
    while (true) {
      const int ready = poll(&waited, 1, static_cast<int>(patience->count()));
      if (ready > 0) return;
      if (ready == 0) throw Silent();
      if (errno != EINTR) throw Error(Code::io, fmt::format("can't wait for a reader: {}", std::strerror(errno)));
    }
  }

  int descriptor_;
  std::vector<char> chunk_ = std::vector<char>(kReadBytes);
  std::string buffer_;
  std::size_t taken_ = 0;
  std::string pending_;
};

/// A number that children add to and the parent reads. Messages would come late: they wait in the pipe.
class ReaderProcess::SharedCount {
 public:
  SharedCount()
      : memory_(mmap(nullptr, sizeof(Count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)),
        count_(memory_ == MAP_FAILED ? nullptr : new (memory_) Count(0)) {
    if (count_ == nullptr) throw Error(Code::io, fmt::format("can't share memory: {}", std::strerror(errno)));
  }
  ~SharedCount() { munmap(memory_, sizeof(Count)); }
  SharedCount(const SharedCount&) = delete;
  SharedCount& operator=(const SharedCount&) = delete;

  void add(std::uint64_t number) noexcept { count_->fetch_add(number, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const noexcept { return count_->load(std::memory_order_relaxed); }

 private:
  using Count = std::atomic<std::uint64_t>;
  static_assert(Count::is_always_lock_free, "a lock would be each process's own");

  void* memory_;
  Count* count_;
};

namespace {

/// In the child: sends what comes out of files. What is not sent yet always begins where a file begins: so the parent,
/// where it has heard of a file at all, has heard all that was said of it before the child crashed. Where it has not,
/// the crash may be another file's, and it asks again, for every word at once.
template <typename Channel>
class SendingSink final : public IngestSink {
 public:
  explicit SendingSink(Channel& channel) : channel_(channel) {}

  void begin_file(bool at_once) { at_once_ = at_once; }

  void member(const ReadEvent& where) override {
    // Where a plain file ends the process, its path says it all.
    const bool plain = where.member.empty();
    if (plain || !where.format.empty()) {
      channel_.queue(Kind::member, messages::encode_event(where, {}, {}));
    } else {
      send(Kind::member, where, {}, {});
    }
  }
  void article(Article article) override { send(Kind::article, encode_article(article)); }
  void refused(const ReadEvent& where, std::string_view reason, std::string_view raw) override {
    send(Kind::refused, where, reason, raw.substr(0, kMostRaw));
  }
  void skipped(const ReadEvent& where, std::string_view reason) override { send(Kind::skipped, where, reason, {}); }
  void canceled(const ReadEvent& where, Article item) override {
    send(Kind::canceled, where, encode_article(item), {});
  }
  void unknown_kind(const ReadEvent& where) override { send(Kind::unknown_kind, where, {}, {}); }
  void noted(const ReadEvent& where, std::string_view kind, std::string_view detail) override {
    send(Kind::noted, where, kind, detail);
  }
  void pulse() {
    if (std::chrono::steady_clock::now() - last_ <= kPulse) return;
    channel_.queue(Kind::alive, {});
    flush();
  }
  void send(Kind kind, std::string_view body) {
    channel_.queue(kind, body);
    if (at_once_ || channel_.queued_bytes() > kBatchBytes) flush();
  }

 private:
  void send(Kind kind, const ReadEvent& where, std::string_view reason, std::string_view detail) {
    send(kind, messages::encode_event(where, reason, detail));
  }
  void flush() {
    channel_.flush();
    at_once_ = true;
    last_ = std::chrono::steady_clock::now();
  }

  Channel& channel_;
  bool at_once_ = false;  // whether a part of this file's messages may be with the parent
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// In the child: shows that a long file without articles is being read, and how far.
template <typename Sink, typename Count>
class Pulsing final : public sources::ByteStream {
 public:
  Pulsing(sources::ByteStream& bytes, Sink& sink, Count& count) : bytes_(bytes), sink_(sink), count_(count) {}
  std::size_t read(std::span<char> buffer) override {
    sink_.pulse();
    const std::size_t got = bytes_.read(buffer);
    count_.add(got);
    return got;
  }

 private:
  sources::ByteStream& bytes_;
  Sink& sink_;
  Count& count_;
};

/// In the child: one file.
template <typename Sink, typename Count>
void serve(const messages::Request& request, IngestOptions& options, Sink& sink, Count& count) {
  options.members_to_pass = request.members_to_pass;
  sink.begin_file(request.at_once);
  try {
    const auto file = request.path == "-" ? sources::open_stdin() : sources::open_file(request.path);
    Pulsing bytes(*file, sink, count);
    sink.send(Kind::outcome, messages::encode_outcome(ingest(request.path, bytes, options, sink)));
  } catch (const Error& error) {
    std::string body;
    put_varint(body, static_cast<std::uint64_t>(error.code()));
    put_string(body, error.what());
    put_string(body, error.hint());
    sink.send(Kind::failure, body);
  }
}

[[noreturn]] void rethrow_failure(std::string_view body) {
  const auto code = take_varint(body);
  const auto message = take_string(body);
  const auto hint = take_string(body);
  throw Error(static_cast<Code>(code.value_or(0)), std::string(message.value_or("")), std::string(hint.value_or("")));
}

/// In the parent: what has been received of one file, over all the processes that it took.
struct Received {
  bool anything = false;      // has been heard
  bool at_once = false;       // whether each word was sent at once
  std::uint64_t members = 0;  // begun by this process, those passed over included
  std::string member;
  std::string format;
  std::uint64_t offset = 0;  // behind the last article of that member
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;
};

/// In the parent: passes a message on to the sink.
void pass_on(const Message& message, Received& received, IngestSink& sink) {
  received.anything = true;
  if (message.kind == Kind::alive) return;
  if (message.kind == Kind::article) {
    Article article = decode_article(message.body);
    if (!article.provenances.empty()) {
      received.offset = article.provenances.front().offset + article.provenances.front().length;
    }
    ++received.articles;
    return sink.article(std::move(article));
  }
  const messages::Event event = messages::decode_event(message.body);
  switch (message.kind) {
    case Kind::member:
      received.members = event.where.place.record;
      received.member = event.where.member;
      received.format = event.where.format;
      received.offset = 0;
      return sink.member(event.where);
    case Kind::refused:
      ++received.refused;
      return sink.refused(event.where, event.reason, event.detail);
    case Kind::skipped:
      return sink.skipped(event.where, event.reason);
    case Kind::canceled:
      return sink.canceled(event.where, decode_article(event.reason));
    case Kind::unknown_kind:
      return sink.unknown_kind(event.where);
    default:
      return sink.noted(event.where, event.reason, event.detail);
  }
}

}  // namespace

ReaderProcess::ReaderProcess(const IngestOptions& options, std::chrono::milliseconds patience)
    : options_(options), patience_(patience), bytes_read_(std::make_unique<SharedCount>()) {}

ReaderProcess::~ReaderProcess() { stop(); }

void ReaderProcess::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    const int reason = errno;
    throw Error(Code::io, fmt::format("can't make a reading process: {}", std::strerror(reason)), way_out(reason));
  }
  channel_ = std::make_unique<Channel>(ends[0]);
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ < 0) {
    const int reason = errno;
    close(ends[1]);
    channel_.reset();
    throw Error(Code::io, fmt::format("can't make a reading process: {}", std::strerror(reason)), way_out(reason));
  }
  if (child_ > 0) {
    close(ends[1]);
    return;
  }

  // The child dies with its parent, whatever kills that, and holds none of its files open, least of all a lock.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);
  // What a person, or the system, stops is the parent.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  if (ends[1] != kChildChannel) dup2(ends[1], kChildChannel);
  close_range(kChildChannel + 1, ~0U, 0);
  Channel channel(kChildChannel);
  SendingSink sink(channel);
  IngestOptions options = options_;
  try {
    while (true) serve(messages::decode_request(channel.receive(std::nullopt).body), options, sink, *bytes_read_);
  } catch (const Disconnected&) {
    _exit(0);
  } catch (const std::exception& error) {
    // What ingest does not report is a fault of ours, or the memory is exhausted: the parent sees the process end.
    const std::string line = fmt::format("news-indexer: reading ended: {}\n", error.what());
    _exit(::write(STDERR_FILENO, line.data(), line.size()) < 0 ? 2 : 1);
  }
}

void ReaderProcess::forget_child() noexcept {
  child_ = -1;
  suspects_ = asked_ + 1;  // what it was asked for, and what is being read
  asked_ = 0;
  asked_bytes_ = 0;
}

void ReaderProcess::stop() noexcept {
  channel_.reset();
  if (child_ <= 0) return;
  kill(child_, SIGKILL);
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  forget_child();
}

/// How the child ended that left without a word.
std::string ReaderProcess::lost_reason() {
  channel_.reset();
  int status = 0;
  while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  forget_child();
  if (WIFSIGNALED(status)) return fmt::format("the reader crashed (signal {})", WTERMSIG(status));
  return fmt::format("the reader crashed (exit {})", WEXITSTATUS(status));
}

std::uint64_t ReaderProcess::bytes_read() const noexcept { return bytes_read_->value(); }

void ReaderProcess::announce(const std::string& path) {
  announced_.push_back({path, false});
  if (child_ < 0) start();
  ask_ahead();
}

void ReaderProcess::ask_ahead() {
  for (; asked_ < announced_.size(); ++asked_) {
    Announced& next = announced_[asked_];
    // What comes through a pipe is not read while something else is expected.
    if (next.path == "-" || asked_bytes_ + next.path.size() > kMostAskedBytes) break;
    next.at_once = request(next.path, 0);
    asked_bytes_ += next.path.size();
  }
  constexpr std::size_t kEnoughToAsk = 1024;  // not every path by itself: a system call each
  if (channel_->queued_bytes() >= kEnoughToAsk) channel_->flush_if_heard();
}

/// Says whether every message about the file will come at once: where the child before may have been lost by it.
bool ReaderProcess::request(const std::string& path, std::uint64_t members_to_pass) {
  // What comes through a pipe can't be asked for again.
  const bool at_once = suspects_ > 0 || path == "-";
  if (suspects_ > 0) --suspects_;
  channel_->queue(Kind::member, messages::encode_request({path, members_to_pass, at_once}));
  return at_once;
}

/// Has the child read a file, from its first member on if it was asked for ahead. Returns what request() returned.
bool ReaderProcess::ask_for(const std::string& path, std::uint64_t members_to_pass) {
  const bool announced = members_to_pass == 0 && !announced_.empty() && announced_.front().path == path;
  const bool asked = announced && asked_ > 0;
  if (asked_ > 0 && !asked) throw std::logic_error("files are read in another order than announced");
  bool at_once = announced && announced_.front().at_once;
  if (announced) announced_.pop_front();
  if (asked) {
    --asked_;
    asked_bytes_ -= path.size();
  } else {
    at_once = request(path, members_to_pass);
  }
  ask_ahead();
  return at_once;
}

FileOutcome ReaderProcess::read(const std::string& path, IngestSink& sink) {
  std::uint64_t passed = 0;
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;
  bool whole = true;
  while (true) {
    Received received;
    received.members = passed;
    std::string reason;
    try {
      if (child_ < 0) start();
      received.at_once = ask_for(path, passed);
      while (true) {
        const Message message = channel_->receive(patience_);
        if (message.kind == Kind::failure) rethrow_failure(message.body);
        if (message.kind != Kind::outcome) {
          pass_on(message, received, sink);
          continue;
        }
        FileOutcome outcome = messages::decode_outcome(message.body);
        outcome.articles += articles;
        outcome.refused += refused;
        outcome.whole = outcome.whole && whole;
        return outcome;
      }
    } catch (const Disconnected&) {
      reason = lost_reason();
    } catch (const Silent&) {
      reason = fmt::format("the reader made no progress for {} s and was stopped", patience_.count() / 1000);
      stop();
    } catch (const Error& error) {
      if (error.code() != Code::source_unreadable) stop();
      throw;
    } catch (...) {
      stop();  // what the sink threw leaves messages unread
      throw;
    }
    // Then it may have been lost by a file behind this one, with what it had to say of this one.
    if (!received.at_once && !received.anything) continue;
    whole = false;
    articles += received.articles;
    refused += received.refused + 1;
    if (received.offset > 0) reason += "; what follows in this member is not read";
    sink.refused({path, received.member, received.format, {0, received.offset, 0}}, reason, {});
    // Where no member was begun, or the bytes can't be had again, another try would end the same way.
    if (received.members == passed || path == "-") {
      FileOutcome outcome;
      outcome.members = received.members;
      outcome.articles = articles;
      outcome.refused = refused;
      outcome.whole = false;
      return outcome;
    }
    passed = received.members;
  }
}

}  // namespace news
