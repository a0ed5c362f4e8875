#include "indexer/build/generation_merge.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "common/archive.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/manifest.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// Of metadata that several generations have: what the newest says. That is the longest, or the greatest of equal
/// length, because numbers of runs grow, lists of forms only become longer, and those of runs begin with the greatest.
class KeepNewest final : public Xapian::Compactor {
 public:
  std::string resolve_duplicate_metadata(const std::string& /*key*/, std::size_t count,
                                         const std::string tags[]) override {
    return *std::max_element(tags, tags + count, [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
  }
};

/// Writes the database and the manifest of these generations, oldest first, into a new folder.
void write_merged(const std::string& archive, const std::vector<std::string>& names, const std::string& folder) {
  Xapian::Database group;
  Manifest manifest;
  for (const std::string& name : names) {
    group.add_database(Xapian::Database(archive + "/" + name));
    read_manifest(archive + "/" + name, manifest);
  }
  KeepNewest newest;
  group.compact(folder, Xapian::Compactor::FULL, 0, newest);
  replace_file(manifest_path(folder), encode_manifest(manifest));
  sync_folder(folder);
}

/// What an interrupted merge left: what it made, or what it made that from. What a run left that can be taken up stays.
void remove_merged(const std::string& archive, const std::vector<std::string>& live) {
  for (const std::string& name : unpublished_generations(archive, live)) {
    const std::string folder = archive + "/" + name;
    if (!fs::exists(job_path(folder))) fs::remove_all(folder);
  }
}

}  // namespace

std::size_t generations_to_merge(const std::vector<std::uint64_t>& articles, MergeWhich which) {
  // Smaller: an article is written more often; larger: there are more generations to search.
  constexpr std::uint64_t kMuchLarger = 3;
  std::size_t count = 0;
  std::uint64_t sum = 0;
  for (const std::uint64_t generation : articles) {
    if (which == MergeWhich::alike && count > 0 && generation > kMuchLarger * sum) break;
    sum += generation;
    ++count;
  }
  return count > 1 ? count : 0;
}

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

std::size_t merge_generations(const std::string& archive, MergeWhich which) try {
  std::vector<std::string> names = live_generations(archive);
  remove_merged(archive, names);
  std::vector<std::uint64_t> articles;
  articles.reserve(names.size());
  for (const std::string& name : names) {
    const std::string folder = archive + "/" + name;
    articles.push_back(naming_database("read", folder, [&] { return Xapian::Database(folder).get_doccount(); }));
  }
  const std::size_t count = generations_to_merge(articles, which);
  if (count == 0) return 0;
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
  const std::vector<std::string> merged(names.begin(), end);

  const std::string merging = archive + "/" + std::string(kMerging);
  if (fs::exists(merging) && !is_own_generation(merging)) {
    throw Error(Code::io, merging + " is needed for merging and holds files that are not the indexer's",
                "move it away and run the same command again");
  }
  fs::remove_all(merging);
  fs::create_directory(merging);
  naming_database("write", merging, [&] { write_merged(archive, {merged.rbegin(), merged.rend()}, merging); });

  const std::string name = next_generation_name(archive);
  fs::rename(merging, archive + "/" + name);
  sync_path(archive);
  names.erase(names.begin(), end);
  names.insert(names.begin(), name);
  publish_generations(archive, names);
  for (const std::string& old : merged) fs::remove_all(archive + "/" + old);
  return count;
} catch (const fs::filesystem_error& error) {
  throw io_error(error);
}

}  // namespace news::build
