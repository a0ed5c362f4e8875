#include "indexer/build/archive_folder.h"

#include <algorithm>

#include "common/durable_file.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// Files of a Xapian glass database, those that it has for an instant included, the manifest beside them, and the runs
/// that it is built from.
bool is_generation_file(std::string_view name) {
  constexpr std::string_view kAside = ".new";  // replace_file() writes there
  if (name.ends_with(kAside)) name.remove_suffix(kAside.size());
  return name.ends_with(".glass") || name == "iamglass" || name == "flintlock" || name == "v.tmp" || name == "v.rtmp" ||
         name == "manifest.jsonl" || name == kJobFile || is_numbered(name, kRun);
}

}  // namespace

bool is_numbered(std::string_view name, std::string_view stem) {
  return name.starts_with(stem) && name.size() > stem.size() &&
         name.find_first_not_of("0123456789", stem.size()) == std::string_view::npos;
}

std::string building_path(const std::string& archive) { return archive + "/" + std::string(kBuilding); }

std::string job_path(const std::string& folder) { return folder + "/" + std::string(kJobFile); }

bool is_job(const std::string& folder, const std::string& job) {
  return !job.empty() && fs::exists(job_path(folder)) && read_file(job_path(folder)) == job;
}

bool is_archive_part(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('/'));
  return first == kBuilding || first == kMerging || first == "lock" || first.starts_with("quarantine.jsonl") ||
         first.starts_with("XAPIANDB") || is_generation_name(first);
}

std::vector<std::string> unpublished_generations(const std::string& archive, const std::vector<std::string>& live) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(archive)) {
    const std::string name = entry.path().filename().string();
    const bool is_live = std::find(live.begin(), live.end(), name) != live.end();
    if (!is_live && is_generation_name(name) && is_own_generation(entry.path())) names.push_back(name);
  }
  return names;
}

bool is_own_generation(const fs::path& folder) {
  if (!fs::is_directory(fs::symlink_status(folder))) return false;
  return std::all_of(fs::directory_iterator(folder), fs::directory_iterator(), [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return entry.is_regular_file() ? is_generation_file(name) : is_numbered(name, "part-") && is_own_generation(entry);
  });
}

}  // namespace news::build
