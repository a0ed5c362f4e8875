// The segment builder that writes through Xapian's API: a small database for each batch, merged by Xapian in the end.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "common/archive.h"
#include "common/durable_file.h"
#include "common/error.h"
#include "common/record.h"
#include "indexer/build/batches.h"
#include "indexer/build/builders.h"
#include "indexer/build/compaction.h"
#include "indexer/build/xapian_document.h"

namespace news::build {

Xapian::Document to_document(const AnalysedArticle& article, const Vocabulary& terms) {
  Xapian::Document document;
  for (const TermPostings& postings : article.terms) {
    const std::string term(terms.text(postings.term));
    std::uint32_t wdf = postings.wdf;
    if (postings.positions == 0) {
      document.add_term(term, wdf);
      continue;
    }
    // The whole wdf goes to the first position: it counts for the term, not for the place.
    for (const std::uint32_t position : article.positions_of(postings)) {
      document.add_posting(term, position, wdf);
      wdf = 0;
    }
  }
  for (const auto& [slot, value] : article.values) document.add_value(slot, value);
  document.set_data(article.data);
  return document;
}

namespace {

namespace fs = std::filesystem;

/// Xapian keeps maps of maps: these outgrow the processor's caches soon, so that small databases, merged, take a third
/// of the time of a large one.
constexpr BatchNeeds kPartNeeds = {64, std::uint64_t{1} << 20, std::uint64_t{3} << 20};

std::string part_path(const std::string& folder, std::size_t index) {
  return folder + "/part-" + std::to_string(index + 1);
}

class PartDatabaseMaker final : public PartMaker {
 public:
  PartDatabaseMaker(const std::string& folder, Zone zone) : folder_(folder), analyser_(zone) {}

  void make(const Batch& batch) override {
    const std::string path = part_path(folder_, batch.index);
    analyser_.begin_run();
    naming_database("write", path, [&] {
      Xapian::WritableDatabase part(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
      for (const NewArticle& each : batch.articles) {
        const AnalysedArticle& analysed = analyser_.analyse(each.article, each.digests, each.sequence, each.instant);
        part.add_document(to_document(analysed, analyser_.terms()));
      }
      part.commit();
    });
  }
  std::set<OddForm> take_odd_forms() override { return analyser_.take_odd_forms(); }

 private:
  const std::string& folder_;
  Analyser analyser_;
};

class ApiBuilder final : public SegmentBuilder {
 public:
  ApiBuilder(std::string folder, const BuilderOptions& options) : folder_(std::move(folder)) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    batches_ = std::make_unique<Batches>(plan_batches(options, kPartNeeds),
                                         [&] { return std::make_unique<PartDatabaseMaker>(folder_, options.zone); });
  }

  std::uint32_t add(NewArticle article) override {
    batches_->add(std::move(article));
    return batches_->size();
  }
  void drop(std::uint32_t number) override { dropped_[batches_->place_of(number).batch].insert(number); }

  Article article(std::uint32_t number) override {
    const Batches::Place place = batches_->place_of(number);
    if (const Article* held = batches_->unmade(place)) return *held;
    return naming_database("read", folder_, [&] {
      const Xapian::Database part = open_generation(part_path(folder_, place.batch));
      return decode_article(part.get_document(place.article + 1).get_data());
    });
  }

  std::set<OddForm> odd_forms() override {
    parts_ = batches_->finish();
    return batches_->take_odd_forms();
  }

  void set_metadata(const std::string& key, const std::string& value) override { metadata_[key] = value; }

  void finish() override {
    naming_database("write", folder_, [&] {
      drop_articles();
      merge_parts();
      Xapian::WritableDatabase whole(folder_, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
      for (const auto& [key, value] : metadata_) whole.set_metadata(key, value);
      whole.commit();
    });
    sync_folder(folder_);
  }

 private:
  void drop_articles() {
    for (const auto& [index, numbers] : dropped_) {
      Xapian::WritableDatabase part(part_path(folder_, index), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      for (const std::uint32_t number : numbers) part.delete_document(batches_->place_of(number).article + 1);
      part.commit();
    }
  }

  /// Merges the parts in groups, and these again: each database is some open files, and a process may hold 1,024.
  void merge_parts() {
    constexpr std::size_t kMostAtOnce = 64;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < parts_; ++i) parts.push_back(part_path(folder_, i));
    std::size_t next = parts_;
    while (!parts.empty()) {
      std::vector<std::string> merged;
      for (std::size_t begin = 0; begin < parts.size(); begin += kMostAtOnce) {
        const std::size_t end = std::min(begin + kMostAtOnce, parts.size());
        const bool last = parts.size() <= kMostAtOnce;
        merged.push_back(last ? folder_ : part_path(folder_, next++));
        Xapian::Compactor plain;
        const std::vector<std::string> group(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                                             parts.begin() + static_cast<std::ptrdiff_t>(end));
        compact_databases(group, merged.back(), plain);
        for (const std::string& part : group) fs::remove_all(part);
      }
      if (merged.front() == folder_) return;
      parts = std::move(merged);
    }
  }

  std::string folder_;
  std::unique_ptr<Batches> batches_;
  std::map<std::size_t, std::set<std::uint32_t>> dropped_;  // numbers, by batch
  std::map<std::string, std::string> metadata_;
  std::size_t parts_ = 0;
};

}  // namespace

std::unique_ptr<SegmentBuilder> make_api_builder(const std::string& folder, const BuilderOptions& options) {
  return std::make_unique<ApiBuilder>(folder, options);
}

std::unique_ptr<SegmentBuilder> make_segment_builder(const std::string& folder, const BuilderOptions& options) {
  return options.builder == Builder::api ? make_api_builder(folder, options) : make_bulk_builder(folder, options);
}

}  // namespace news::build
