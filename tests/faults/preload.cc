// Preloaded into a program under test (LD_PRELOAD): makes the n-th system call below a folder fail, or kills there.
//
// Environment:
//   NEWS_FAULT_ROOT     calls on this folder and what lies below it are counted; all others are left alone
//   NEWS_FAULT_CALLS    which: names of kCalls, separated by commas
//   NEWS_FAULT_AT       the first call to be struck, counted from 1; 0: none is
//   NEWS_FAULT_EVERY    which of the following ones: 0 none (as without), 1 all, 2 every second...
//   NEWS_FAULT_DO       what befalls it: an errno by its name (kReasons); `half`: half of the bytes are read or
//   written;
//                       `kill`: the process dies by SIGKILL instead; `tear`: the same, after half of the bytes
//   NEWS_FAULT_COUNTER  a file of 8 bytes in which the counted calls are counted, over all processes of the program
//   NEWS_FAULT_LOG      a file that names the calls that were struck, one a line
//
// What libraries do counts like what the program itself does, Xapian's writing of tables above all.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): SIGKILL and kill are POSIX
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

enum class Call { open, create, read, write, flush, rename, mkdir, remove, truncate, lock };
constexpr std::string_view kCalls[] = {"open",   "create", "read",   "write",    "flush",
                                       "rename", "mkdir",  "remove", "truncate", "lock"};

struct Reason {
  std::string_view name;
  int number;
};
constexpr Reason kReasons[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EMFILE", EMFILE},
                               {"EINTR", EINTR},   {"ENOLCK", ENOLCK}, {"EOPNOTSUPP", EOPNOTSUPP}};

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::uint64_t number(const char* name) { return std::strtoull(std::string(variable(name)).c_str(), nullptr, 10); }

bool lists(std::string_view list, std::string_view name) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (list.substr(begin, end - begin) == name) return true;
    begin = end + 1;
  }
  return false;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// What the environment asks for. Made at the first call.
class Plan {
 public:
  static Plan& instance() {
    static Plan plan;
    return plan;
  }

  /// What befalls this call: nothing (0), an errno, or one of the below.
  enum Special { half = -1, tear = -2 };
  int befalls(Call call, std::string_view path) {
    if (counter_ == nullptr || (calls_ & (1U << static_cast<unsigned>(call))) == 0 || !is_below(path)) return 0;
    const std::uint64_t now = counter_->fetch_add(1) + 1;
    if (at_ == 0 || now < at_ || (now > at_ && (every_ == 0 || (now - at_) % every_ != 0))) return 0;
    log(call, path);
    if (action_ == "kill" || (action_ == "tear" && call != Call::write)) die();
    if (action_ == "tear") return tear;
    if (action_ == "half") return half;
    for (const Reason& reason : kReasons) {
      if (reason.name == action_) return reason.number;
    }
    return 0;
  }

  [[noreturn]] static void die() {
    ::syscall(SYS_kill, ::getpid(), SIGKILL);
    while (true) ::pause();
  }

