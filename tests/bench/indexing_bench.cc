// How fast articles become a database: MB of text a second, step by step, one thread.
//
// The articles are those of every file below $NEWS_BENCH_FILES, or of the sample corpus, up to 32 MB of text.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "indexer/build/analyser.h"
#include "indexer/build/inverter.h"
#include "indexer/build/merge.h"
#include "indexer/build/segment_builder.h"
#include "indexer/ingest.h"
#include "indexer/sources/walk.h"

namespace news::build {
namespace {

constexpr std::uint64_t kMostText = std::uint64_t{32} << 20;
constexpr std::uint64_t kBatchText = std::uint64_t{5} << 20;

struct Prepared {
  Article article;
  ArticleDigests digests;
  std::uint64_t bytes;
};

class Keeping final : public IngestSink {
 public:
  void article(Article article) override {
    const ArticleDigests digests = digests_of(article);
    const std::uint64_t size = article.title.size() + article.deck.size() + body_of(article).size();
    bytes += size;
    articles.push_back({std::move(article), digests, size});
  }
  void refused(const ReadEvent&, std::string_view, std::string_view) override {}
  void skipped(const ReadEvent&, std::string_view) override {}
  void canceled(const ReadEvent&, Article) override {}
  void unknown_kind(const ReadEvent&) override {}
  void noted(const ReadEvent&, std::string_view, std::string_view) override {}

  std::vector<Prepared> articles;
  std::uint64_t bytes = 0;
};

const std::vector<Prepared>& articles() {
  static const std::vector<Prepared> kept = [] {
    const char* files = std::getenv("NEWS_BENCH_FILES");
    Keeping sink;
    sources::walk(
        {files != nullptr ? files : NEWS_SOURCE_DIR "/sample_corpus"},
        [&](const sources::FileEntry& file) {
          if (sink.bytes > kMostText) return;
          const auto bytes = sources::open_file(file.path);
          ingest(file.path, *bytes, {}, sink);
        },
        [](std::string_view, std::string_view) {});
    return std::move(sink.articles);
  }();
  return kept;
}

std::int64_t text_bytes() {
  std::uint64_t bytes = 0;
  for (const Prepared& each : articles()) bytes += each.bytes;
  return static_cast<std::int64_t>(bytes);
}

template <typename OnBatch>
void each_batch(OnBatch on_batch) {
  for (std::size_t i = 0; i < articles().size();) {
    const std::size_t begin = i;
    for (std::uint64_t bytes = 0; i < articles().size() && bytes < kBatchText; ++i) bytes += articles()[i].bytes;
    on_batch(std::span(articles()).subspan(begin, i - begin));
  }
}

Run run_of(Inverter& inverter, std::span<const Prepared> batch) {
  for (const Prepared& each : batch) inverter.add(each.article, each.digests, 1);
  return inverter.finish({});
}

void analyse(benchmark::State& state) {
  Analyser analyser{Zone()};
  for (auto _ : state) {
    each_batch([&](std::span<const Prepared> batch) {
      for (const Prepared& each : batch) benchmark::DoNotOptimize(&analyser.analyse(each.article, each.digests, 1));
      analyser.begin_run();
    });
  }
  state.SetBytesProcessed(state.iterations() * text_bytes());
}
BENCHMARK(analyse)->Unit(benchmark::kMillisecond);

void invert(benchmark::State& state) {
  Inverter inverter{Zone()};
  for (auto _ : state) {
    each_batch([&](std::span<const Prepared> batch) { benchmark::DoNotOptimize(run_of(inverter, batch).articles); });
  }
  state.SetBytesProcessed(state.iterations() * text_bytes());
}
BENCHMARK(invert)->Unit(benchmark::kMillisecond);

void merge(benchmark::State& state) {
  Inverter inverter{Zone()};
  std::vector<RunSource> runs;
  each_batch([&](std::span<const Prepared> batch) { runs.emplace_back(run_of(inverter, batch)); });
  MergeInput input(runs);
  input.number_documents();
  const std::string folder = (std::filesystem::temp_directory_path() / "news_indexing_bench").string();
  for (auto _ : state) {
    std::filesystem::remove_all(folder);
    merge_runs(input, {}, folder, {1, std::uint64_t{64} << 20});
  }
  std::filesystem::remove_all(folder);
  state.SetBytesProcessed(state.iterations() * text_bytes());
}
BENCHMARK(merge)->Unit(benchmark::kMillisecond);

void build(benchmark::State& state, Builder builder) {
  const std::string folder = (std::filesystem::temp_directory_path() / "news_indexing_bench").string();
  BuilderOptions options;
  options.builder = builder;
  for (auto _ : state) {
    const auto segment = make_segment_builder(folder, options);
    for (const Prepared& each : articles()) segment->add({each.article, each.digests, 1, 1});
    static_cast<void>(segment->odd_forms());
    segment->finish();
  }
  std::filesystem::remove_all(folder);
  state.SetBytesProcessed(state.iterations() * text_bytes());
}
BENCHMARK_CAPTURE(build, bulk, Builder::bulk)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(build, api, Builder::api)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(1);

}  // namespace
}  // namespace news::build

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  static_cast<void>(news::build::articles());  // so that no measurement begins with reading
  benchmark::RunSpecifiedBenchmarks();
}
