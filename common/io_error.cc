#include "common/io_error.h"

#include <cerrno>
#include <cstring>
#include <string_view>

namespace news {

std::string way_out(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "make room and run the same command again";
    case EROFS:
      return "the file system is mounted read-only: an archive there can be searched, but not written";
    case EACCES:
    case EPERM:
      return "see whose it is and who may read and write it (ls -ld)";
    case EMFILE:
    case ENFILE:
      return "allow more open files (ulimit -n) and run the same command again";
    case EIO:
      return "the disk may be failing, see the system's log; mend that and run the same command again";
    case ENOLCK:
    case EOPNOTSUPP:
    case ENOSYS:
      return "its file system has no working locks (some network file systems have none): keep the archive on another";
    default:
      return "mend the cause and run the same command again";
  }
}

Error io_error(const std::string& what, const std::string& path, int error) {
  return {Code::io, "can't " + what + " " + path + ": " + std::strerror(error), way_out(error)};
}

Error io_error(const std::filesystem::filesystem_error& error) {
  // "filesystem error: cannot rename: the reason [one path] [another]"
  constexpr std::string_view kVerb = "cannot ";
  const std::string_view text = error.what();
  const std::size_t verb = text.find(kVerb);
  std::string what = "use";
  if (verb != std::string_view::npos) {
    const std::size_t begin = verb + kVerb.size();
    what = text.substr(begin, text.find(':', begin) - begin);
  }
  // Of a whole folder's removal the second path is what could not be removed.
  const bool below = what == "remove all" && !error.path2().empty();
  return io_error(below ? "remove" : what, (below ? error.path2() : error.path1()).string(), error.code().value());
}

}  // namespace news
