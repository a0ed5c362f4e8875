#include "indexer/reader_process.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/reader_channel.h"
#include "indexer/reader_child.h"
#include "indexer/reader_messages.h"

namespace news {
namespace {

using messages::Channel;
using messages::Disconnected;
using messages::Kind;
using messages::Message;
using messages::Silent;

constexpr int kChildChannel = 3;
/// Of paths that a child may be asked for ahead: fewer than a socket holds, so that asking never waits for a child that
/// itself waits to be heard.
constexpr std::size_t kMostAskedBytes = std::size_t{16} << 10;

[[noreturn]] void rethrow_failure(std::string_view body) {
  const auto code = take_varint(body);
  const auto message = take_string(body);
  const auto hint = take_string(body);
  throw Error(static_cast<Code>(code.value_or(0)), std::string(message.value_or("")), std::string(hint.value_or("")));
}

/// What has been received of one file, over all the processes that it took.
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

/// Passes a message on to the sink.
void pass_on(const Message& message, Received& received, IngestSink& sink) {
  received.anything = true;
  if (message.kind == Kind::alive) return sink.waiting();
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
    : options_(options), patience_(patience), bytes_read_(std::make_unique<messages::SharedCount>()) {}

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
  try {
    serve_reading(channel, options_, *bytes_read_);
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
