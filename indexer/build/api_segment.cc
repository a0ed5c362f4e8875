// The segment builder that writes through Xapian's API.
#include <algorithm>
#include <filesystem>

#include "common/durable_file.h"
#include "common/error.h"
#include "indexer/build/segment_builder.h"
#include "indexer/build/xapian_document.h"

namespace news::build {

Xapian::Document to_document(const AnalysedArticle& article) {
  Xapian::Document document;
  for (const TermPostings& postings : article.terms) {
    std::uint32_t wdf = postings.wdf;
    if (postings.positions.empty()) {
      document.add_term(postings.term, wdf);
      continue;
    }
    // The whole wdf goes to the first position: it counts for the term, not for the place.
    for (const std::uint32_t position : postings.positions) {
      document.add_posting(postings.term, position, wdf);
      wdf = 0;
    }
  }
  for (const auto& [slot, value] : article.values) {
    if (!value.empty()) document.add_value(slot, value);
  }
  document.set_data(article.data);
  return document;
}

namespace {

/// Bytes that Xapian's inverter holds for each byte of postings and data that it is given, roughly, measured on
/// English prose: it keeps maps of maps.
constexpr std::uint64_t kInverterFactor = 6;

/// More than this is not held even where memory allows: Xapian's maps outgrow the processor's caches (121 MB of press
/// releases took 110 s of processor time in one piece of 170 MB, 82 s in pieces of 33 MB, 73 s in pieces of 11 MB).
constexpr std::uint64_t kMostPending = std::uint64_t{24} << 20;

std::uint64_t weight_of(const AnalysedArticle& article) {
  std::uint64_t bytes = article.data.size();
  for (const TermPostings& postings : article.terms) bytes += postings.term.size() + 4 * postings.positions.size() + 8;
  return bytes;
}

class ApiSegment final : public SegmentBuilder {
 public:
  ApiSegment(const std::string& folder, std::uint64_t memory_bytes)
      : folder_(folder), flush_bytes_(std::min(memory_bytes / kInverterFactor, kMostPending)) {
    std::filesystem::remove_all(folder);
    guarded([&] { database_ = Xapian::WritableDatabase(folder, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS); });
  }

  std::uint32_t add(const AnalysedArticle& article) override {
    std::uint32_t number = 0;
    guarded([&] {
      number = database_.add_document(to_document(article));
      flush_when_full(article);
    });
    return number;
  }
  void replace(std::uint32_t number, const AnalysedArticle& article) override {
    guarded([&] {
      database_.replace_document(number, to_document(article));
      flush_when_full(article);
    });
  }
  void remove(std::uint32_t number) override {
    guarded([&] { database_.delete_document(number); });
  }
  std::string data(std::uint32_t number) override {
    std::string data;
    guarded([&] { data = database_.get_document(number).get_data(); });
    return data;
  }
  void set_metadata(const std::string& key, const std::string& value) override {
    guarded([&] { database_.set_metadata(key, value); });
  }
  void finish() override {
    guarded([&] {
      database_.commit();
      database_.close();
    });
    sync_folder(folder_);
  }

 private:
  template <typename Action>
  void guarded(Action action) {
    try {
      action();
    } catch (const Xapian::Error& error) {
      throw Error(Code::io, "can't write " + folder_ + ": " + error.get_description(),
                  "the archive stands as it was; mend the cause and run the same command again");
    }
  }
  void flush_when_full(const AnalysedArticle& article) {
    pending_ += weight_of(article);
    if (pending_ < flush_bytes_) return;
    database_.commit();
    pending_ = 0;
  }

  std::string folder_;
  std::uint64_t flush_bytes_;
  std::uint64_t pending_ = 0;
  Xapian::WritableDatabase database_;
};

}  // namespace

std::unique_ptr<SegmentBuilder> build_through_api(const std::string& folder, std::uint64_t memory_bytes) {
  return std::make_unique<ApiSegment>(folder, memory_bytes);
}

}  // namespace news::build
