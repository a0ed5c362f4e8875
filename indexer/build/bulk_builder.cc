// The segment builder that inverts articles into sorted runs and merges these into tables that it writes itself.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <mutex>

#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/build/batches.h"
#include "indexer/build/builders.h"
#include "indexer/build/glass/deflate.h"
#include "indexer/build/inverter.h"
#include "indexer/build/merge.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// Pages of words that never come again need this much (measured: tests/bench/memory-limits), prose a quarter of it:
/// the vocabulary, postings twice, the run. Runs larger than this are slower: the vocabulary outgrows the processor's
/// caches.
constexpr BatchNeeds kRunNeeds = {64, std::uint64_t{1} << 20, std::uint64_t{6} << 20};

std::string run_path(const std::string& folder, std::size_t index) {
  return folder + "/run-" + std::to_string(index + 1);
}

/// Which records a run holds.
std::string coverage_of(const Batch& batch) {
  std::string coverage;
  const auto path_of = [](const NewArticle& article) -> std::string_view {
    return article.article.provenances.empty() ? std::string_view() : article.article.provenances.back().path;
  };
  for (std::size_t i = 0; i < batch.articles.size();) {
    const std::string_view path = path_of(batch.articles[i]);
    const std::uint64_t first = batch.articles[i].ordinal;
    std::uint64_t last = first;
    for (++i; i < batch.articles.size() && path_of(batch.articles[i]) == path; ++i) last = batch.articles[i].ordinal;
    put_string(coverage, path);
    put_varint(coverage, first);
    put_varint(coverage, last);
  }
  return coverage;
}

class RunMaker final : public PartMaker {
 public:
  RunMaker(const std::string& folder, Zone zone) : folder_(folder), inverter_(zone) {}

  void make(const Batch& batch) override {
    for (const NewArticle& each : batch.articles) inverter_.add(each.article, each.digests, each.sequence);
    finish();
    unflushed_ = run_path(folder_, batch.index);
    write_run(unflushed_, inverter_.finish(coverage_of(batch)));
  }
  /// A run is waited for when the next one is ready: by then the disk has it.
  void finish() override {
    if (!unflushed_.empty()) sync_path(unflushed_);
    unflushed_.clear();
  }
  std::set<OddForm> take_odd_forms() override { return inverter_.take_odd_forms(); }

 private:
  const std::string& folder_;
  Inverter inverter_;
  std::string unflushed_;
};

class BulkBuilder final : public SegmentBuilder {
 public:
  BulkBuilder(std::string folder, const BuilderOptions& options)
      : folder_(std::move(folder)), plan_(plan_batches(options, kRunNeeds)), memory_bytes_(options.memory_bytes) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    batches_ = std::make_unique<Batches>(plan_, [&] { return std::make_unique<RunMaker>(folder_, options.zone); });
  }

  std::uint32_t add(NewArticle article) override {
    batches_->add(std::move(article));
    return batches_->size();
  }
  void drop(std::uint32_t number) override { dropped_.push_back(number); }

  Article article(std::uint32_t number) override {
    const Batches::Place place = batches_->place_of(number);
    if (const Article* held = batches_->unmade(place)) return *held;
    return stored_article(RunSource(run_path(folder_, place.batch)), place.article);
  }

  std::set<OddForm> odd_forms() override {
    runs_ = batches_->finish();
    return batches_->take_odd_forms();
  }

  void set_metadata(const std::string& key, const std::string& value) override { metadata_[key] = value; }

  void finish() override {
    std::vector<RunSource> runs;
    for (std::size_t i = 0; i < runs_; ++i) runs.emplace_back(run_path(folder_, i));
    MergeInput input(runs);
    for (const std::uint32_t number : dropped_) {
      const Batches::Place place = batches_->place_of(number);
      input.drop(place.batch, place.article);
    }
    input.number_documents();
    batches_.reset();
    merge_runs(input, metadata_, folder_, {plan_.workers, memory_bytes_ / 4});
    for (std::size_t i = 0; i < runs_; ++i) fs::remove(run_path(folder_, i));
    sync_path(folder_);
  }

 private:
  std::string folder_;
  BatchPlan plan_;
  std::uint64_t memory_bytes_;
  std::unique_ptr<Batches> batches_;
  std::vector<std::uint32_t> dropped_;
  std::map<std::string, std::string> metadata_;
  std::size_t runs_ = 0;
};

}  // namespace

std::unique_ptr<SegmentBuilder> make_bulk_builder(const std::string& folder, const BuilderOptions& options) {
  return std::make_unique<BulkBuilder>(folder, options);
}

}  // namespace news::build
