#include "indexer/build/builder_check.h"

#include <xapian.h>

#include <filesystem>
#include <future>
#include <vector>

#include "common/error.h"
#include "indexer/build/builders.h"
#include "indexer/build/database_comparison.h"
#include "indexer/build/scratch_folder.h"

namespace news::build {
namespace {

namespace fs = std::filesystem;

/// Enough for every table to have blocks of both kinds, for long lists to be cut into chunks, and for tags that are
/// deflated, that are not, and that go over several blocks.
std::vector<Article> probe_articles() {
  std::vector<Article> articles;
  for (int i = 0; i < 120; ++i) {
    Article article;
    article.id = "probe " + std::to_string(i);
    article.language = i % 5 == 0 ? "de" : "en";
    article.title = "Probe " + std::to_string(i % 7) + " of strikes";
    article.published = parse_iso("2024-03-2" + std::to_string(i % 10));
    article.topics = {"probes", "topic " + std::to_string(i)};
    std::string words;
    for (int word = 0; word < i / 2; ++word)
      words += "word" + std::to_string(word * i % 211) + (word % 9 == 8 ? ". The " : " ");
    if (i > 0) article.paragraphs = {words, "The end."};
    if (i == 60) {
      for (int more = 0; more < 40; ++more) article.paragraphs.push_back(std::to_string(more * 7919) + " " + words);
    }
    articles.push_back(std::move(article));
  }
  return articles;
}

void build(SegmentBuilder& builder) {
  for (Article& article : probe_articles()) {
    const ArticleDigests digests = digests_of(article);
    builder.add({std::move(article), digests, 1});
  }
  static_cast<void>(builder.odd_forms());
  builder.set_metadata("probe", "metadata");
  builder.finish();
}

/// Throws Error(Code::io) where there is no room for it.
std::string differences_in(const fs::path& place) {
  const ScratchFolder scratch(place.string());
  BuilderOptions whole;
  whole.batch_bytes = std::uint64_t{1} << 30;
  BuilderOptions halves;
  halves.batch_bytes = std::uint64_t{100} << 10;
  try {
    const std::string bulk = scratch.path() + "/bulk";
    const std::string api = scratch.path() + "/api";
    // Xapian's way takes most of the time, and each has a thread of its own anyway.
    auto by_api = std::async(std::launch::async, [&] { build(*make_api_builder(api, whole)); });
    build(*make_bulk_builder(bulk, halves));
    by_api.get();
    const std::size_t faults = Xapian::Database::check(bulk);
    if (faults > 0) return "Xapian finds " + std::to_string(faults) + " faults";
    return differences_between(Xapian::Database(bulk), Xapian::Database(api));
  } catch (const Xapian::Error& error) {
    return error.get_description();
  }
}

}  // namespace

std::string bulk_differences() {
  // In memory if possible: both databases are flushed some thirty times, which costs a disk longer than all the rest.
  try {
    return differences_in("/dev/shm");
  } catch (const Error& error) {
    if (error.code() != Code::io) throw;
  }
  return differences_in(fs::temp_directory_path());
}

}  // namespace news::build
