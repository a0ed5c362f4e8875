// The end of a run: what it has changed is made durable, then visible.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "common/archive.h"
#include "indexer/build/generations.h"
#include "indexer/build/manifest.h"
#include "indexer/build/segment_builder.h"

namespace news::build {

/// What a run has changed, beside the articles.
struct RunChanges {
  std::uint64_t sequence = 0;                          ///< number of the run
  bool counts = false;                                 ///< it has its number even if no article changes
  Manifest files;                                      ///< what files are now
  std::set<std::string> forgotten_files;               ///< they are gone
  std::set<std::string> doubtful_files;                ///< what they give changes older generations, or is not known
  std::map<std::string, std::set<std::string>> forms;  ///< metadata key -> words
};

/// Adds to `changes.forms`.
void remember_forms(const std::set<OddForm>& forms, RunChanges& changes);

/// The same as metadata: words separated by blanks.
[[nodiscard]] std::map<std::string, std::string> form_lists(const std::map<std::string, std::set<std::string>>& forms);

/// Gives a new generation the metadata that say what the archive is. `runs`: its history (common/run_history.h).
void state_facts(SegmentBuilder& segment, const ArchiveFacts& facts, const std::string& runs);

/// Publishes a run: with its new generation, which `segment` builds, or where that is null by changing the older ones
/// alone, of which there is one at least. `on_durable` hears when only making a new generation visible is left.
///
/// In this order, so that a kill at any instant leaves what the next run goes on from: files are marked doubtful; the
/// new generation is finished and stands beside the live ones; changes of these are committed; the stub names the new
/// one; files that are gone are forgotten. Throws Error(Code::io), Xapian::Error.
/// REQUIRES: the archive's lock is held.
void publish_run(const std::string& archive, const ArchiveFacts& facts, Generations& generations,
                 std::unique_ptr<SegmentBuilder> segment, RunChanges& changes, const std::function<void()>& on_durable);

}  // namespace news::build
