// Walks paths in a fixed order and opens files.
#include "indexer/sources/walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <system_error>
#include <unordered_set>

#include "common/digest.h"
#include "common/error.h"

namespace news::sources {
namespace {

std::string system_reason(int number) { return std::generic_category().message(number); }

struct FreeMemory {
  void operator()(char* memory) const noexcept { std::free(memory); }
};

/// One walk: remembers what was met, so that each real path is reported once and loops end.
class Walk {
 public:
  Walk(const std::function<void(const FileEntry&)>& on_file,
       const std::function<void(std::string_view, std::string_view)>& on_problem,
       const std::function<void(std::string_view)>& on_passed)
      : on_file_(on_file), on_problem_(on_problem), on_passed_(on_passed) {}

  /// Depth first, with a list of what is still to do instead of recursion.
  void run(const std::string& start) {
    pending_.push_back({start, true});
    while (!pending_.empty()) {
      const Pending next = std::move(pending_.back());
      pending_.pop_back();
      visit(next);
    }
  }

 private:
  struct Pending {
    std::string path;
    bool may_be_link;  // what is no link in a real folder has its real path already
    auto operator<=>(const Pending&) const = default;
  };

  void visit(const Pending& pending) {
    std::string real = pending.path;
    if (pending.may_be_link) {
      const std::unique_ptr<char, FreeMemory> resolved(::realpath(pending.path.c_str(), nullptr));
      if (!resolved) return on_problem_(pending.path, system_reason(errno));
      real = resolved.get();
      if (on_passed_ && real != pending.path) on_passed_(pending.path);
    }

    struct stat facts {};
    if (::stat(real.c_str(), &facts) != 0) return on_problem_(real, system_reason(errno));
    if (S_ISDIR(facts.st_mode)) {
      if (meet(real)) visit_folder(real);
    } else if (S_ISREG(facts.st_mode)) {
      if (meet(real)) {
        constexpr std::int64_t kNanoseconds = 1'000'000'000;
        on_file_({real, static_cast<std::uint64_t>(facts.st_size),
                  static_cast<std::int64_t>(facts.st_mtim.tv_sec) * kNanoseconds + facts.st_mtim.tv_nsec});
      }
    }
  }

  void visit_folder(const std::string& folder) {
    if (on_passed_) on_passed_(folder);
    std::vector<Pending> entries;
    std::error_code error;
    const std::filesystem::directory_iterator end;
    for (std::filesystem::directory_iterator entry(folder, error); !error && entry != end; entry.increment(error)) {
      std::error_code unknown;  // then it is looked at as if it were one
      const bool may_be_link = entry->is_symlink(unknown) || unknown;
      entries.push_back({entry->path().string(), may_be_link});
    }
    if (error) on_problem_(folder, error.message());
    // The list is worked off from its end, hence greatest first.
    std::sort(entries.begin(), entries.end(), std::greater<>());
    std::move(entries.begin(), entries.end(), std::back_inserter(pending_));
  }

  const std::function<void(const FileEntry&)>& on_file_;
  const std::function<void(std::string_view, std::string_view)>& on_problem_;
  const std::function<void(std::string_view)>& on_passed_;
  /// Whether a real path is met for the first time.
  bool meet(const std::string& real) { return met_.insert(digest_of(real, seed_)).second; }

  // Digests, for there may be millions. Of a seed of the walk's own: no name of a file can make another be passed over.
  const std::uint64_t seed_ = (std::uint64_t{std::random_device()()} << 32U) | std::random_device()();
  std::unordered_set<Digest, DigestHash> met_;
  std::vector<Pending> pending_;
};

/// A file descriptor that is closed when its owner goes, unless it is standard input.
class DescriptorStream : public ByteStream {
 public:
  DescriptorStream(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  ~DescriptorStream() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  DescriptorStream(const DescriptorStream&) = delete;
  DescriptorStream& operator=(const DescriptorStream&) = delete;

  std::size_t read(std::span<char> buffer) override {
    // Each layer above asks until there is nothing: the system is asked once.
    while (!at_end_) {
      const ssize_t got = ::read(descriptor_, buffer.data(), std::min<std::size_t>(buffer.size(), SSIZE_MAX));
      at_end_ = got == 0 && !buffer.empty();
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw Error(Code::source_unreadable, "can't read " + name_ + ": " + system_reason(errno));
    }
    return 0;
  }

 private:
  int descriptor_;
  std::string name_;
  bool at_end_ = false;
};

}  // namespace

void walk(const std::vector<std::string>& paths, const std::function<void(const FileEntry&)>& on_file,
          const std::function<void(std::string_view, std::string_view)>& on_problem,
          const std::function<void(std::string_view)>& on_passed) {
  Walk run(on_file, on_problem, on_passed);
  for (const std::string& path : paths) run.run(path);
}

std::unique_ptr<ByteStream> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (descriptor < 0) throw Error(Code::source_unreadable, "can't open " + path + ": " + system_reason(errno));
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::make_unique<DescriptorStream>(descriptor, path);
}

std::unique_ptr<ByteStream> open_stdin() { return std::make_unique<DescriptorStream>(STDIN_FILENO, "standard input"); }

}  // namespace news::sources
