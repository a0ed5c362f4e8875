// How fast glass databases are written: tables, position lists, posting lists, term lists. No argument, no data.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "indexer/build/glass/codings.h"
#include "indexer/build/glass/deflate.h"
#include "indexer/build/glass/document_tables.h"
#include "indexer/build/glass/postlist.h"

namespace news::glass {
namespace {

/// Where tables are written: memory, if there is such a place, so that the disk does not decide.
std::string table_path() {
  const std::filesystem::path folder =
      std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  return (folder / "news_glass_bench.glass").string();
}

/// Position lists as news has them: most of one or two positions, some of many, in articles of 500 words.
std::vector<std::vector<std::uint32_t>> position_lists(std::size_t longest) {
  std::mt19937_64 random(7);
  std::vector<std::vector<std::uint32_t>> lists(20'000);
  for (auto& list : lists) {
    const std::size_t count = 1 + random() % (1 + random() % longest);
    const std::uint32_t step = 1 + static_cast<std::uint32_t>(1000 / count);
    std::uint32_t position = 1;
    while (list.size() < count) list.push_back(position += 1 + static_cast<std::uint32_t>(random() % step));
  }
  return lists;
}

void append_positions(benchmark::State& state) {
  const auto lists = position_lists(static_cast<std::size_t>(state.range(0)));
  std::size_t count = 0;
  for (const auto& list : lists) count += list.size();
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const auto& list : lists) glass::append_positions(out, list);
    benchmark::DoNotOptimize(out.data());
  }
  const auto iterations = static_cast<double>(state.iterations());
  state.counters["positions"] =
      benchmark::Counter(iterations * static_cast<double>(count), benchmark::Counter::kIsRate);
  state.counters["lists"] =
      benchmark::Counter(iterations * static_cast<double>(lists.size()), benchmark::Counter::kIsRate);
}

/// Entries of this many bytes.
void table(benchmark::State& state) {
  const std::string tag(static_cast<std::size_t>(state.range(0)), 't');
  const std::uint32_t entries = static_cast<std::uint32_t>((std::size_t{64} << 20U) / (tag.size() + 12));
  std::int64_t bytes = 0;
  std::string key;
  for (auto _ : state) {
    TableWriter table(table_path(), WhenEmpty::no_file);
    for (std::uint32_t i = 1; i <= entries; ++i) {
      key = "term";
      key += '\0';
      append_docid(key, i);
      table.add(key, tag, Packing::plain);
    }
    bytes += table.finish().blocks * static_cast<std::int64_t>(kBlockBytes);
  }
  std::filesystem::remove(table_path());
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.iterations() * entries);
}

void positions_table(benchmark::State& state) {
  constexpr std::uint32_t kTerms = 2000;
  constexpr std::uint32_t kDocuments = 500;
  for (auto _ : state) {
    PositionWriter writer(table_path());
    for (std::uint32_t term = 0; term < kTerms; ++term) {
      const std::string name = "w" + std::to_string(10'000 + term);
      writer.begin_term(name);
      for (DocId docid = 1; docid <= kDocuments; ++docid) writer.add(docid, "abc");
    }
    writer.finish();
  }
  std::filesystem::remove(table_path());
  state.SetItemsProcessed(state.iterations() * kTerms * kDocuments);
}

/// Lists of this many postings.
void posting_lists(benchmark::State& state) {
  std::vector<Posting> postings;
  for (DocId docid = 1; postings.size() < static_cast<std::size_t>(state.range(0)); docid += 3) {
    postings.push_back({docid, 1 + docid % 4});
  }
  const auto terms = static_cast<std::uint32_t>(4'000'000 / postings.size());
  for (auto _ : state) {
    PostlistWriter writer(table_path());
    for (std::uint32_t term = 0; term < terms; ++term) {
      writer.begin_term("w" + std::to_string(10'000'000 + term));
      writer.add_postings(postings);
      writer.end_term();
    }
    writer.finish();
  }
  std::filesystem::remove(table_path());
  state.SetItemsProcessed(state.iterations() * terms * static_cast<std::int64_t>(postings.size()));
  state.counters["chunks"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * terms * static_cast<double>(1 + postings.size() / 1000),
      benchmark::Counter::kIsRate);
}

void termlists(benchmark::State& state) {
  std::vector<std::string> terms;
  for (int i = 0; i < 300; ++i) terms.push_back("word" + std::to_string(1000 + i * i % 977 + i));
  std::sort(terms.begin(), terms.end());
  std::string out;
  TermlistEncoder encoder(out);
  for (auto _ : state) {
    out.clear();
    encoder.begin(900, static_cast<std::uint32_t>(terms.size()));
    for (const std::string& term : terms) encoder.add(term, 2);
    encoder.end();
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(terms.size()));
}

BENCHMARK(append_positions)->Arg(1)->Arg(4)->Arg(20)->Arg(200);
BENCHMARK(table)->Arg(4)->Arg(100)->Arg(1900)->Arg(20'000)->Unit(benchmark::kMillisecond);
BENCHMARK(positions_table)->Unit(benchmark::kMillisecond);
BENCHMARK(posting_lists)->Arg(2)->Arg(100)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(termlists);

}  // namespace
}  // namespace news::glass
