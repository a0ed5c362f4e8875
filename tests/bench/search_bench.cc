// How fast queries are answered: top ten with snippets, from a warm archive that $NEWS_BENCH_ARCHIVE names.
//
//   again/...   the same query once more by an engine that stays open, as in a batch
//   fresh/...   by an engine that is opened for it, as by a command line, without the process itself
//   xapian/...  what Xapian alone takes for the same query, as far as its operators say it, and for reading the ten
//               articles as they are stored: nothing that shows text of them is faster
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "searcher/match/engine.h"
#include "searcher/match/heap.h"
#include "searcher/query/parser.h"
#include "tests/bench/questions.h"

namespace news::match {
namespace {

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

void xapian_alone(benchmark::State& state, const std::string& archive, const char* text) {
  const query::Parsed query = parsed(text);
  const Archives archives({archive});
  query::Vocabulary vocabulary(archives.database(), [&](const std::string& language, const std::string& stem) {
    return archives.odd_forms(language, stem);
  });
  const query::Compiled compiled = query::Compiler(archives.languages(), vocabulary).compile(query.tree);
  std::size_t bytes = 0;
  for (auto _ : state) {
    Xapian::Enquire enquire(archives.database());
    enquire.set_query(compiled.query);
    enquire.set_weighting_scheme(Xapian::IneB2Weight());
    const Xapian::MSet found = enquire.get_mset(0, 10);
    bytes = 0;
    for (auto item = found.begin(); item != found.end(); ++item) bytes += item.get_document().get_data().size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}

}  // namespace news::match

int main(int argc, char** argv) {
  const char* archive = std::getenv("NEWS_BENCH_ARCHIVE");
  if (archive == nullptr) {
    std::fputs("NEWS_BENCH_ARCHIVE names no archive; make one with news-indexer\n", stderr);
    return 2;
  }
  news::match::keep_freed_memory();
  using news::bench::kQuestions;
  for (const auto& [kind, run] : {std::pair{"again", &news::match::again}, std::pair{"fresh", &news::match::fresh},
                                  std::pair{"xapian", &news::match::xapian_alone}}) {
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
