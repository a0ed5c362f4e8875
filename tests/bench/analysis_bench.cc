// How fast text is analysed: MB/s of prose, from $NEWS_BENCH_TEXT (a file or folder of UTF-8 text) or the sample
// corpus.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "common/analysis/stemmer.h"
#include "common/analysis/tokenizer.h"
#include "common/text.h"

namespace news::analysis {
namespace {

namespace fs = std::filesystem;

/// Enough text that caches of the processor do not flatter.
constexpr std::size_t kWanted = std::size_t{64} << 20;

void append_file(std::string& text, const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  text.append(std::istreambuf_iterator<char>(in), {});
  text += "\n\n";
}

/// About kWanted bytes of text; a smaller source is repeated.
const std::string& prose() {
  static const std::string kProse = [] {
    const char* named = std::getenv("NEWS_BENCH_TEXT");
    const fs::path source = named != nullptr ? fs::path(named) : fs::path(NEWS_SOURCE_DIR) / "sample_corpus/markdown";
    std::string once;
    if (fs::is_regular_file(source)) append_file(once, source);
    if (fs::is_directory(source)) {
      for (const auto& entry : fs::recursive_directory_iterator(source)) {
        if (entry.is_regular_file() && entry.path().extension() != ".jsonl") append_file(once, entry.path());
        if (once.size() > kWanted) break;
      }
    }
    if (once.empty()) std::abort();
    once = scrub_utf8(once);
    std::string text = once;
    while (text.size() < kWanted) text += once;
    return text;
  }();
  return kProse;
}

/// Takes tokens and does nothing with them but look.
class Counter final : public TokenSink {
 public:
  void token(const Token& token) override { bytes += token.term.size(); }
  std::uint64_t bytes = 0;
};

/// Stems every token, as indexing does for every new word of an article.
class Stemming final : public TokenSink {
 public:
  void token(const Token& token) override { bytes += stemmer_.stem(token.term).size(); }
  std::uint64_t bytes = 0;

 private:
  Stemmer stemmer_{"en"};
};

template <typename Sink>
void analyse(benchmark::State& state) {
  const std::string& text = prose();
  std::uint64_t tokens = 0;
  for (auto _ : state) {
    Sink sink;
    tokens += tokenize(text, sink);
    benchmark::DoNotOptimize(sink.bytes);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["tokens/s"] = benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}

BENCHMARK(analyse<Counter>)->Name("tokenize")->Unit(benchmark::kMillisecond);
BENCHMARK(analyse<Stemming>)->Name("tokenize_and_stem")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace news::analysis
