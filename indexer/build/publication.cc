#include "indexer/build/publication.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <limits>
#include <sstream>
#include <vector>

#include "common/durable_file.h"
#include "common/run_history.h"
#include "common/uuid.h"
#include "indexer/build/archive_folder.h"
#include "indexer/build/archive_opening.h"
#include "indexer/build/manifest_file.h"
#include "indexer/build/succession.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

std::set<std::string> words_of(const std::string& list) {
  std::istringstream in(list);
  return {std::istream_iterator<std::string>(in), {}};
}

/// Forms that this run met, united with those that the archive lists: all of them, or only the keys that changed.
std::map<std::string, std::string> merged_forms(const Generations& generations, const RunChanges& changes) {
  std::map<std::string, std::set<std::string>> merged = changes.forms;
  if (!generations.empty()) {
    const Xapian::Database& newest = generations.database(0);
    for (auto key = newest.metadata_keys_begin(metadata::kForms); key != newest.metadata_keys_end(metadata::kForms);
         ++key) {
      merged[*key].merge(words_of(newest.get_metadata(*key)));
    }
  }
  return form_lists(merged);
}

/// The archive's history with this run, which gets an id.
std::string runs_with(const Generations& generations, std::uint64_t sequence) {
  RunHistory runs;
  if (!generations.empty()) runs = RunHistory(generations.database(0).get_metadata(metadata::kRuns));
  runs.add({sequence, to_hex(random_uuid()).substr(0, RunHistory::kIdDigits)});
  return runs.text();
}

/// From the first commit to the end of the publication the archive no longer holds what the manifest says of a file
/// whose articles are changed. Whoever is killed in between leaves a file that is known, so that it can be found to be
/// gone, and that is like no file, so that it is read even if it is again what it was.
void mark_doubtful_files(const Generations& generations, const std::set<std::string>& paths) {
  if (paths.empty() || generations.empty()) return;
  ManifestEntry doubtful;
  doubtful.mtime_ns = std::numeric_limits<std::int64_t>::min();
  Manifest files;
  for (const std::string& path : paths) files.insert_or_assign(path, doubtful);
  update_manifest(generations.folder(0), files, {});
}

/// Last: until then a file is known that is gone, which does no harm. The newest generation last of all: until then the
/// file is doubtful, and not what an older one still says of it.
void forget_files(const Generations& generations, const std::set<std::string>& paths) {
  if (paths.empty()) return;
  for (std::size_t i = generations.size(); i-- > 0;) update_manifest(generations.folder(i), {}, paths);
}

void publish_new_generation(const std::string& archive, const ArchiveFacts& facts, Generations& generations,
                            std::unique_ptr<SegmentBuilder> segment, RunChanges& changes,
                            const std::function<void()>& on_durable) {
  remember_forms(segment->odd_forms(), changes);
  for (const auto& [key, words] : merged_forms(generations, changes)) segment->set_metadata(key, words);
  ArchiveFacts now = facts;
  now.complete_through = changes.sequence;
  state_facts(*segment, now, runs_with(generations, changes.sequence));
  segment->finish();
  segment.reset();
  if (on_durable) on_durable();

  const std::string building = building_path(archive);
  write_manifest(building, changes.files);
  const std::string name = next_generation_name(archive);
  const std::string folder = archive + "/" + name;
  fs::rename(building, folder);
  sync_path(archive);

  generations.commit();
  std::vector<std::string> names = generations.names();
  names.insert(names.begin(), name);
  publish_generations(archive, names);
  remove_runs(folder);
}

void publish_in_place(Generations& generations, const RunChanges& changes) {
  if (generations.are_changed() || changes.counts) {
    Xapian::WritableDatabase& newest = generations.writer(0);
    for (const auto& [key, words] : merged_forms(generations, changes)) newest.set_metadata(key, words);
    newest.set_metadata(metadata::kCompleteThrough, std::to_string(changes.sequence));
    newest.set_metadata(metadata::kRuns, runs_with(generations, changes.sequence));
    generations.commit();
  }
  if (!changes.files.empty()) update_manifest(generations.folder(0), changes.files, {});
}

}  // namespace

void remember_forms(const std::set<OddForm>& forms, RunChanges& changes) {
  for (const OddForm& form : forms) {
    // A stem may be as long as a term; a key may not.
    const std::string key = std::string(metadata::kForms) + form.language + "/" + form.stem;
    if (key.size() <= 240) changes.forms[key].insert(form.word);
  }
}

std::map<std::string, std::string> form_lists(const std::map<std::string, std::set<std::string>>& forms) {
  std::map<std::string, std::string> lists;
  for (const auto& [key, words] : forms) lists.emplace(key, fmt::format("{}", fmt::join(words, " ")));
  return lists;
}

void state_facts(SegmentBuilder& segment, const ArchiveFacts& facts, const std::string& runs) {
  segment.set_metadata(metadata::kIdentity, facts.identity);
  segment.set_metadata(metadata::kSchema, std::to_string(facts.schema));
  segment.set_metadata(metadata::kAnalysis, facts.analysis);
  segment.set_metadata(metadata::kCompleteThrough, std::to_string(facts.complete_through));
  segment.set_metadata(metadata::kRuns, runs);
}

void publish_run(const std::string& archive, const ArchiveFacts& facts, Generations& generations,
                 std::unique_ptr<SegmentBuilder> segment, RunChanges& changes,
                 const std::function<void()>& on_durable) {
  mark_doubtful_files(generations, changes.doubtful_files);
  if (segment) {
    publish_new_generation(archive, facts, generations, std::move(segment), changes, on_durable);
  } else {
    publish_in_place(generations, changes);
  }
  forget_files(generations, changes.forgotten_files);
}

}  // namespace news::build
