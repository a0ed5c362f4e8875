#include "indexer/build/archive_opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/analysis/fingerprint.h"
#include "common/digest.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/uuid.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/manifest_file.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

bool holds_runs(const std::string& folder) {
  std::error_code error;
  return std::any_of(fs::directory_iterator(folder, error), {}, [](const fs::directory_entry& entry) {
    return is_numbered(entry.path().filename().string(), kRun);
  });
}

/// A folder with somebody's files in it does not become an archive by a slip of the keyboard.
void require_own_folder(const std::string& archive) {
  if (archive_exists(archive)) return;
  for (const auto& entry : fs::directory_iterator(archive)) {
    const std::string name = entry.path().filename().string();
    const bool folder = name == kBuilding || name == kMerging || is_generation_name(name);
    if (!is_archive_part(name) || (folder && !is_own_generation(entry.path()))) {
      throw Error(Code::usage, archive + " is neither empty nor an archive: it holds " + name,
                  "name an empty or a new folder with --archive");
    }
  }
}

/// Facts, generations and manifest; those of a new archive where there is none.
OpenedArchive read_state(const std::string& archive) {
  OpenedArchive opened;
  if (!archive_exists(archive)) {
    opened.facts = {to_hex(random_uuid()), kSchemaVersion, analysis::fingerprint(), 0};
    return opened;
  }
  opened.facts = read_facts(open_for_reading(archive));
  opened.generations = live_generations(archive);
  // The newest last: what it says of a file holds.
  for (auto name = opened.generations.rbegin(); name != opened.generations.rend(); ++name) {
    read_manifest(archive + "/" + *name, opened.manifest);
  }
  return opened;
}

/// A run that was interrupted just before its generation became a live one: all that it was made from is there.
void take_back_unpublished(const std::string& archive, const std::vector<std::string>& live,
                           const std::string& building) {
  const std::vector<std::string> unpublished = unpublished_generations(archive, live);
  if (fs::exists(building) || unpublished.size() != 1) return;
  const std::string folder = archive + "/" + unpublished.front();
  if (fs::exists(job_path(folder))) fs::rename(folder, building);
}

/// The identity of an archive that was begun and not published: it stands at the head of the job. Empty if there is
/// none.
std::string begun_identity(const std::string& building) {
  if (!fs::exists(job_path(building))) return {};
  const std::string job = read_file(job_path(building));
  const std::string begun = job.substr(0, job.find('\n'));
  return digest_from_hex(begun) ? begun : std::string();
}

/// What a run that did not come to its end left: readers never saw it.
void remove_leftovers(const std::string& archive, const OpenedArchive& opened) {
  const std::vector<std::string>& live = opened.generations;
  for (const auto& entry : fs::directory_iterator(archive)) {
    const std::string name = entry.path().filename().string();
    const bool is_live = std::find(live.begin(), live.end(), name) != live.end();
    if (is_live || (name != kBuilding && name != kMerging && !is_generation_name(name))) continue;
    if (is_own_generation(entry.path())) {
      if (name == kBuilding && opened.resumes) continue;
      fs::remove_all(entry.path());
    } else if (name == kBuilding || name == kMerging) {
      throw Error(Code::io,
                  entry.path().string() + " is needed for building and holds files that are not the indexer's",
                  "move it away and run the same command again");
    }
  }
  for (const std::string& name : live) remove_runs(archive + "/" + name);
}

}  // namespace

void remove_runs(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (is_numbered(name, kRun) || name == kJobFile) paths.push_back(entry.path());
  }
  for (const fs::path& path : paths) fs::remove(path);
}

OpenedArchive open_for_run(const std::string& archive, const std::string& job) {
  require_own_folder(archive);
  OpenedArchive opened = read_state(archive);
  const std::string building = building_path(archive);
  take_back_unpublished(archive, opened.generations, building);
  if (opened.generations.empty()) {
    if (const std::string begun = begun_identity(building); !begun.empty()) opened.facts.identity = begun;
  }
  opened.job = fmt::format("{}\nrun {}\nschema {}\nanalysis {}\n{}", opened.facts.identity,
                           opened.facts.complete_through + 1, opened.facts.schema, opened.facts.analysis, job);
  opened.resumes = is_job(building, opened.job);
  opened.discards_work = !opened.resumes && holds_runs(building);
  remove_leftovers(archive, opened);
  return opened;
}

}  // namespace news::build
