// How fast queries are answered: top ten with snippets, from a warm archive that $NEWS_BENCH_ARCHIVE names.
//
//   again/...  the same query once more by an engine that stays open, as in a batch
//   fresh/...  by an engine that is opened for it, as by a command line, without the process itself
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "searcher/match/engine.h"
#include "searcher/query/parser.h"

namespace news::match {
namespace {

struct Question {
  const char* name;
  const char* query;
};

constexpr Question kQuestions[] = {
    {"word_rare", "glacier"},
    {"word_common", "president"},
    {"and", "climate change"},
    {"or", "secretary OR state"},
    {"and_not", "president NOT congress"},
    {"boolean", "(oil OR gas) AND price NOT (tax OR budget)"},
    {"field_date", "title:budget date:2016"},
    {"truncated", "elect*"},
    {"truncated_many", "co*"},
    {"phrase_common", "\"of the state\""},
    {"phrase", "\"climate change\""},
    {"phrase_truncated", "\"elect* commission\""},
    {"near", "oil W/5 price"},
    {"near_common", "the W/3 state"},
    {"near_truncated", "elect* W/5 fraud"},
    {"near_nested", "(\"united states\" OR america) W/10 (tax* OR budget)"},
    {"sentence", "president W/S congress"},
    {"paragraph", "\"united states\" W/P (tax* OR budget)"},
    {"not_near", "president NOT W/10 congress"},
    {"at_least", "ATLEAST3(climate)"},
    {"hlead", "hlead:president"},
};

query::Parsed parsed(const char* text) { return query::parse(text, {parse_iso("2024-04-01").value()}); }

Page top_ten(Engine& engine, const query::Node& tree) {
  SearchRequest request;
  request.tree = &tree;
  return engine.search(request);
}

}  // namespace

void again(benchmark::State& state, const std::string& archive, const char* text) {
  const query::Parsed query = parsed(text);
  Engine engine({archive});
  std::size_t hits = top_ten(engine, query.tree).hits.size();
  for (auto _ : state) hits = top_ten(engine, query.tree).hits.size();
  state.counters["hits"] = static_cast<double>(hits);
}

void fresh(benchmark::State& state, const std::string& archive, const char* text) {
  std::size_t hits = 0;
  for (auto _ : state) {
    const query::Parsed query = parsed(text);
    Engine engine({archive});
    hits = top_ten(engine, query.tree).hits.size();
  }
  state.counters["hits"] = static_cast<double>(hits);
}

}  // namespace news::match

int main(int argc, char** argv) {
  const char* archive = std::getenv("NEWS_BENCH_ARCHIVE");
  if (archive == nullptr) {
    std::fputs("NEWS_BENCH_ARCHIVE names no archive; make one with news-indexer\n", stderr);
    return 2;
  }
  using news::match::kQuestions;
  for (const auto& [kind, run] : {std::pair{"again", &news::match::again}, std::pair{"fresh", &news::match::fresh}}) {
    for (const auto& question : kQuestions) {
      benchmark::RegisterBenchmark((std::string(kind) + "/" + question.name).c_str(), run, std::string(archive),
                                   question.query)
          ->Unit(benchmark::kMillisecond);
    }
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
