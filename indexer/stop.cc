#include "indexer/stop.h"

#include <csignal>
#include <initializer_list>

namespace news {
namespace {

volatile std::sig_atomic_t received = 0;

extern "C" void receive(int signal) { received = signal; }

}  // namespace

void listen_for_stop() {
  struct sigaction action {};
  action.sa_handler = receive;
  sigemptyset(&action.sa_mask);
  // Once: then the signal does again what it does by nature. System calls go on.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    // Who started us in the background may have decided that a person's Ctrl-C is not meant for us.
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

void let_stop_end_the_program() {
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction now {};
    sigaction(number, nullptr, &now);
    if (now.sa_handler == receive) signal(number, SIG_DFL);
  }
}

int stop_signal() noexcept { return received; }

void throw_if_stopped() {
  if (received != 0) throw Stopped();
}

}  // namespace news
