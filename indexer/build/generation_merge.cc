#include "indexer/build/generation_merge.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>

#include "common/archive.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "indexer/build/compaction.h"
#include "indexer/build/manifest_file.h"
#include "indexer/build/succession.h"

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
  std::vector<std::string> folders;
  Manifest manifest;
  for (const std::string& name : names) {
    folders.push_back(archive + "/" + name);
    read_manifest(folders.back(), manifest);
  }
  KeepNewest newest;
  compact_databases(folders, folder, newest);
  write_manifest(folder, manifest);
  sync_folder(folder);
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

std::size_t merge_generations(const std::string& archive, MergeWhich which) try {
  const std::vector<std::string> names = live_generations(archive);
  remove_unfinished_successors(archive, names);
  std::vector<std::uint64_t> articles;
  articles.reserve(names.size());
  for (const std::string& name : names) {
    const std::string folder = archive + "/" + name;
    articles.push_back(naming_database("read", folder, [&] { return Xapian::Database(folder).get_doccount(); }));
  }
  const std::size_t count = generations_to_merge(articles, which);
  if (count == 0) return 0;
  const std::string merging = successor_folder(archive);
  fs::remove_all(merging);
  fs::create_directory(merging);
  const std::vector<std::string> oldest_first(names.rend() - static_cast<std::ptrdiff_t>(count), names.rend());
  naming_database("write", merging, [&] { write_merged(archive, oldest_first, merging); });
  succeed(archive, names, count);
  return count;
} catch (const fs::filesystem_error& error) {
  throw io_error(error);
}

}  // namespace news::build