 private:
  Plan()
      : root_(variable("NEWS_FAULT_ROOT")),
        action_(variable("NEWS_FAULT_DO")),
        log_(variable("NEWS_FAULT_LOG")),
        at_(number("NEWS_FAULT_AT")),
        every_(number("NEWS_FAULT_EVERY")) {
    for (unsigned i = 0; i < std::size(kCalls); ++i) {
      if (lists(variable("NEWS_FAULT_CALLS"), kCalls[i])) calls_ |= 1U << i;
    }
    const std::string file(variable("NEWS_FAULT_COUNTER"));
    const long fd = ::syscall(SYS_openat, AT_FDCWD, file.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void* shared = ::mmap(nullptr, sizeof *counter_, PROT_READ | PROT_WRITE, MAP_SHARED, static_cast<int>(fd), 0);
    if (shared != MAP_FAILED) counter_ = static_cast<std::atomic<std::uint64_t>*>(shared);
    ::syscall(SYS_close, fd);
  }

  [[nodiscard]] bool is_below(std::string_view path) const {
    return path.starts_with(root_) && (path.size() == root_.size() || path[root_.size()] == '/');
  }

  void log(Call call, std::string_view path) const {
    if (log_.empty()) return;
    std::string line(kCalls[static_cast<std::size_t>(call)]);
    line.append(" ").append(path).append("\n");
    const long fd = ::syscall(SYS_openat, AT_FDCWD, log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return;
    ::syscall(SYS_write, fd, line.data(), line.size());
    ::syscall(SYS_close, fd);
  }

  std::string root_;
  std::string action_;
  std::string log_;
  std::uint64_t at_ = 0;
  std::uint64_t every_ = 0;
  unsigned calls_ = 0;
  std::atomic<std::uint64_t>* counter_ = nullptr;
};

std::string target_of(const std::string& link) {
  char target[PATH_MAX];
  const long size = ::syscall(SYS_readlink, link.c_str(), target, sizeof target);
  return size < 0 ? std::string() : std::string(target, static_cast<std::size_t>(size));
}

std::string path_of(int fd) { return target_of("/proc/self/fd/" + std::to_string(fd)); }

std::string path_of(int folder, const char* path) {
  if (path == nullptr || *path == '/') return path == nullptr ? "" : path;
  return (folder == AT_FDCWD ? target_of("/proc/self/cwd") : path_of(folder)) + "/" + path;
}

/// Whether the call fails; then errno says why.
bool fails(Call call, const std::string& path) {
  const int saved = errno;
  const int reason = Plan::instance().befalls(call, path);
  errno = reason > 0 ? reason : saved;
  return reason > 0;
}

bool fails_to_open(int folder, const char* path, int flags) {
  return fails((flags & O_CREAT) != 0 ? Call::create : Call::open, path_of(folder, path));
}

/// Reads or writes `size` bytes by `act`, unless something befalls it.
template <typename Act>
ssize_t transfer(Call call, int fd, std::size_t size, Act act) {
  const int saved = errno;
  const int what = Plan::instance().befalls(call, path_of(fd));
  errno = what > 0 ? what : saved;
  if (what > 0) return -1;
  if (what == 0) return act(size);
  const ssize_t done = act(size > 1 ? size / 2 : size);
  if (what == Plan::tear) Plan::die();
  return done;
}

mode_t mode_argument(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

#define NEWS_OPEN(NAME)                                     \
  int NAME(const char* path, int flags, ...) {              \
    va_list arguments;                                      \
    va_start(arguments, flags);                             \
    const mode_t mode = mode_argument(flags, arguments);    \
    va_end(arguments);                                      \
    if (fails_to_open(AT_FDCWD, path, flags)) return -1;    \
    static auto* const kReal = next<decltype(NAME)>(#NAME); \
    return kReal(path, flags, mode);                        \
  }
NEWS_OPEN(open)
NEWS_OPEN(open64)

#define NEWS_OPENAT(NAME)                                   \
  int NAME(int folder, const char* path, int flags, ...) {  \
    va_list arguments;                                      \
    va_start(arguments, flags);                             \
    const mode_t mode = mode_argument(flags, arguments);    \
    va_end(arguments);                                      \
    if (fails_to_open(folder, path, flags)) return -1;      \
    static auto* const kReal = next<decltype(NAME)>(#NAME); \
    return kReal(folder, path, flags, mode);                \
  }
NEWS_OPENAT(openat)
NEWS_OPENAT(openat64)

int creat(const char* path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

FILE* fopen64(const char* path, const char* mode) {
  if (fails_to_open(AT_FDCWD, path, *mode == 'r' ? O_RDONLY : O_CREAT)) return nullptr;
  static auto* const kReal = next<decltype(fopen64)>("fopen64");
  return kReal(path, mode);
}

ssize_t read(int fd, void* bytes, size_t size) {
  static auto* const kReal = next<decltype(read)>("read");
  return transfer(Call::read, fd, size, [&](std::size_t part) { return kReal(fd, bytes, part); });
}
ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
  static auto* const kReal = next<decltype(pread)>("pread");
  return transfer(Call::read, fd, size, [&](std::size_t part) { return kReal(fd, bytes, part, offset); });
}
ssize_t pread64(int fd, void* bytes, size_t size, off64_t offset) { return pread(fd, bytes, size, offset); }

ssize_t write(int fd, const void* bytes, size_t size) {
  static auto* const kReal = next<decltype(write)>("write");
  return transfer(Call::write, fd, size, [&](std::size_t part) { return kReal(fd, bytes, part); });
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  static auto* const kReal = next<decltype(pwrite)>("pwrite");
  return transfer(Call::write, fd, size, [&](std::size_t part) { return kReal(fd, bytes, part, offset); });
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) { return pwrite(fd, bytes, size, offset); }

ssize_t writev(int fd, const iovec* parts, int count) {
  static auto* const kReal = next<decltype(writev)>("writev");
  return transfer(Call::write, fd, 2, [&](std::size_t half) {
    return half == 2 || count < 1 ? kReal(fd, parts, count) : kReal(fd, parts, (count + 1) / 2);
  });
}

int fsync(int fd) {
  static auto* const kReal = next<decltype(fsync)>("fsync");
  return fails(Call::flush, path_of(fd)) ? -1 : kReal(fd);
}
int fdatasync(int fd) {
  static auto* const kReal = next<decltype(fdatasync)>("fdatasync");
  return fails(Call::flush, path_of(fd)) ? -1 : kReal(fd);
}

int rename(const char* from, const char* to) {
  static auto* const kReal = next<decltype(rename)>("rename");
  return fails(Call::rename, path_of(AT_FDCWD, to)) ? -1 : kReal(from, to);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  static auto* const kReal = next<decltype(renameat)>("renameat");
  return fails(Call::rename, path_of(to_folder, to)) ? -1 : kReal(from_folder, from, to_folder, to);
}

int mkdir(const char* path, mode_t mode) {
  static auto* const kReal = next<decltype(mkdir)>("mkdir");
  return fails(Call::mkdir, path_of(AT_FDCWD, path)) ? -1 : kReal(path, mode);
}

int unlink(const char* path) {
  static auto* const kReal = next<decltype(unlink)>("unlink");
  return fails(Call::remove, path_of(AT_FDCWD, path)) ? -1 : kReal(path);
}
int unlinkat(int folder, const char* path, int flags) {
  static auto* const kReal = next<decltype(unlinkat)>("unlinkat");
  return fails(Call::remove, path_of(folder, path)) ? -1 : kReal(folder, path, flags);
}
int remove(const char* path) {
  static auto* const kReal = next<decltype(remove)>("remove");
  return fails(Call::remove, path_of(AT_FDCWD, path)) ? -1 : kReal(path);
}

int ftruncate(int fd, off_t size) {
  static auto* const kReal = next<decltype(ftruncate)>("ftruncate");
  return fails(Call::truncate, path_of(fd)) ? -1 : kReal(fd, size);
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }
int fallocate(int fd, int mode, off_t offset, off_t size) {
  static auto* const kReal = next<decltype(fallocate)>("fallocate");
  return fails(Call::truncate, path_of(fd)) ? -1 : kReal(fd, mode, offset, size);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t size) { return fallocate(fd, mode, offset, size); }

int flock(int fd, int operation) {
  static auto* const kReal = next<decltype(flock)>("flock");
  return fails(Call::lock, path_of(fd)) ? -1 : kReal(fd, operation);
}

/// Xapian locks so, and all else that is asked of a descriptor passes.
#define NEWS_FCNTL(NAME)                                                                    \
  int NAME(int fd, int command, ...) {                                                      \
    va_list arguments;                                                                      \
    va_start(arguments, command);                                                           \
    void* const argument = va_arg(arguments, void*);                                        \
    va_end(arguments);                                                                      \
    const bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK; \
    if (locks && fails(Call::lock, path_of(fd))) return -1;                                 \
    static auto* const kReal = next<decltype(NAME)>(#NAME);                                 \
    return kReal(fd, command, argument);                                                    \
  }
NEWS_FCNTL(fcntl)
NEWS_FCNTL(fcntl64)

}  // extern "C"
