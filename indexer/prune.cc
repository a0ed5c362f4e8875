#include "indexer/prune.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace news {
namespace {

namespace fs = std::filesystem;

bool is_at_or_below(const std::string& path, const fs::path& root) {
  const std::string folder = root == "/" ? "/" : root.string() + "/";
  return path == root.string() || path.starts_with(folder);
}

bool is_missing(const fs::path& path) {
  std::error_code error;
  return fs::status(path, error).type() == fs::file_type::not_found;
}

}  // namespace

std::vector<std::string> gone_files(
    const build::Manifest& known, const std::vector<std::string>& paths,
    const std::function<void(std::string_view folder, std::string_view reason)>& on_spared) {
  std::vector<fs::path> roots;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (path != "-" && !error) roots.push_back(real);
  }

  std::vector<std::string> gone;
  std::set<fs::path> told;
  known.for_each([&](const std::string& path, const build::ManifestEntry&) {
    const bool asked_for =
        std::any_of(roots.begin(), roots.end(), [&](const fs::path& root) { return is_at_or_below(path, root); });
    if (!asked_for || !is_missing(path)) return;
    fs::path folder = fs::path(path).parent_path();
    while (is_missing(folder) && folder.has_relative_path()) folder = folder.parent_path();
    std::error_code error;
    const bool empty = fs::is_empty(folder, error);
    if (!error && !empty) {
      gone.push_back(path);
    } else if (told.insert(folder).second) {
      on_spared(folder.string(), error ? error.message() : "");
    }
  });
  return gone;
}

}  // namespace news
