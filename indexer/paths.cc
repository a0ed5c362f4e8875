#include "indexer/paths.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/error.h"
#include "indexer/build/archive_folder.h"

namespace news {
namespace {

/// Tells which files are the archive's own.
class OwnFiles {
 public:
  explicit OwnFiles(const std::string& archive) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(archive, error);
    if (!archive.empty() && !error) folder_ = real.string() + "/";
  }
  [[nodiscard]] bool hold(std::string_view path) const {
    return !folder_.empty() && path.starts_with(folder_) && build::is_archive_part(path.substr(folder_.size()));
  }

 private:
  std::string folder_;
};

/// The run is over before the census.
struct GivenUp {};

}  // namespace

std::vector<std::string> existing_paths(const std::vector<std::string>& paths,
                                        const std::function<void(std::string_view path)>& on_missing) {
  std::vector<std::string> existing;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || std::filesystem::exists(path, error) || error) {
      existing.push_back(path);
    } else {
      on_missing(path);
    }
  }
  return existing;
}

std::vector<std::string> present_paths(const std::vector<std::string>& named,
                                       const std::function<void(std::string_view path)>& on_missing) {
  std::vector<std::string> present = existing_paths(named, on_missing);
  if (present.empty() && !named.empty()) {
    throw Error(Code::usage, "nothing of what is named is there: " + named.front());
  }
  return present;
}

void walk_paths(const std::vector<std::string>& named, const std::string& archive,
                const std::function<void(const sources::FileEntry&)>& on_file,
                const std::function<void(std::string_view path, std::string_view reason)>& on_problem,
                const std::function<void(std::string_view path)>& on_passed) {
  const OwnFiles own(archive);
  std::vector<std::string> paths;
  for (const std::string& path : named) {
    if (path == "-") {
      on_file({"-", 0, 0});
    } else {
      paths.push_back(path);
    }
  }
  const auto others = [&](const sources::FileEntry& entry) {
    if (!own.hold(entry.path)) on_file(entry);
  };
  sources::walk(paths, others, on_problem, on_passed);
}

Progress::Census census_of(std::vector<std::string> named, std::string archive) {
  return [named = std::move(named), archive = std::move(archive)](const std::atomic<bool>& given_up,
                                                                  const std::function<void(Extent)>& tell) {
    // What comes through a pipe has no size.
    const bool unknown = std::find(named.begin(), named.end(), "-") != named.end();
    constexpr std::uint64_t kTold = 1000;  // files between two
    Extent extent;
    const auto count = [&](const sources::FileEntry& entry) {
      if (given_up) throw GivenUp();
      ++extent.files;
      extent.bytes += entry.size;
      if (extent.files % kTold == 0) tell(extent);
    };
    try {
      walk_paths(named, archive, count, [](std::string_view, std::string_view) {});  // the run itself tells
    } catch (const GivenUp&) {
      return;
    }
    extent.complete = !unknown;
    tell(extent);
  };
}

}  // namespace news
