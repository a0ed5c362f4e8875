// The segment builder that inverts articles into sorted runs and merges these into tables that it writes itself.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "common/codec.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/build/archive_folder.h"
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

/// What a worker may remember of its words over runs: more than this is no faster, and with their order it takes as
/// much again.
std::uint64_t most_remembered(const BatchPlan& plan, std::uint64_t memory_bytes) {
  constexpr std::uint64_t kPart = 16;  // of a worker's share
  return std::min(Analyser::kMostRemembered, memory_bytes / plan.workers / kPart);
}

std::string run_path(const std::string& folder, std::size_t index) {
  return fmt::format("{}/{}{}", folder, kRun, index + 1);
}

class RunMaker final : public PartMaker {
 public:
  RunMaker(const std::string& folder, Zone zone, std::uint64_t remembered)
      : folder_(folder), inverter_(zone, remembered) {}

  void make(const Batch& batch) override {
    for (const NewArticle& each : batch.articles) {
      inverter_.add(each.article, each.digests, each.sequence, each.instant);
    }
    finish();
    unflushed_ = run_path(folder_, batch.index);
    write_run(unflushed_, inverter_.finish(encode_coverage(batch.files)));
  }
  /// A run is waited for when the next one is ready: by then the disk has it.
  void finish() override {
    if (!unflushed_.empty()) sync_path(unflushed_);
    unflushed_.clear();
  }

 private:
  const std::string& folder_;
  Inverter inverter_;
  std::string unflushed_;
};

/// The runs of an interrupted build, as far as none is missing or damaged; all other files of the folder but the job's
/// name are removed. What a power cut left of a run shows by its checksums.
std::vector<RunSource> take_up_runs(const std::string& folder) {
  std::vector<RunSource> runs;
  std::set<std::string> kept = {std::string(kJobFile)};
  try {
    for (std::string path = run_path(folder, 0); fs::exists(path); path = run_path(folder, runs.size())) {
      RunSource run(path);
      check_run(run);
      runs.push_back(std::move(run));
      kept.insert(fs::path(path).filename().string());
    }
  } catch (const Error& error) {
    if (error.code() != Code::archive_damaged) throw;
  }
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!kept.contains(entry.path().filename().string())) others.push_back(entry.path());
  }
  for (const fs::path& path : others) fs::remove_all(path);
  return runs;
}

std::vector<std::uint32_t> sizes_of(const std::vector<RunSource>& runs) {
  std::vector<std::uint32_t> sizes;
  sizes.reserve(runs.size());
  for (const RunSource& run : runs) sizes.push_back(run.articles());
  return sizes;
}

class BulkBuilder final : public SegmentBuilder {
 public:
  BulkBuilder(std::string folder, const BuilderOptions& options)
      : folder_(std::move(folder)),
        plan_(plan_batches(options, kRunNeeds)),
        memory_bytes_(options.memory_bytes),
        resumable_(!options.job.empty()) {
    if (is_job(folder_, options.job)) {
      found_ = take_up_runs(folder_);
    } else {
      fs::remove_all(folder_);
      fs::create_directories(folder_);
      if (resumable_) replace_file(job_path(folder_), options.job);
    }
    const std::uint64_t remembered = most_remembered(plan_, memory_bytes_);
    batches_ = std::make_unique<Batches>(
        plan_, [&] { return std::make_unique<RunMaker>(folder_, options.zone, remembered); }, sizes_of(found_));
    claimed_.resize(batches_->size());
  }

  [[nodiscard]] std::uint32_t taken_up() const override { return static_cast<std::uint32_t>(claimed_.size()); }

  void each_covered(const std::function<void(std::uint32_t, const Coverage&)>& visit) const override {
    std::uint32_t first = 1;
    for (const RunSource& run : found_) {
      for (const Coverage& part : decode_coverage(whole_section(run, Section::coverage))) {
        visit(first, part);
        first += part.articles;
      }
    }
  }

  ArticleDigests digests(std::uint32_t number) override {
    const Batches::Place place = batches_->place_of(number);
    if (place.batch != digests_of_) {
      held_digests_ = whole_section(found_.at(place.batch), Section::digests);
      digests_of_ = place.batch;
    }
    const std::string_view bytes = std::string_view(held_digests_).substr(std::size_t{place.article} * 32, 32);
    const auto half = [&](std::size_t i) { return from_big_endian(bytes.substr(8 * i, 8)); };
    return {{half(0), half(1)}, {half(2), half(3)}};
  }

  void claim(std::uint32_t number) override { claimed_.at(number - 1) = true; }

  void begin_file(const FileStamp& file) override { batches_->begin_file(file); }
  void end_file(const FileEnd& end) override { batches_->end_file(end); }

  std::uint32_t add(NewArticle article) override {
    batches_->add(std::move(article));
    return batches_->size();
  }
  void drop(std::uint32_t number) override {
    if (number <= claimed_.size()) {
      claimed_[number - 1] = false;
    } else {
      dropped_.push_back(number);
    }
  }

  Article article(std::uint32_t number) override {
    const Batches::Place place = batches_->place_of(number);
    if (const Article* held = batches_->unmade(place)) return *held;
    return stored_article(RunSource(run_path(folder_, place.batch)), place.article);
  }

  std::set<OddForm> odd_forms() override {
    std::set<OddForm> forms;
    runs_ = batches_->finish();
    for (std::size_t i = 0; i < runs_; ++i) {
      const RunSource run(run_path(folder_, i));
      SectionReader reader(run, Section::forms, kFormsWindow);
      while (!reader.at_end()) {
        OddForm form;
        for (std::string* text : {&form.language, &form.stem, &form.word}) *text = reader.take_text();
        forms.insert(std::move(form));
      }
    }
    return forms;
  }

  void set_metadata(const std::string& key, const std::string& value) override { metadata_[key] = value; }

  void finish() override {
    std::vector<RunSource> runs;
    for (std::size_t i = 0; i < runs_; ++i) runs.emplace_back(run_path(folder_, i));
    MergeInput input(runs);
    const auto drop = [&](std::uint32_t number) {
      const Batches::Place place = batches_->place_of(number);
      input.drop(place.batch, place.article);
    };
    for (const std::uint32_t number : dropped_) drop(number);
    for (std::uint32_t i = 0; i < claimed_.size(); ++i) {
      if (!claimed_[i]) drop(i + 1);
    }
    input.number_documents();
    batches_.reset();
    merge_runs(input, metadata_, folder_, {plan_.workers, memory_bytes_ / 4});
    // What can be taken up again is of use until the database is published.
    for (std::size_t i = 0; i < runs_ && !resumable_; ++i) fs::remove(run_path(folder_, i));
    sync_path(folder_);
  }

  bool suspend() override {
    batches_->finish();
    sync_path(folder_);
    return resumable_;
  }

 private:
  static constexpr std::size_t kFormsWindow = std::size_t{64} << 10;

  static std::string whole_section(const RunSource& run, Section section) {
    std::string bytes(static_cast<std::size_t>(run.size(section)), '\0');
    bytes.resize(run.read(section, 0, bytes.data(), bytes.size()));
    return bytes;
  }

  std::string folder_;
  BatchPlan plan_;
  std::uint64_t memory_bytes_;
  bool resumable_;
  std::vector<RunSource> found_;  // of an interrupted build
  std::vector<bool> claimed_;     // by number, less one, of the articles in them
  std::string held_digests_;      // of one of the runs found
  std::size_t digests_of_ = static_cast<std::size_t>(-1);
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
