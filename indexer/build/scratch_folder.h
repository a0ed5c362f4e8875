// A folder for files that nobody needs once this process is gone.
#pragma once

#include <string>

namespace news::build {

/// A new folder `news-indexer.XXXXXX` in a place like /tmp, which goes with what is in it when this is destroyed. Where
/// the process is killed it stays, and goes when the next ScratchFolder is made in that place: a living one is locked
/// (flock), and only what holds nothing but databases of our making, and is this user's, is ever removed.
class ScratchFolder {
 public:
  /// Throws Error(Code::io).
  explicit ScratchFolder(const std::string& place);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
  int lock_ = -1;
};

}  // namespace news::build
