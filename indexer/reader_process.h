// Reads files in a process of its own, so that a reader that crashes or gets stuck takes one member with it, not the
// night.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "indexer/ingest.h"

namespace news {

namespace messages {
class Channel;
class SharedCount;
}  // namespace messages

/// A child process that does what ingest() does and sends all that comes out of it through a pipe. It is begun when it
/// is first needed, and again after it was lost. Not to be used by two threads at once.
class ReaderProcess {
 public:
  /// How long the child may neither read a byte of the file nor send anything before it counts as stuck. Waiting for
  /// the sink does not count, nor for standard input.
  static constexpr std::chrono::milliseconds kPatience = std::chrono::minutes(2);

  /// The options must outlive this.
  explicit ReaderProcess(const IngestOptions& options, std::chrono::milliseconds patience = kPatience);
  ~ReaderProcess();
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  /// Like ingest() of the file at `path`, or of standard input for "-". Where the child crashes or gets stuck, that is
  /// a refusal of the member that it was reading; what it gave before stands, the rest of the member is lost, and the
  /// members behind it are read. Throws Error(Code::source_unreadable) where the file can't be opened, other Errors of
  /// the child, Error(Code::io) where no process can be made, and what the sink throws.
  FileOutcome read(const std::string& path, IngestSink& sink);

  /// Says that read() will be called for this file, after it was called for those announced before. The child begins
  /// with it as soon as it can, so that it need not wait for us. What it gives waits in the pipe, which holds little.
  void announce(const std::string& path);

  /// Bytes of files, as they lie on the disk, that were read so far, by all children. May run ahead of read().
  [[nodiscard]] std::uint64_t bytes_read() const noexcept;

 private:
  void start();
  void stop() noexcept;
  void forget_child() noexcept;
  void ask_ahead();
  bool ask_for(const std::string& path, std::uint64_t members_to_pass);
  bool request(const std::string& path, std::uint64_t members_to_pass);
  [[nodiscard]] std::string lost_reason();

  const IngestOptions& options_;
  std::chrono::milliseconds patience_;
  pid_t child_ = -1;
  std::unique_ptr<messages::Channel> channel_;
  std::unique_ptr<messages::SharedCount> bytes_read_;
  struct Announced {
    std::string path;
    bool at_once;  // what request() said of it
  };
  std::deque<Announced> announced_;
  std::size_t asked_ = 0;        // of those announced, the child has been asked for the first
  std::size_t asked_bytes_ = 0;  // of their paths
  std::size_t suspects_ = 0;     // files, of those to be asked for next, by which a child may have been lost
};

}  // namespace news
