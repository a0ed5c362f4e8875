#include "tests/faults/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <thread>

#include "tests/unit/temporary_folder.h"

namespace news::testing {
namespace {

/// Waits for a process, a minute at most.
int wait_for(pid_t process, bool& hung) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::minutes(1);
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (Clock::now() > end) {
      hung = true;
      ::kill(process, SIGKILL);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::vector<std::string> environment_for(const Faults& faults, const TemporaryFolder& notes) {
  std::vector<std::string> variables;
  for (char** each = environ; *each != nullptr; ++each) variables.emplace_back(*each);
  if (faults.calls.empty()) return variables;
  const std::vector<std::string> more = {"LD_PRELOAD=" NEWS_FAULT_LIBRARY + std::string(),
                                         "NEWS_FAULT_ROOT=" + faults.root,
                                         "NEWS_FAULT_CALLS=" + faults.calls,
                                         "NEWS_FAULT_DO=" + faults.action,
                                         "NEWS_FAULT_AT=" + std::to_string(faults.at),
                                         "NEWS_FAULT_EVERY=" + std::to_string(faults.every),
                                         "NEWS_FAULT_COUNTER=" + notes / "counter",
                                         "NEWS_FAULT_LOG=" + notes / "struck"};
  variables.insert(variables.end(), more.begin(), more.end());
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Outcome run(const std::vector<std::string>& command, const Faults& faults) {
  const TemporaryFolder notes;
  write_text(notes / "counter", std::string(sizeof(std::uint64_t), '\0'));
  std::vector<std::string> arguments = command;
  std::vector<std::string> environment = environment_for(faults, notes);

  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, (notes / "out").c_str(), kNew, 0666);
  posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, (notes / "err").c_str(), kNew, 0666);
  pid_t process = 0;
  const int reason = ::posix_spawnp(&process, command.front().c_str(), &streams, nullptr, pointers_to(arguments).data(),
                                    pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&streams);
  if (reason != 0) throw std::runtime_error("can't run " + command.front() + ": " + std::strerror(reason));

  Outcome outcome;
  outcome.status = wait_for(process, outcome.hung);
  outcome.printed = text_of(notes / "out");
  outcome.said = text_of(notes / "err");
  outcome.struck = text_of(notes / "struck");
  const std::string counter = text_of(notes / "counter");
  std::memcpy(&outcome.counted, counter.data(), sizeof outcome.counted);
  return outcome;
}

std::string indexer_program() { return NEWS_INDEXER; }
std::string searcher_program() { return NEWS_SEARCHER; }

}  // namespace news::testing
