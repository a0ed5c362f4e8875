#include "indexer/reader_child.h"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/codec.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/reader_messages.h"
#include "indexer/sources/walk.h"

namespace news {
namespace {

using messages::Channel;
using messages::Kind;
using messages::SharedCount;

constexpr std::size_t kMostRaw = 4096;  // of a refused record: more is never kept
constexpr std::chrono::milliseconds kPulse{500};
/// What there is to say of small files waits until it is this much: a system call, and waking the parent, cost more
/// than reading a small file.
constexpr std::size_t kBatchBytes = std::size_t{64} << 10;

/// Sends what comes out of files. What is not sent yet always begins where a file begins: so the parent,
/// where it has heard of a file at all, has heard all that was said of it before the child crashed. Where it has not,
/// the crash may be another file's, and it asks again, for every word at once.
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

/// Where bytes come from.
enum class Medium : std::uint8_t { file, standard_input };

/// Shows that a long file without articles is being read, and how far, and that standard input is waited for: who
/// writes it may take any time.
class Pulsing final : public sources::ByteStream {
 public:
  Pulsing(sources::ByteStream& bytes, Medium medium, SendingSink& sink, SharedCount& count)
      : bytes_(bytes), medium_(medium), sink_(sink), count_(count) {}
  std::size_t read(std::span<char> buffer) override {
    sink_.pulse();
    if (medium_ == Medium::standard_input) await_input();
    const std::size_t got = bytes_.read(buffer);
    count_.add(got);
    return got;
  }

 private:
  void await_input() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (poll(&input, 1, static_cast<int>(kPulse.count())) == 0) sink_.pulse();
  }

  sources::ByteStream& bytes_;
  Medium medium_;
  SendingSink& sink_;
  SharedCount& count_;
};

/// One file.
void serve(const messages::Request& request, IngestOptions& options, SendingSink& sink, SharedCount& count) {
  options.members_to_pass = request.members_to_pass;
  sink.begin_file(request.at_once);
  try {
    const Medium medium = request.path == "-" ? Medium::standard_input : Medium::file;
    const auto file = medium == Medium::file ? sources::open_file(request.path) : sources::open_stdin();
    Pulsing bytes(*file, medium, sink, count);
    sink.send(Kind::outcome, messages::encode_outcome(ingest(request.path, bytes, options, sink)));
  } catch (const Error& error) {
    std::string body;
    put_varint(body, static_cast<std::uint64_t>(error.code()));
    put_string(body, error.what());
    put_string(body, error.hint());
    sink.send(Kind::failure, body);
  }
}

}  // namespace

void serve_reading(Channel& channel, IngestOptions options, SharedCount& bytes_read) {
  SendingSink sink(channel);
  try {
    while (true) serve(messages::decode_request(channel.receive(std::nullopt).body), options, sink, bytes_read);
  } catch (const messages::Disconnected&) {
    return;
  }
}

}  // namespace news
