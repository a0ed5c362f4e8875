// How long a search takes as a process: from its start to its first output, beside a program that opens the same
// archive and does nothing else. Both are started by turns, so that a busy machine slows them alike; medians are
// printed.
//
//   search_processes ARCHIVE [ROUNDS]
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/stopwatch.h"
#include "tests/bench/questions.h"

namespace {

/// Milliseconds from the start of a program to its first byte of output, or to its end where it has nothing to say.
double to_first_output(std::vector<std::string> command) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const news::Stopwatch watch;
  pid_t process = 0;
  const int failed = ::posix_spawn(&process, arguments.front(), &actions, nullptr, arguments.data(), environ);
  ::close(ends[1]);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("can't start " + command.front());
  std::array<char, 65536> bytes{};
  const ssize_t first = ::read(ends[0], bytes.data(), bytes.size());
  const double milliseconds = watch.milliseconds();
  for (ssize_t more = first; more > 0;) more = ::read(ends[0], bytes.data(), bytes.size());
  ::close(ends[0]);
  int status = 0;
  ::waitpid(process, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) throw std::runtime_error(command.front() + " failed");
  return milliseconds;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fputs("usage: search_processes ARCHIVE [ROUNDS]\n", stderr);
    return 2;
  }
  const std::string archive = argv[1];
  const int rounds = argc == 3 ? std::atoi(argv[2]) : 21;
  if (rounds < 1) return 2;
  try {
    fmt::print("{:<18} {:<52} {:>9} {:>9} {:>9}\n", "",
               "milliseconds to first output, median of " + std::to_string(rounds), "empty", "searcher", "more");
    for (const auto& question : news::bench::kQuestions) {
      std::vector<double> empty;
      std::vector<double> searcher;
      for (int round = 0; round < rounds; ++round) {
        empty.push_back(to_first_output({NEWS_OPEN_ARCHIVE, archive}));
        searcher.push_back(to_first_output({NEWS_SEARCHER, "--archive", archive, "--", question.query}));
      }
      fmt::print("{:<18} {:<52} {:>9.2f} {:>9.2f} {:>9.2f}\n", question.name, question.query, median(empty),
                 median(searcher), median(searcher) - median(empty));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "search_processes: %s\n", error.what());
    return 2;
  }
  return 0;
}
