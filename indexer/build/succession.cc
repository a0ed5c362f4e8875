#include "indexer/build/succession.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>

#include "common/archive.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "indexer/build/archive_folder.h"

namespace news::build {

namespace fs = std::filesystem;

std::string next_generation_name(const std::string& archive) {
  std::uint64_t last = 0;
  for (const auto& entry : fs::directory_iterator(archive)) {
    const std::string name = entry.path().filename().string();
    if (!is_generation_name(name)) continue;
    std::uint64_t number = 0;
    std::from_chars(name.data() + kGeneration.size(), name.data() + name.size(), number);
    last = std::max(last, number);
  }
  return fmt::format("{}{:06}", kGeneration, last + 1);
}

void remove_unfinished_successors(const std::string& archive, const std::vector<std::string>& live) {
  for (const std::string& name : unpublished_generations(archive, live)) {
    const std::string folder = archive + "/" + name;
    if (!fs::exists(job_path(folder))) fs::remove_all(folder);
  }
}

std::string successor_folder(const std::string& archive) {
  std::string folder = archive + "/" + std::string(kMerging);
  if (fs::exists(folder) && !is_own_generation(folder)) {
    throw Error(Code::io, folder + " is needed for merging and holds files that are not the indexer's",
                "move it away and run the same command again");
  }
  return folder;
}

void succeed(const std::string& archive, const std::vector<std::string>& live, std::size_t count) {
  const auto end = live.begin() + static_cast<std::ptrdiff_t>(count);
  const std::string name = next_generation_name(archive);
  fs::rename(successor_folder(archive), archive + "/" + name);
  sync_path(archive);
  std::vector<std::string> names = {name};
  names.insert(names.end(), end, live.end());
  publish_generations(archive, names);
  for (auto old = live.begin(); old != end; ++old) fs::remove_all(archive + "/" + *old);
}

}  // namespace news::build
