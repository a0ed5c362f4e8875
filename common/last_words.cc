#include "common/last_words.h"

#include <unistd.h>

#include <cerrno>
#include <exception>
#include <iostream>

#include "common/durable_file.h"
#include "common/text.h"

namespace news {
namespace {

thread_local const LastWords* innermost = nullptr;

}  // namespace

struct LastWordsTeller {
  static inline std::terminate_handler before = nullptr;

  [[noreturn]] static void tell() {
    const int reason = errno;  // of the system call that failed last
    if (innermost == nullptr || reason == 0) before();
    const Error error = io_error(innermost->what_, innermost->path_, reason);
    std::cerr << program_invocation_short_name << ": " << sanitise(error.what()) << "\n  " << sanitise(error.hint())
              << std::endl;
    ::_exit(exit_status(error.code()));
  }

  static void install() {
    static const bool kInstalled = [] {
      before = std::set_terminate(tell);
      return true;
    }();
    static_cast<void>(kInstalled);
  }
};

LastWords::LastWords(const std::string& what, const std::string& path) noexcept
    : what_(what), path_(path), outer_(innermost) {
  LastWordsTeller::install();
  innermost = this;
}

LastWords::~LastWords() { innermost = outer_; }

}  // namespace news
