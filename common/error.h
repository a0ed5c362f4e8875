// The one exception of both programs: what happened, to what, and the way out.
#pragma once

#include <stdexcept>
#include <string>

namespace news {

enum class Code {
  usage,              ///< an option or argument makes no sense
  query,              ///< a query can't be read as one
  source_unreadable,  ///< a file, member or stream can't be read any further
  archive_missing,    ///< there is no archive where one was named
  archive_locked,     ///< another indexer is writing the archive
  archive_mismatch,   ///< the archive was written with another schema or another text analysis
  archive_changed,    ///< the archive has moved on while it was being read
  archive_damaged,    ///< the archive contradicts itself or can't be opened
  io,                 ///< reading or writing one of our own files failed
};

/// An operation failed. Thrown anywhere, caught once, in main. A record that can't be read is no Error: it goes to the
/// Reporter (common/report.h) and the run goes on.
class Error : public std::runtime_error {
 public:
  /// `message` says what happened and to what; `hint` the way out, or nothing.
  Error(Code code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  [[nodiscard]] Code code() const noexcept { return code_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  Code code_;
  std::string hint_;
};

/// The exit status that both programs use for an error of this kind: 75 (EX_TEMPFAIL of sysexits.h) where trying again
/// later will do, else 2.
[[nodiscard]] constexpr int exit_status(Code code) noexcept { return code == Code::archive_locked ? 75 : 2; }

}  // namespace news
