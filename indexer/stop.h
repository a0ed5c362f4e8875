// Being asked to stop: SIGINT from a person, SIGTERM from the system.
#pragma once

namespace news {

/// Thrown where work ends because the program was asked to stop; no failure.
struct Stopped {};

/// From now on the first SIGINT or SIGTERM only asks to stop; a second one ends the program at once.
void listen_for_stop();

/// From now on a signal ends the program at once: nothing is left to be saved.
void let_stop_end_the_program();

/// The signal that asked to stop, 0 for none.
[[nodiscard]] int stop_signal() noexcept;

/// Throws Stopped where it was asked for.
void throw_if_stopped();

}  // namespace news
