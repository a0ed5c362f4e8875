#include "indexer/build/scratch_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "common/durable_file.h"
#include "indexer/build/archive_folder.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "news-indexer.";
constexpr std::string_view kAnySuffix = "XXXXXX";

/// A descriptor of this folder that holds its lock, or -1 where another process has that, or the folder is gone or no
/// folder of this user.
int lock_folder(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return -1;
  struct stat held {};
  struct stat found {};
  // Between opening and locking, another process may have taken it for a dead one's.
  if (fstat(descriptor, &held) == 0 && held.st_uid == geteuid() && flock(descriptor, LOCK_EX | LOCK_NB) == 0 &&
      lstat(path.c_str(), &found) == 0 && held.st_ino == found.st_ino && held.st_dev == found.st_dev) {
    return descriptor;
  }
  close(descriptor);
  return -1;
}

/// Whether mkdtemp() may have made the name.
bool is_our_name(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return name.starts_with(kName) && name.size() == kName.size() + kAnySuffix.size() &&
         name.find_first_not_of(kLetters, kName.size()) == std::string_view::npos;
}

bool holds_only_databases(const fs::path& folder) {
  std::error_code error;
  const bool only = std::all_of(fs::directory_iterator(folder, error), {},
                                [](const fs::directory_entry& entry) { return is_own_generation(entry.path()); });
  return only && !error;
}

/// What processes that were killed left in this place.
void remove_dead(const std::string& place) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
    if (is_our_name(entry->path().filename().string())) folders.push_back(entry->path());
  }
  for (const fs::path& folder : folders) {
    const int lock = lock_folder(folder.string());
    if (lock < 0) continue;
    if (holds_only_databases(folder)) fs::remove_all(folder, error);  // what stays is small, and tried again
    close(lock);
  }
}

}  // namespace

ScratchFolder::ScratchFolder(const std::string& place) {
  remove_dead(place);
  constexpr int kTries = 10;
  for (int tries = 1; lock_ < 0 && tries <= kTries; ++tries) {
    if (!path_.empty()) rmdir(path_.c_str());
    path_ = place + "/" + std::string(kName) + std::string(kAnySuffix);
    if (mkdtemp(path_.data()) == nullptr) throw io_error("make a temporary folder like", path_, errno);
    lock_ = lock_folder(path_);
  }
  // One that another process has locked is being removed by it, and ten in a row are not: this place has no locks. Then
  // nobody can lock the last one to remove it, either.
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // a few kilobytes stay, and go when the next one is made
  fs::remove_all(path_, ignored);
  if (lock_ >= 0) close(lock_);
}

}  // namespace news::build
