#include "common/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "common/error.h"

namespace news {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;

[[noreturn]] void fail(const std::string& what, const std::string& path, int error = errno) {
  throw io_error(what, path, error);
}

}  // namespace

void require_regular_file(const std::string& path) {
  struct stat there {};
  if (stat(path.c_str(), &there) != 0) return;
  if (S_ISDIR(there.st_mode)) throw Error(Code::io, path + " is a folder", "name a file in it");
  if (!S_ISREG(there.st_mode)) throw Error(Code::io, path + " is no regular file", "name another");
}

std::string read_file(const std::string& path) {
  const OpenFile file(path, O_RDONLY);
  std::string content;
  std::array<char, kPieceBytes> piece{};
  while (const std::size_t got = file.read(piece.data(), piece.size())) content.append(piece.data(), got);
  return content;
}

void sync_path(const std::string& path) { OpenFile(path, O_RDONLY).flush(); }

void sync_folder(const std::string& path) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(path, error);
  if (error) fail("open", path, error.value());
  for (const auto& entry : entries) {
    if (entry.is_regular_file()) sync_path(entry.path().string());
  }
  sync_path(path);
}

std::optional<std::string_view> FileLines::next() {
  std::size_t looked_at = taken_;
  while (true) {
    const std::size_t end = piece_.find('\n', looked_at);
    if (end != std::string::npos || (ended_ && taken_ < piece_.size())) {
      const std::string_view line = std::string_view(piece_).substr(taken_, end - taken_);
      taken_ = std::min(piece_.size(), taken_ + line.size() + 1);
      return line;
    }
    if (ended_) return std::nullopt;
    piece_.erase(0, taken_);
    taken_ = 0;
    looked_at = piece_.size();
    piece_.resize(looked_at + kPieceBytes);
    const std::size_t got = file_.read(piece_.data() + looked_at, kPieceBytes);
    ended_ = got == 0;
    piece_.resize(looked_at + got);
  }
}

Replacement::Replacement(std::string path)
    : path_(std::move(path)), file_(path_ + ".new", O_WRONLY | O_CREAT | O_TRUNC) {}

Replacement::~Replacement() {
  if (stands_) unlink(file_.path().c_str());  // on a full disk it takes room that is needed
}

void Replacement::write(std::string_view content) {
  if (pending_.size() + content.size() <= kPieceBytes) {
    pending_ += content;
    return;
  }
  file_.write_all(pending_);
  pending_.clear();
  file_.write_all(content);
}

void Replacement::take_access_of(const struct stat& other) {
  // Not allowed to most users, and then of no importance: the mode decides who reads the file.
  if (fchown(file_.get(), other.st_uid, other.st_gid) != 0 && errno != EPERM) fail("set the owner of", file_.path());
  if (fchmod(file_.get(), other.st_mode & 07777U) != 0) fail("set the mode of", file_.path());
}

void Replacement::put() {
  file_.write_all(pending_);
  file_.flush();
  if (rename(file_.path().c_str(), path_.c_str()) != 0) fail("rename to", path_);
  stands_ = false;
  const std::string folder = std::filesystem::path(path_).parent_path().string();
  sync_path(folder.empty() ? "." : folder);
}

void replace_file(const std::string& path, std::string_view content) {
  Replacement replacement(path);
  replacement.write(content);
  replacement.put();
}

namespace {

/// The file that a chain of symbolic links leads to, whether it exists or not.
std::string behind_links(const std::string& path) {
  constexpr int kMostLinks = 40;  // as many as Linux follows
  std::filesystem::path target = path;
  std::error_code error;
  for (int i = 0; i < kMostLinks && std::filesystem::is_symlink(target, error); ++i) {
    target = target.parent_path() / std::filesystem::read_symlink(target);
  }
  return target.string();
}

/// A file that is open and locked, and stands at its path: it was not replaced while the lock was waited for.
class LockedFile {
 public:
  explicit LockedFile(const std::string& path) {
    while (!lock(path)) {
    }
  }
  ~LockedFile() { close(fd_); }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  [[nodiscard]] bool is_new() const noexcept { return is_new_; }
  [[nodiscard]] const struct stat& status() const noexcept { return status_; }

 private:
  bool lock(const std::string& path) {
    fd_ = open(path.c_str(), O_RDWR | O_CLOEXEC);
    is_new_ = fd_ < 0 && errno == ENOENT;
    if (is_new_) fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0 && is_new_ && errno == EEXIST) return false;  // another process was faster
    if (fd_ < 0) fail("open", path);
    while (flock(fd_, LOCK_EX) != 0) {
      if (errno != EINTR) give_up("lock", path);
    }
    struct stat there {};
    if (fstat(fd_, &status_) != 0) give_up("look at", path);
    if (stat(path.c_str(), &there) == 0 && there.st_ino == status_.st_ino && there.st_dev == status_.st_dev)
      return true;
    close(fd_);
    return false;
  }
  [[noreturn]] void give_up(const std::string& what, const std::string& path) const {
    const int reason = errno;
    close(fd_);
    fail(what, path, reason);
  }

  int fd_ = -1;
  bool is_new_ = false;
  struct stat status_ {};
};

}  // namespace

void update_file(const std::string& path, const std::function<std::string(const std::string& content)>& change) {
  require_regular_file(path);  // before it is opened: that may wait for ever
  const std::string target = behind_links(path);
  const std::string folder = std::filesystem::path(target).parent_path().string();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) fail("make the folder", folder, error.value());
  const LockedFile lock(target);
  try {
    const std::string before = lock.is_new() ? std::string() : read_file(target);
    const std::string after = change(before);
    if (after == before && !lock.is_new()) return;
    Replacement replacement(target);
    replacement.take_access_of(lock.status());
    replacement.write(after);
    replacement.put();
  } catch (...) {
    if (lock.is_new()) unlink(target.c_str());
    throw;
  }
}

}  // namespace news
