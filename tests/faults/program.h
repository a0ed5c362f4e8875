// Runs a program whose system calls fail, or that is killed at one of them (preload.cc), and tells how it ended.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace news::testing {

/// What befalls a program; the fields are those of preload.cc. By default nothing does, and nothing is counted.
struct Faults {
  std::string root;
  std::string calls;
  std::string action;
  std::uint64_t at = 0;
  std::uint64_t every = 0;
};

struct Outcome {
  int status = 0;     ///< the exit status, or 128 and the signal that ended it
  bool hung = false;  ///< it had to be ended, after a minute
  std::string printed;
  std::string said;    ///< on standard error
  std::string struck;  ///< the calls that failed, one a line: kind and path
  std::uint64_t counted = 0;
};

/// Runs a program to its end. Throws std::runtime_error where it can't be started.
[[nodiscard]] Outcome run(const std::vector<std::string>& command, const Faults& faults = {});

/// The programs under test.
[[nodiscard]] std::string indexer_program();
[[nodiscard]] std::string searcher_program();

}  // namespace news::testing
