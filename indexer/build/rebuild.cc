#include "indexer/build/rebuild.h"

#include <fmt/format.h>
#include <xapian.h>

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "common/analysis/fingerprint.h"
#include "common/archive.h"
#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/fields.h"
#include "common/record.h"
#include "indexer/build/archive_opening.h"
#include "indexer/build/manifest_file.h"
#include "indexer/build/publication.h"
#include "indexer/build/succession.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// What the archive is to state of itself: what it does, but for what this program makes otherwise. Articles are stored
/// alike in all schemas (common/record.cc).
ArchiveFacts new_facts(const Xapian::Database& newest, const std::string& archive) {
  ArchiveFacts facts = read_facts(newest);
  if (facts.identity.empty() || facts.schema == 0 || facts.schema > kSchemaVersion) require_readable(facts, archive);
  facts.schema = kSchemaVersion;
  facts.analysis = analysis::fingerprint();
  return facts;
}

/// Work that can be gone on with: on the same generations as they are after the same runs, to the same end.
std::string job_of(const std::vector<std::string>& generations, const ArchiveFacts& facts) {
  return fmt::format("rebuild\n{}\n{}\nafter run {}\nschema {}\nanalysis {}\n", facts.identity,
                     fmt::join(generations, " "), facts.complete_through, facts.schema, facts.analysis);
}

/// The article as it came into the archive.
NewArticle stored_article(const Xapian::Database& generation, Xapian::docid number) {
  const Xapian::Document document = generation.get_document(number);
  NewArticle stored;
  stored.article = decode_article(document.get_data());
  stored.digests = digests_of(stored.article);
  stored.sequence = from_big_endian(document.get_value(slot::kSequence));
  stored.instant = decode_instant(document.get_value(slot::kInstant));
  return stored;
}

/// Adds all articles of the generations, but for those that are in the builder already. Returns how many
/// are in it; fewer than all where it may not go on.
std::uint64_t add_stored(const std::string& archive, const std::vector<std::string>& oldest_first,
                         SegmentBuilder& builder, const std::function<bool(std::uint64_t done)>& go_on) {
  const std::uint64_t taken_up = builder.taken_up();
  std::uint64_t done = 0;
  for (const std::string& name : oldest_first) {
    const std::string folder = archive + "/" + name;
    const Xapian::Database generation = open_generation(folder);
    builder.begin_file({folder, 0, 0});
    for (auto number = generation.postlist_begin({}); number != generation.postlist_end({}); ++number) {
      if (++done <= taken_up) {
        builder.claim(static_cast<std::uint32_t>(done));
        continue;
      }
      if (!go_on(done - 1)) return done - 1;
      try {
        builder.add(stored_article(generation, *number));
      } catch (const Error& error) {
        if (error.code() != Code::archive_damaged) throw;
        throw Error(error.code(), fmt::format("{}, document {}: {}", folder, *number, error.what()),
                    "restore the archive from a backup, or index its sources into a new one");
      }
    }
  }
  return done;
}

}  // namespace

Rebuilt rebuild_archive(const std::string& archive, BuilderOptions options,
                        const std::function<bool(std::uint64_t done)>& go_on) try {
  const std::vector<std::string> generations = live_generations(archive);
  remove_unfinished_successors(archive, generations);
  const std::vector<std::string> oldest_first(generations.rbegin(), generations.rend());
  std::uint64_t articles = 0;
  Manifest manifest;
  for (const std::string& name : oldest_first) {
    articles += Xapian::Database(archive + "/" + name).get_doccount();
    read_manifest(archive + "/" + name, manifest);
  }
  const Xapian::Database newest = open_generation(archive + "/" + generations.front());
  const ArchiveFacts facts = new_facts(newest, archive);

  options.job = job_of(generations, facts);
  const std::string folder = successor_folder(archive);
  std::unique_ptr<SegmentBuilder> builder = make_segment_builder(folder, options);
  Rebuilt rebuilt{articles, builder->taken_up(), true};
  const std::uint64_t done = add_stored(archive, oldest_first, *builder, go_on);
  if (done < articles) return {builder->suspend() ? done : 0, rebuilt.taken_up, false};

  RunChanges found;
  remember_forms(builder->odd_forms(), found);
  for (const auto& [key, words] : form_lists(found.forms)) builder->set_metadata(key, words);
  state_facts(*builder, facts, newest.get_metadata(metadata::kRuns));
  builder->finish();
  builder.reset();
  write_manifest(folder, manifest);
  remove_runs(folder);
  sync_folder(folder);
  succeed(archive, generations, generations.size());
  return rebuilt;
} catch (const fs::filesystem_error& error) {
  throw io_error(error);
}

}  // namespace news::build
